"""Letters of a script that the target's locale is not written in."""

import re
from collections.abc import Iterator

from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.checks.scripts import count_scripts, is_all_latin, script, scripts_of

_LETTERS = re.compile(r"[^\W\d_]+")
_ALIKE = frozenset({"Latn", "Cyrl", "Grek"})
"""Scripts with letters that look the same."""
_LEAST_OWN = 0.1
"""Share of letters of its own script that a text has at least, unless it is names, keys and code."""


def wrong_script(pair: Rendering) -> Iterator[dict[str, str]]:
    """Hardly a letter is of the locale's script, and the others make up ordinary words."""
    if "Latn" in scripts_of(pair.to_locale) and is_all_latin(pair.target.words):
        return
    found = count_scripts(pair.target.words)
    total = sum(found.values())
    own = sum(found[one] for one in scripts_of(pair.to_locale))
    if own < _LEAST_OWN * total and len(_ordinary(pair.target.words)) >= (4 if own else 2):
        yield {"script": found.most_common(1)[0][0]}


def _ordinary(text: str) -> list[str]:
    """Words that are no names: in small letters, where the script has such."""
    return [word for word in text.split() if word.isalpha() and len(word) > 1 and word == word.lower()]


def foreign_letters(pair: Rendering) -> Iterator[dict[str, str]]:
    """Letters of a script that neither the source nor the locale has: what an engine made up or mixed in."""
    if is_all_latin(pair.target.words):
        return
    usual = scripts_of(pair.to_locale) | {"Latn", "Grek"}
    letters = {sign: one for sign in dict.fromkeys(pair.target.words) if (one := script(sign)) is not None}
    if usual.issuperset(letters.values()):
        return
    known = usual | set(count_scripts(pair.source.words))
    if foreign := [sign for sign, one in letters.items() if one not in known]:
        yield {"letters": " ".join(foreign)}


def mixed_word(pair: Rendering) -> Iterator[dict[str, str]]:
    """A Latin letter within a Cyrillic or Greek word or the other way round, which looks right and is not."""
    if is_all_latin(pair.target.words):
        return
    for word in _LETTERS.findall(pair.target.words):
        mixed = {one for sign in word if (one := script(sign)) in _ALIKE}
        if len(mixed) > 1 and word not in pair.source.words:
            yield {"word": word}
