"""An XLIFF 1.2 file as parts, and our own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import Locale
from stoa.services.localization.domain.exchange.characters import spelled
from stoa.services.localization.domain.exchange.element import Element
from stoa.services.localization.domain.exchange.languages import language_at
from stoa.services.localization.domain.exchange.outline import Begin, End, Piece
from stoa.services.localization.domain.exchange.parts import Fault, Part
from stoa.services.localization.domain.exchange.unit import ExchangedUnit
from stoa.services.localization.domain.exchange.xliff12.reading import read_unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:1.2"
_UNKNOWN = Locale("und")
FRAMES = frozenset({"xliff", "file", "body", "group"})


@dataclass(frozen=True, slots=True)
class _Around:
    """What a unit takes over from what it stands in."""

    space: str = "default"
    source: Locale = _UNKNOWN
    target: Locale | None = None


def read_parts(pieces: Iterable[Piece]) -> Iterator[Part]:
    """pieces: of the whole file. Raises Invalid where the languages of a file cannot be read."""
    around = [_Around()]
    for piece in pieces:
        if isinstance(piece, Element) and piece.name == "trans-unit":
            yield _unit(piece, around[-1])
            continue
        if isinstance(piece, Begin):
            around.append(_inside(around[-1], piece.element))
        elif isinstance(piece, End):
            around.pop()
        yield piece


def _inside(around: _Around, element: Element) -> _Around:
    space = element.attributes.get("xml:space", around.space)
    if element.name != "file":
        return replace(around, space=space)
    target = language_at(element, "target-language") if "target-language" in element.attributes else None
    return _Around(space, language_at(element, "source-language"), target)


def _unit(element: Element, around: _Around) -> ExchangedUnit | Fault:
    """Whether its space is kept is said on itself, wherever that was said before."""
    if around.space == "preserve":
        element.attributes.setdefault("xml:space", "preserve")
    try:
        return read_unit(element, around.source, _target_locale(element, around))
    except Invalid as error:
        return Fault(error, element)


def _target_locale(element: Element, around: _Around) -> Locale | None:
    target = element.first("target")
    if target is not None and "xml:lang" in target.attributes:
        return language_at(target, "xml:lang")
    return around.target


def file_of(
    units: Iterable[ExchangedUnit], source_locale: Locale, locale: Locale, original: str
) -> Iterator[Part]:
    """Our own. original: what the units were cut from, as the reader of the file may name it."""
    languages = {"source-language": source_locale, "target-language": locale}
    described = {"original": spelled(original), **languages, "datatype": "html"}
    yield Begin(Element("xliff", {"xmlns": NAMESPACE, "version": "1.2"}))
    yield Begin(Element("file", described))
    yield Begin(Element("body"))
    yield from units
    yield End("body")
    yield End("file")
    yield End("xliff")
