"""Reading XML piece by piece: what only frames others as its beginning and end, everything else as a whole.

A document type is taken when it only names a file, as TMX has it, and that file is never read. Entities of
one's own, references to what is not declared, and more than the limits allow are refused, each with its line.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.parsers import expat

from stoa.kernel.errors import Invalid, TooLarge
from stoa.services.localization.domain.exchange.element import Element
from stoa.services.localization.domain.exchange.limits import CHUNK, LIMITS, MEGA, ExchangeLimits
from stoa.services.localization.domain.exchange.names import Names


@dataclass(frozen=True, slots=True)
class Begin:
    """A frame begins: `body`, `file`, `group`. Its element has no children."""

    element: Element


@dataclass(frozen=True, slots=True)
class End:
    name: str


Piece = Begin | Element | End


def outline(
    chunks: Iterable[bytes], frames: frozenset[str], limits: ExchangeLimits = LIMITS
) -> Iterator[Piece]:
    """In the order of the file, in memory for one element of it. The root is always a frame.

    Raises Invalid for what is not well-formed or tries to trick, TooLarge for what is beyond the limits.
    """
    reading = _Reading(frames, limits)
    for chunk in chunks:
        for start in range(0, len(chunk), CHUNK):
            yield from reading.feed(chunk[start : start + CHUNK])
    yield from reading.feed(b"", last=True)


class _Reading:
    def __init__(self, frames: frozenset[str], limits: ExchangeLimits) -> None:
        self._frames, self._limits = frames, limits
        self._names = Names()
        self._ready: list[Piece] = []
        self._open: list[Element] = []
        self._framing: list[str] = []
        self._inside = self._begun = self._fed = 0
        self._parser = self._hardened(expat.ParserCreate(namespace_separator=" "))

    def _hardened(self, parser: Any) -> Any:
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.buffer_size = CHUNK
        parser.StartNamespaceDeclHandler = self._names.declare
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.UnparsedEntityDeclHandler = self._entity
        parser.ExternalEntityRefHandler = self._entity
        parser.SkippedEntityHandler = self._entity
        return parser

    def feed(self, chunk: bytes, *, last: bool = False) -> list[Piece]:
        """What has become whole."""
        self._fed += len(chunk)
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            why = expat.errors.messages[error.code]
            raise Invalid("localization.exchange.broken", line=error.lineno, why=why) from error
        except (LookupError, ValueError) as error:
            raise Invalid("localization.exchange.broken", line=self._line, why=str(error)) from error
        self._weigh()
        ready, self._ready = self._ready, []
        return ready

    @property
    def _line(self) -> int:
        return int(self._parser.CurrentLineNumber)

    def _weigh(self) -> None:
        """Also what the parser holds back: a tag that does not end."""
        here = max(self._parser.CurrentByteIndex, 0)
        held = self._fed - (min(self._begun, here) if self._open else here)
        if held > self._limits.element + 2 * CHUNK:
            raise self._too_large(self._limits.element)
        if self._fed > self._limits.file:
            raise self._too_large(self._limits.file)

    def _too_large(self, limit: int) -> TooLarge:
        around = [*self._framing, *(element.name for element in self._open[:1])]
        element = around[-1] if around else "?"
        return TooLarge(
            "localization.exchange.too_large", line=self._line, element=element, limit_mb=limit // MEGA
        )

    def _start(self, raw: str, attributes: dict[str, str]) -> None:
        name = self._names.element(raw)
        element = Element(name, self._names.attributes(attributes), [], self._line)
        depth = len(self._open) + len(self._framing)
        if depth >= self._limits.depth:
            raise self._refusal("too_deep", element=name, limit=self._limits.depth)
        if self._open:
            self._inside += 1
            if self._inside > self._limits.inside:
                raise self._refusal("too_many", element=self._open[0].name, limit=self._limits.inside)
            self._open[-1].children.append(element)
        elif depth == 0 or name in self._frames:
            self._framing.append(name)
            self._ready.append(Begin(element))
            return
        else:
            self._inside, self._begun = 0, self._parser.CurrentByteIndex
        self._open.append(element)

    def _end(self, _raw: str) -> None:
        if not self._open:
            self._ready.append(End(self._framing.pop()))
            return
        element = self._open.pop()
        if not self._open:
            self._ready.append(element)

    def _text(self, text: str) -> None:
        if self._open:
            children = self._open[-1].children
            if children and isinstance(children[-1], str):
                children[-1] += text
            else:
                children.append(text)
        elif text.strip():
            raise self._refusal("text", element=self._framing[-1], text=text.strip()[:40])

    def _doctype(self, _name: str, _system: str | None, _public: str | None, inside: int) -> None:
        if inside:
            raise self._refusal("entity", name="<!DOCTYPE [")

    def _entity(self, name: str | None, *_: object) -> None:
        raise self._refusal("entity", name=name or "")

    def _refusal(self, what: str, **data: Any) -> Invalid:
        return Invalid(f"localization.exchange.{what}", line=self._line, **data)
