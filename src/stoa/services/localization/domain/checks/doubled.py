"""Words, stretches and sentences that stand twice where the source has them once."""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.checks.scripts import sets_words_apart

_LEGITIMATE = {
    "fr": "nous vous",
    "de": "die der das sie dem den ihr es",
    "it": "man via così appena",
    "es": "casi",
    "pt": "quase",
    "ca": "a",
    "pl": "się",
    "en": "that had is",
}
"""Words that grammar sets twice. In Hindi, Japanese and Chinese doubling a word is a form of its own."""
_DOUBLES_WORDS = frozenset({"hi", "mr", "bn", "id", "ms", "tr", "vi", "th", "sw", "af"})
_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_TWICE_OVER = re.compile(r"([^\s\d\W]{3,40})\1")
_SENTENCE = re.compile(r"[^.!?。！？।؟]{12,}[.!?。！？।؟]*")


def doubled_word(pair: Rendering) -> Iterator[dict[str, str]]:
    language = pair.to_locale.split("-")[0]
    if not sets_words_apart(pair.to_locale):
        yield from _doubled_signs(pair)
        return
    if language in _DOUBLES_WORDS:
        return
    found = _twice(pair.target.text)
    right = {*_LEGITIMATE.get(language, "").split(), *_twice(pair.source.text)} if found else set()
    for word in found:
        if word.lower() not in right and word not in right:
            yield {"word": word}
            return


def _twice(text: str) -> list[str]:
    """Words that follow themselves, with nothing but blanks between."""
    words = list(_LATIN_WORD.finditer(text))
    return [
        one[0]
        for one, other in pairwise(words)
        if one[0].lower() == other[0].lower() and text[one.end() : other.start()].isspace()
    ]


def _doubled_signs(pair: Rendering) -> Iterator[dict[str, str]]:
    found = _TWICE_OVER.search(pair.target.words)
    if found and len(set(found[1])) > 1 and not _TWICE_OVER.search(pair.source.words):
        yield {"word": found[1]}


def doubled_stretch(pair: Rendering) -> Iterator[dict[str, str]]:
    """Three words or more follow themselves, or a whole sentence comes again."""
    found = _doubled(pair.target.words)
    if found and not _doubled(pair.source.words):
        yield {"words": found}


def _doubled(text: str) -> str:
    return _halved(text) or _twice_over(text) or _again(text)


def _halved(text: str) -> str:
    """One half of the text where the other is the same."""
    signs = "".join(text.split())
    half = len(signs) // 2
    return signs[:half] if half > 2 and signs[:half] == signs[half:] and not signs.isdigit() else ""


def _twice_over(text: str) -> str:
    words = [word.lower().strip(",;:\"'«»“”") for word in text.split()]
    if len(set(words)) == len(words):
        return ""
    numbers = {word: number for number, word in enumerate(dict.fromkeys(words))}
    said = np.array([numbers[word] for word in words], dtype=np.int32)
    for length in range(3, len(words) // 2 + 1):
        at = _first_run(said[:-length] == said[length:], length)
        if at is not None:
            return " ".join(words[at : at + length])
    return ""


def _first_run(same: npt.NDArray[np.bool_], length: int) -> int | None:
    """Where so many or more that are true begin."""
    if np.count_nonzero(same) < length:
        return None
    ends = np.flatnonzero(np.concatenate(([True], ~same, [True])))
    long = np.flatnonzero(np.diff(ends) > length)
    return int(ends[long[0]]) if long.size else None


def _again(text: str) -> str:
    seen: set[str] = set()
    for sentence in _SENTENCE.findall(text):
        one = sentence.strip()
        if one in seen:
            return str(one)
        seen.add(one)
    return ""
