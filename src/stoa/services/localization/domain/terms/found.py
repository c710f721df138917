"""Where terms stand in a text, in whatever form, and which of them a target keeps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from stoa.services.localization.domain.terms.stems import stem
from stoa.services.localization.domain.terms.term import Term

_WORD = re.compile(r"\w+")
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that set no blanks between words: Thai, Lao, Burmese, Khmer, kana, Han."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    term: Term
    start: int
    stop: int


def occurrences(text: str, terms: Sequence[Term], locale: str) -> list[Occurrence]:
    """In order. Where terms overlap the longest counts: `memory` is not found within `translation memory`."""
    found: list[Occurrence] = []
    taken = bytearray(len(text))
    for term in sorted(terms, key=lambda term: (-len(term.source), not term.case)):
        for start, stop in places(text, term.source, locale, case=term.case):
            if not any(taken[start:stop]):
                taken[start:stop] = b"x" * (stop - start)
                found.append(Occurrence(term, start, stop))
    return sorted(found, key=lambda one: one.start)


def broken(source: str, target: str, terms: Sequence[Term], pair: tuple[str, str]) -> list[Term]:
    """Terms of the source of which the target has none of the agreed forms, inflected or not.

    pair: the locales of source and target.
    """
    wanted = {one.term: None for one in occurrences(source, terms, pair[0])}
    return [term for term in wanted if not _kept(target, term, pair[1])]


def _kept(target: str, term: Term, locale: str) -> bool:
    forms = (term.target, *term.forms)
    return any(next(places(target, form, locale, case=term.case), None) for form in forms)


def words_of(text: str, locale: str) -> list[str]:
    """As terms are compared: in small letters and without endings."""
    language = locale.split("-")[0]
    return [stem(word, language) for word in _WORD.findall(text)]


def first_word(phrase: str, locale: str) -> str:
    """Of a term; empty in scripts that set no words apart, where it may stand within what looks like one."""
    return "" if _UNSPACED.search(phrase) else next(iter(words_of(phrase, locale)), "")


def places(text: str, phrase: str, locale: str, *, case: bool) -> Iterator[tuple[int, int]]:
    """Where a phrase begins and stops in a text, inflected or not."""
    if _UNSPACED.search(phrase):
        for found in re.finditer(re.escape(phrase), text, 0 if case else re.IGNORECASE):
            yield found.span()
        return
    language = locale.split("-")[0]
    wanted = tuple(_form(word, language, case=case) for word in _WORD.findall(phrase))
    text_ = _read(text, language, case=case)
    for place in text_.at.get(wanted[0], ()) if wanted else ():
        if text_.forms[place : place + len(wanted)] == wanted:
            yield text_.spans[place][0], text_.spans[place + len(wanted) - 1][1]


@dataclass(frozen=True, slots=True)
class _Read:
    """Words of a text: where each stands, its form, and by form which they are."""

    spans: tuple[tuple[int, int], ...]
    forms: tuple[str, ...]
    at: dict[str, list[int]]


@lru_cache(maxsize=64)
def _read(text: str, language: str, *, case: bool) -> _Read:
    """Every term is sought in the same two texts."""
    words = list(_WORD.finditer(text))
    forms = tuple(_form(word[0], language, case=case) for word in words)
    at: dict[str, list[int]] = {}
    for place, form in enumerate(forms):
        at.setdefault(form, []).append(place)
    return _Read(tuple(word.span() for word in words), forms, at)


def _form(word: str, language: str, *, case: bool) -> str:
    """Where capitals count the first decides: `Writer` is a program and `writer` a person."""
    return (word[:1] if case else "") + stem(word, language)
