"""Files of any format that is read here: bytes in, parts out, and back."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from itertools import chain

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import Locale
from stoa.services.localization.domain.exchange import parts as streams
from stoa.services.localization.domain.exchange.element import Element
from stoa.services.localization.domain.exchange.limits import LIMITS, ExchangeLimits
from stoa.services.localization.domain.exchange.outline import Begin, Piece, outline
from stoa.services.localization.domain.exchange.parts import Part
from stoa.services.localization.domain.exchange.refusals import attribute_missing, attribute_wrong
from stoa.services.localization.domain.exchange.tmx import file as tmx
from stoa.services.localization.domain.exchange.tmx import writing as tmx_writing
from stoa.services.localization.domain.exchange.unit import ExchangedUnit
from stoa.services.localization.domain.exchange.xliff12 import file as xliff12
from stoa.services.localization.domain.exchange.xliff12 import writing as xliff12_writing
from stoa.services.localization.domain.exchange.xliff21 import file as xliff21
from stoa.services.localization.domain.exchange.xliff21 import writing as xliff21_writing


class Format(StrEnum):
    TMX = "tmx"
    XLIFF_12 = "xliff-1.2"
    XLIFF_21 = "xliff-2.1"


_READERS: dict[Format, Callable[[Iterable[Piece]], Iterator[Part]]] = {
    Format.TMX: tmx.read_parts,
    Format.XLIFF_12: xliff12.read_parts,
    Format.XLIFF_21: xliff21.read_parts,
}
_UNITS_XML = {
    Format.TMX: tmx_writing.units_xml,
    Format.XLIFF_12: xliff12_writing.units_xml,
    Format.XLIFF_21: xliff21_writing.units_xml,
}
_FRAMES = tmx.FRAMES | xliff12.FRAMES | xliff21.FRAMES
_XLIFF_VERSIONS = {
    "1.1": Format.XLIFF_12,
    "1.2": Format.XLIFF_12,
    "2.0": Format.XLIFF_21,
    "2.1": Format.XLIFF_21,
}
_TMX_VERSIONS = ("1.1", "1.2", "1.3", "1.4", "1.4b")
_NAMESPACES = {
    "1.1": "urn:oasis:names:tc:xliff:document:1.1",
    "1.2": xliff12.NAMESPACE,
    "2.0": xliff21.NAMESPACE,
    "2.1": xliff21.NAMESPACE,
}
"""Weblate still exports 1.1, which 1.2 only adds to."""


def read(chunks: Iterable[bytes], limits: ExchangeLimits = LIMITS) -> Iterator[Part]:
    """The parts of a TMX, XLIFF 1.2, 2.0 or 2.1 file, whichever it says it is, in memory for one unit.

    Raises Invalid or TooLarge for the file; a unit that cannot be read comes as a Fault.
    """
    pieces = outline(chunks, _FRAMES, limits)
    root = next(pieces)
    if not isinstance(root, Begin):
        raise Invalid("localization.exchange.broken", line=1, why="no root")
    return _READERS[format_of(root.element)](chain([root], pieces))


def format_of(root: Element) -> Format:
    """Raises Invalid, which says what is read."""
    version = root.attributes.get("version")
    if root.name not in ("tmx", "xliff"):
        raise Invalid("localization.exchange.root", line=root.line, element=root.name)
    versions = _TMX_VERSIONS if root.name == "tmx" else tuple(_XLIFF_VERSIONS)
    if version is None:
        raise attribute_missing(root, "version", ", ".join(versions))
    if version not in versions:
        raise attribute_wrong(root, "version", ", ".join(versions))
    if root.name == "tmx":
        return Format.TMX
    if root.attributes.get("xmlns", _NAMESPACES[version]) != _NAMESPACES[version]:
        raise attribute_wrong(root, "xmlns", _NAMESPACES[version])
    return _XLIFF_VERSIONS[version]


def write(parts: Iterable[Part], wanted: Format) -> Iterator[bytes]:
    """The file in UTF-8, in memory for one unit. parts: of a file of that format."""
    return streams.written(parts, _UNITS_XML[wanted])


def export(
    units: Iterable[ExchangedUnit],
    wanted: Format,
    source_locale: Locale,
    locale: Locale,
    original: str = "stoa",
) -> Iterator[bytes]:
    """A file of our own. original: what the units were cut from; a memory does not name it."""
    if wanted is Format.TMX:
        return write(tmx.file_of(units, source_locale), wanted)
    if wanted is Format.XLIFF_12:
        return write(xliff12.file_of(units, source_locale, locale, original), wanted)
    return write(xliff21.file_of(units, source_locale, locale, original), wanted)
