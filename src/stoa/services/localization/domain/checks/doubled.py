"""Words, stretches and sentences that stand twice where the source has them once."""

import re
from collections.abc import Iterator
from itertools import pairwise

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
    legitimate = set(_LEGITIMATE.get(language, "").split())
    for word in _twice(pair.target.text):
        if word.lower() not in legitimate and word not in _twice(pair.source.text):
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
    for length in range(3, len(words) // 2 + 1):
        for at in range(len(words) - 2 * length + 1):
            if (
                words[at] == words[at + length]
                and words[at : at + length] == words[at + length : at + 2 * length]
            ):
                return " ".join(words[at : at + length])
    return ""


def _again(text: str) -> str:
    sentences = [one.strip() for one in _SENTENCE.findall(text)]
    return next((one for at, one in enumerate(sentences) if one in sentences[:at]), "")
