"""A text as it is handed to a provider, and the way back from what the provider made of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from stoa.services.localization.domain.coded import MOST_CODES, Code, CodedText, CodeKind, is_mark, mark
from stoa.services.localization.domain.inline.masks import Style
from stoa.services.localization.domain.inline.restore import Broken, unmask
from stoa.services.localization.domain.providers.personal import personal
from stoa.services.localization.domain.terms.found import occurrences
from stoa.services.localization.domain.terms.term import Term


@dataclass(frozen=True, slots=True)
class Prepared:
    """coded: with a code more for everything that is held back. held: what stands there in the target.

    before, after: white space around it, which machines do not keep.
    """

    coded: CodedText
    held: Mapping[str, str]
    before: str
    after: str


def prepare(source: CodedText, locale: str, *, abroad: bool, fixed: Sequence[Term]) -> Prepared:
    """abroad: personal data is held back. fixed: terms put in for the machine, in their basic form."""
    held: dict[str, str] = {}
    parts: list[str] = []
    end = 0
    for start, stop, words in sorted(_spans(source.text, locale, fixed, abroad=abroad)):
        index = len(source.codes) + len(held)
        if start >= end and index < MOST_CODES:
            held[mark(index)] = words
            parts += (source.text[end:start], mark(index))
            end = stop
    sent = "".join((*parts, source.text[end:]))
    whole = sent.strip()
    before = sent[: len(sent) - len(sent.lstrip())]
    codes = source.codes + tuple(Code(CodeKind.ALONE, words) for words in held.values())
    return Prepared(CodedText(whole, codes), held, before, sent[len(before) + len(whole) :])


def _spans(text: str, locale: str, fixed: Sequence[Term], *, abroad: bool) -> Iterator[tuple[int, int, str]]:
    """Where something is held back, and what will stand there in the target."""
    if abroad:
        yield from ((start, stop, text[start:stop]) for start, stop in personal(text))
    for one in occurrences(text, fixed, locale):
        words = text[one.start : one.stop]
        if not any(map(is_mark, words)):
            yield one.start, one.stop, _as_in(words, one.term)


def restored(prepared: Prepared, reply: str) -> str | None:
    """The target, with the codes of its source whole; None when they are beyond repair."""
    found = unmask(reply.strip(), prepared.coded, Style.SIGNS)
    if isinstance(found, Broken):
        return None
    signs = {ord(sign): words for sign, words in prepared.held.items()}
    return prepared.before + found.target.text.translate(signs) + prepared.after


def _as_in(words: str, term: Term) -> str:
    """The term with a capital where the source has one that is not the term's own."""
    raised = words[:1].isupper() and not term.source[:1].isupper()
    return term.target[:1].upper() + term.target[1:] if raised else term.target
