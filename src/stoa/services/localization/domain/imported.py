"""What a unit of a translators' file may bring into the memory, and why it may not."""

from collections.abc import Sequence
from dataclasses import dataclass

from stoa.kernel.checksum import checksum_of
from stoa.kernel.errors import Invalid
from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.exchange.characters import FORBIDDEN
from stoa.services.localization.domain.exchange.element import Element
from stoa.services.localization.domain.exchange.languages import matches
from stoa.services.localization.domain.exchange.parts import Fault
from stoa.services.localization.domain.exchange.unit import ExchangedUnit
from stoa.services.localization.domain.file import FileEntry, Outcome, told
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.marks import same_marks
from stoa.services.localization.domain.post_edit import LONGEST_TARGET
from stoa.services.localization.domain.segment import content_checksum, says_words
from stoa.services.localization.domain.unit import State

_NO_PAIR = LocalePair("", "")
_NOTHING = CodedText("")
_SHOWN = 300
"""Signs of a refused text that are kept."""


@dataclass(frozen=True, slots=True)
class Imported:
    """A unit for the memory. context: of nothing in a course, but one of its own for each target.

    So what a file says stands beside what is known of the same source, and never in its place.
    """

    line: int
    pair: LocalePair
    source: CodedText
    target: str
    checksum: str
    context: str


def imported(part: ExchangedUnit | Fault, taken_as: Sequence[str]) -> Imported | FileEntry:
    """taken_as: languages of the tenant that stand for others of the same language, `en` for `en-GB`."""
    if isinstance(part, Fault):
        return refused_fault(part)
    line = part.kept.line if part.kept is not None else 0
    pair = LocalePair(
        _as(part.source_locale, taken_as), _as(part.locale, taken_as) if part.locale is not None else ""
    )
    try:
        source, target = _texts(part)
    except Invalid as why:
        said = shown(part.source), shown(part.target or _NOTHING)
        return FileEntry(Outcome.REFUSED, line, pair, why.code, why.data, *said)
    return Imported(line, pair, source, target, content_checksum(source), checksum_of(["file", target]))


def refused_fault(part: Fault) -> FileEntry:
    """A unit that could not be read."""
    return FileEntry(
        Outcome.REFUSED, part.element.line, _NO_PAIR, part.error.code, told(part.error.data), _text(part)
    )


def shown(coded: CodedText) -> str:
    """So much of its words as a report needs."""
    return FORBIDDEN.sub("", coded.words)[:_SHOWN]


def _text(part: Fault) -> str:
    return shown(CodedText(" ".join(_said(part.element).split())))


def _said(element: Element) -> str:
    """Of the first language in it."""
    first = next(iter(element.elements), None)
    return first.text if first is not None else element.text


def _as(locale: str, taken_as: Sequence[str]) -> str:
    return next((one for one in taken_as if matches(Locale(locale), Locale(one))), locale)


def _texts(part: ExchangedUnit) -> tuple[CodedText, str]:
    """Raises Invalid for what has no place in the memory."""
    if part.locale is None or part.target is None or not part.target.text.strip():
        raise Invalid("memory.no_target")
    if part.state < State.TRANSLATED:
        raise Invalid("memory.initial")
    source, target = CodedText(part.source.text.strip(), part.source.codes), part.target.text.strip()
    if any(FORBIDDEN.search(text) for text in (target, source.text, *(code.markup for code in source.codes))):
        raise Invalid("memory.characters")
    if not says_words(source):
        raise Invalid("memory.no_words")
    if max(len(source.text), len(target)) > LONGEST_TARGET:
        raise Invalid("memory.too_long", most=LONGEST_TARGET)
    if not same_marks(target, source.text):
        raise Invalid("memory.codes")
    return source, target
