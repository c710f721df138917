"""An XLIFF 2.1 file as parts, and our own."""

from collections.abc import Iterable, Iterator

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import Locale
from stoa.services.localization.domain.exchange.characters import spelled
from stoa.services.localization.domain.exchange.element import Element
from stoa.services.localization.domain.exchange.languages import language_at
from stoa.services.localization.domain.exchange.outline import Begin, End, Piece
from stoa.services.localization.domain.exchange.parts import Fault, Part
from stoa.services.localization.domain.exchange.unit import ExchangedUnit
from stoa.services.localization.domain.exchange.xliff21.reading import read_unit

NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
FRAMES = frozenset({"xliff", "file", "group"})


def read_parts(pieces: Iterable[Piece]) -> Iterator[Part]:
    """pieces: of the whole file. Raises Invalid where the languages of the file cannot be read."""
    source, target = Locale("und"), None
    spaces = ["default"]
    for piece in pieces:
        if isinstance(piece, Element) and piece.name == "unit":
            yield _unit(piece, source, target, spaces[-1])
            continue
        if isinstance(piece, Begin):
            said = piece.element
            spaces.append(said.attributes.get("xml:space", spaces[-1]))
            if said.name == "xliff":
                source = language_at(said, "srcLang")
                target = language_at(said, "trgLang") if "trgLang" in said.attributes else None
        elif isinstance(piece, End):
            spaces.pop()
        yield piece


def _unit(element: Element, source: Locale, target: Locale | None, space: str) -> ExchangedUnit | Fault:
    """Whether its space is kept is said on itself, wherever that was said before."""
    if space == "preserve":
        element.attributes.setdefault("xml:space", "preserve")
    try:
        return read_unit(element, source, target)
    except Invalid as error:
        return Fault(error, element)


def file_of(
    units: Iterable[ExchangedUnit], source_locale: Locale, locale: Locale, original: str
) -> Iterator[Part]:
    """Our own. original: what the units were cut from, as the reader of the file may name it."""
    languages = {"srcLang": source_locale, "trgLang": locale}
    yield Begin(Element("xliff", {"xmlns": NAMESPACE, "version": "2.1", **languages}))
    yield Begin(Element("file", {"id": "f1", "original": spelled(original)}))
    yield from units
    yield End("file")
    yield End("xliff")
