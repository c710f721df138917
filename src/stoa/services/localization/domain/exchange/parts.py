"""A file as a stream of parts: frames that begin and end, units, and elements that are kept as they are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from stoa.kernel.errors import Invalid
from stoa.services.localization.domain.exchange.element import Element, element_xml, start_tag
from stoa.services.localization.domain.exchange.limits import CHUNK
from stoa.services.localization.domain.exchange.outline import Begin, End
from stoa.services.localization.domain.exchange.unit import ExchangedUnit


@dataclass(frozen=True, slots=True)
class Fault:
    """A unit that could not be read, and why. Written back as it was."""

    error: Invalid
    element: Element


_Other = Begin | End | Element | Fault
Part = _Other | ExchangedUnit
UnitsXml = Callable[[Sequence[ExchangedUnit]], str]
"""Writes units that were read from one element, or a single one."""


def units(parts: Iterable[Part]) -> Iterator[ExchangedUnit]:
    """Raises Invalid at the first unit that could not be read."""
    for part in parts:
        if isinstance(part, Fault):
            raise part.error
        if isinstance(part, ExchangedUnit):
            yield part


def written(parts: Iterable[Part], units_xml: UnitsXml) -> Iterator[bytes]:
    """In UTF-8, about 64 kB at a time, each unit on a line of its own."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    size = 0
    for one in _grouped(parts):
        line = units_xml(one) if isinstance(one, list) else _line(one)
        lines.append(line)
        size += len(line)
        if size > CHUNK:
            yield _bytes(lines)
            lines, size = [], 0
    yield _bytes(lines)


def _grouped(parts: Iterable[Part]) -> Iterator[list[ExchangedUnit] | _Other]:
    """Units that were read from one element together."""
    group: list[ExchangedUnit] = []
    for part in parts:
        if group and not (isinstance(part, ExchangedUnit) and part.kept and part.kept is group[0].kept):
            yield group
            group = []
        if isinstance(part, ExchangedUnit):
            group.append(part)
        else:
            yield part
    if group:
        yield group


def _line(part: _Other) -> str:
    if isinstance(part, Begin):
        return start_tag(part.element.name, part.element.attributes)
    if isinstance(part, End):
        return f"</{part.name}>"
    return element_xml(part.element if isinstance(part, Fault) else part)


def _bytes(lines: list[str]) -> bytes:
    return ("\n".join(lines) + "\n").encode()
