"""Where terms stand in a text, in whatever form, and which of them a target keeps."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
    for term in sorted(terms, key=lambda term: (-len(term.source), not term.case)):
        for start, stop in places(text, term.source, locale, case=term.case):
            if all(stop <= other.start or start >= other.stop for other in found):
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
    wanted = [_form(word, language, case=case) for word in _WORD.findall(phrase)]
    words = list(_WORD.finditer(text))
    forms = [_form(word[0], language, case=case) for word in words]
    for place in range(len(words) - len(wanted) + 1 if wanted else 0):
        if forms[place : place + len(wanted)] == wanted:
            yield words[place].start(), words[place + len(wanted) - 1].end()


def _form(word: str, language: str, *, case: bool) -> str:
    """Where capitals count the first decides: `Writer` is a program and `writer` a person."""
    return (word[:1] if case else "") + stem(word, language)
