"""Errors put into good translations, one kind at a time. None where a translation has no place for it."""

import random
import re
from collections.abc import Callable
from dataclasses import replace

from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.checks.scripts import sets_words_apart
from stoa.services.localization.domain.coded import CodedText, is_mark, mark
from stoa.services.localization.domain.inline.pairs import pairs_of
from stoa.services.localization.domain.inline.plain import take_plain

Plant = Callable[[Rendering, random.Random], Rendering | None]

_NUMBER = re.compile(r"(?<![^\W_])\d+(?![^\W\d_])")
_FEWEST_WORDS = 8
"""Of a source that is cut off: half of a title of two words may be its whole translation."""
_ADDED = {"link": " https://example.org/a?id=7", "placeholder": " {name}"}


def lost_tag(pair: Rendering, chance: random.Random) -> Rendering | None:
    marks = [at for at, sign in enumerate(pair.target.text) if is_mark(sign)]
    return _cut(pair, at := chance.choice(marks), at + 1) if marks else None


def crossed_tag(pair: Rendering, chance: random.Random) -> Rendering | None:
    """The end of a pair changes places with its beginning, around words."""
    pairs = [(mark(one), mark(other)) for one, other in pairs_of(pair.target).items()]
    text = pair.target.text
    around = [(one, other) for one, other in pairs if one in text and text.find(other) > text.find(one) + 1]
    if not around:
        return None
    one, other = chance.choice(around)
    return _with(pair, text.translate({ord(one): other, ord(other): one}))


def changed_number(pair: Rendering, chance: random.Random) -> Rendering | None:
    found = list(_NUMBER.finditer(pair.target.text))
    if not found:
        return None
    number = chance.choice(found)
    at = chance.randrange(number.start(), number.end())
    digit = chance.choice([one for one in "123456789" if one != pair.target.text[at]])
    return _with(pair, pair.target.text[:at] + digit + pair.target.text[at + 1 :])


def changed_link(pair: Rendering, chance: random.Random) -> Rendering | None:
    return _added(
        pair, "link", chance.choice([" https://example.org/a?id=8", " https://example.com/a?id=7", ""])
    )


def changed_placeholder(pair: Rendering, chance: random.Random) -> Rendering | None:
    return _added(pair, "placeholder", chance.choice([" {nombre}", " {name", ""]))


def truncated(pair: Rendering, chance: random.Random) -> Rendering | None:
    """Between a third and two thirds are left."""
    if len(pair.source.words.split()) < _FEWEST_WORDS:
        return None
    words = pair.target.text.split(" ") if sets_words_apart(pair.to_locale) else list(pair.target.text)
    left = max(1, round(len(words) * chance.uniform(0.33, 0.67)))
    return _with(pair, (" " if sets_words_apart(pair.to_locale) else "").join(words[:left]))


def doubled(pair: Rendering, _: random.Random) -> Rendering | None:
    """All of it, once more; of a text of a few signs that is no error to be seen."""
    if len(pair.target.words) < _FEWEST_WORDS or pair.target.codes:
        return None
    return _with(
        pair, pair.target.text + (" " if sets_words_apart(pair.to_locale) else "") + pair.target.text
    )


def untranslated(pair: Rendering, _: random.Random) -> Rendering | None:
    ordinary = [
        word for word in pair.source.words.split() if word.isalpha() and word.islower() and len(word) > 1
    ]
    return replace(pair, target=pair.source) if len(ordinary) > 1 else None


PLANTS: dict[str, Plant] = {
    plant.__name__: plant
    for plant in (
        lost_tag,
        crossed_tag,
        changed_number,
        changed_link,
        changed_placeholder,
        truncated,
        doubled,
        untranslated,
    )
}


def _with(pair: Rendering, text: str) -> Rendering:
    return replace(pair, target=CodedText(text, pair.target.codes))


def _cut(pair: Rendering, start: int, stop: int) -> Rendering:
    return _with(pair, pair.target.text[:start] + pair.target.text[stop:])


def _added(pair: Rendering, kind: str, instead: str) -> Rendering | None:
    """The same at the end of both, and something else in the target; of texts without codes."""
    if pair.source.codes or pair.target.codes:
        return None
    source = take_plain(pair.source.text + _ADDED[kind])
    return replace(pair, source=source, target=take_plain(pair.target.text + instead))
