"""The grammar of the expressions that patterns may use.

either = sequence ("|" sequence)*      sequence = (atom repeat?)*
atom = "(" either ")" | "(?:" either ")" | "[...]" | "." | "\\d \\s \\w \\D \\S \\W" | sign
repeat = "*" | "+" | "?" | "{m}" | "{m,}" | "{m,n}", each perhaps with "?" behind it, which changes nothing
"""

import re
from dataclasses import dataclass

from stoa.kernel.errors import Invalid

DEEPEST = 20

_REPEAT = re.compile(r"(?:(?P<mark>[*+?])|\{(?P<least>\d{1,3})(?P<range>,(?P<most>\d{1,3})?)?\})\??")
_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")
_CLASS_ESCAPES = "dswDSW"
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r"}


@dataclass(frozen=True, slots=True)
class Sign:
    """is_class: the source is an expression for one sign; else it is the sign itself."""

    source: str
    is_class: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Either:
    options: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """most: None is without end."""

    part: "Node"
    least: int
    most: int | None


Node = Sign | Sequence | Either | Repeat


def parse(pattern: str) -> Node:
    """Raises Invalid with the code `pattern.unsupported`."""
    parser = _Parser(pattern)
    node = parser.either(0)
    if parser.at < len(pattern):
        raise parser.unsupported()
    return node


class _Parser:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def unsupported(self) -> Invalid:
        return Invalid("pattern.unsupported", pattern=self.pattern[:40], at=self.at)

    def either(self, depth: int) -> Node:
        if depth > DEEPEST:
            raise self.unsupported()
        options = [self._sequence(depth)]
        while self._skip("|"):
            options.append(self._sequence(depth))
        return options[0] if len(options) == 1 else Either(tuple(options))

    def _sequence(self, depth: int) -> Node:
        parts: list[Node] = []
        while self.at < len(self.pattern) and self.pattern[self.at] not in "|)":
            parts.append(self._repeated(self._atom(depth)))
        return Sequence(tuple(parts))

    def _repeated(self, atom: Node) -> Node:
        match = _REPEAT.match(self.pattern, self.at)
        if match is None:
            return atom
        self.at = match.end()
        if match["mark"]:
            return Repeat(atom, int(match["mark"] == "+"), 1 if match["mark"] == "?" else None)
        least = int(match["least"])
        most = int(match["most"]) if match["most"] else (None if match["range"] else least)
        if most is not None and most < least:
            raise self.unsupported()
        return Repeat(atom, least, most)

    def _atom(self, depth: int) -> Node:
        if self._skip("("):
            if not self._skip("?:") and self.pattern[self.at : self.at + 1] == "?":
                raise self.unsupported()
            inner = self.either(depth + 1)
            if not self._skip(")"):
                raise self.unsupported()
            return inner
        if self.pattern[self.at] == "[":
            return self._class()
        if self._skip("."):
            return Sign(".", is_class=True)
        if self._skip("\\"):
            return self._escaped()
        sign = self.pattern[self.at]
        if sign in "*+?{}^$":
            raise self.unsupported()
        self.at += 1
        return Sign(sign)

    def _class(self) -> Node:
        match = _CLASS.match(self.pattern, self.at)
        if match is None:
            raise self.unsupported()
        self.at = match.end()
        return Sign(match[0], is_class=True)

    def _escaped(self) -> Node:
        sign = self.pattern[self.at : self.at + 1]
        self.at += 1
        if sign in _CONTROLS:
            return Sign(_CONTROLS[sign])
        if sign and sign in _CLASS_ESCAPES:
            return Sign("\\" + sign, is_class=True)
        if not sign or sign.isalnum():
            raise self.unsupported()
        return Sign(sign)

    def _skip(self, text: str) -> bool:
        if self.pattern.startswith(text, self.at):
            self.at += len(text)
            return True
        return False
