"""A TMX file as parts, and our own."""

from collections.abc import Iterable, Iterator

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import Locale
from stoa.services.localization.domain.exchange.element import Element
from stoa.services.localization.domain.exchange.languages import locale_of
from stoa.services.localization.domain.exchange.outline import Begin, End, Piece
from stoa.services.localization.domain.exchange.parts import Fault, Part
from stoa.services.localization.domain.exchange.refusals import attribute_wrong
from stoa.services.localization.domain.exchange.tmx.reading import read_tu
from stoa.services.localization.domain.exchange.unit import ExchangedUnit

FRAMES = frozenset({"tmx", "body"})
_ANY = "*all*"


def read_parts(pieces: Iterable[Piece]) -> Iterator[Part]:
    """pieces: of the whole file. Raises Invalid where the languages of the header cannot be read."""
    source: Locale | None = None
    for piece in pieces:
        if isinstance(piece, Element) and piece.name == "tu":
            try:
                yield from read_tu(piece, _source(piece, source))
            except Invalid as error:
                yield Fault(error, piece)
        else:
            if isinstance(piece, Element) and piece.name == "header":
                source = _source(piece, None)
            yield piece


def _source(element: Element, otherwise: Locale | None) -> Locale | None:
    """None where any language may be the source."""
    tag = element.attributes.get("srclang")
    if tag is None or tag == _ANY:
        return otherwise if tag is None else None
    locale = locale_of(tag)
    if locale is None:
        raise attribute_wrong(element, "srclang", f"{_ANY}, en, pt-BR, zh-Hant")
    return locale


def file_of(units: Iterable[ExchangedUnit], source_locale: Locale) -> Iterator[Part]:
    """A memory of our own."""
    header = Element(
        "header",
        {
            "creationtool": "stoa",
            "creationtoolversion": "1",
            "segtype": "sentence",
            "o-tmf": "stoa",
            "adminlang": "en",
            "srclang": source_locale,
            "datatype": "html",
        },
    )
    yield Begin(Element("tmx", {"version": "1.4"}))
    yield header
    yield Begin(Element("body"))
    yield from units
    yield End("body")
    yield End("tmx")
