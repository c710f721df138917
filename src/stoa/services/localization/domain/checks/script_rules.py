"""Letters of a script that the target's locale is not written in."""

import re
from collections.abc import Iterator

from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.checks.scripts import count_scripts, script, scripts_of

_LETTERS = re.compile(r"[^\W\d_]+")
_LEAST_OWN = 0.1
"""Share of letters of its own script that a text has at least, unless it is names, keys and code."""


def wrong_script(pair: Rendering) -> Iterator[dict[str, str]]:
    """Hardly a letter is of the locale's script, and the others make up ordinary words."""
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
    known = scripts_of(pair.to_locale) | set(count_scripts(pair.source.words)) | {"Latn", "Grek"}
    foreign = {
        sign: one for sign in pair.target.words if (one := script(sign)) is not None and one not in known
    }
    if foreign:
        yield {"letters": " ".join(foreign)}


def mixed_word(pair: Rendering) -> Iterator[dict[str, str]]:
    """A Latin letter within a Cyrillic or Greek word or the other way round, which looks right and is not."""
    if pair.target.words.isascii():
        return
    for word in _LETTERS.findall(pair.target.words):
        mixed = {one for sign in word if (one := script(sign)) in {"Latn", "Cyrl", "Grek"}}
        if len(mixed) > 1 and word not in pair.source.words:
            yield {"word": word}
