"""Reading the fields of a mapping: each is asked for once, a wrong or unknown one becomes a fault."""

import math
import re
from collections.abc import Iterator
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from stoa.services.content.adapters.folder.faults import Faults
from stoa.services.content.adapters.folder.yamls import Value

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_LONGEST_SLUG = 64
_LONGEST_TEXT = 10_000

E = TypeVar("E", bound=StrEnum)


class Fields:
    """at: path of this mapping in its file, for the words of a fault."""

    def __init__(self, value: Value, file: str, faults: Faults, at: str = "") -> None:
        self.file, self.faults, self.at, self.line = file, faults, at, value.line
        self._values: dict[str, Value] = {}
        self._asked: set[str] = set()
        if isinstance(value.data, dict):
            self._values = value.data
        else:
            self.fault("wrong_type", None, _shown(value), "mapping", line=value.line)

    def path(self, name: str) -> str:
        return f"{self.at}.{name}" if self.at else name

    def fault(self, code: str, name: str | None, found: object, expected: str, **data: object) -> None:
        line = data.pop("line", None) or (self._values[name].line if name in self._values else self.line)
        field = self.path(name) if name else self.at or None
        self.faults.add(code, self.file, int(str(line)), field, found, expected, **data)

    def has(self, name: str) -> bool:
        return name in self._values

    def line_of(self, name: str) -> int:
        return self._values.get(name, Value(None, self.line)).line

    def value(self, name: str, required: bool = False) -> Value | None:
        self._asked.add(name)
        if name in self._values:
            return self._values[name]
        if required:
            self.fault("missing_field", name, "", "field", missing=name)
        return None

    def text(self, name: str, required: bool = False, longest: int = _LONGEST_TEXT) -> str:
        value = self.value(name, required)
        if value is None:
            return ""
        return self.plain(value, name, longest)

    def plain(self, value: Value, name: str, longest: int = _LONGEST_TEXT) -> str:
        """A scalar that is text; what YAML reads as something else is refused with the advice to quote it."""
        if not isinstance(value.data, str):
            scalar = not isinstance(value.data, list | dict)
            self.fault("wrong_type", name, _shown(value), "quoted" if scalar else "text", line=value.line)
            return ""
        if len(value.data) > longest:
            self.fault("too_large", name, len(value.data), "shorter", line=value.line, limit=longest)
        if not value.data.strip():
            self.fault("missing_field", name, "", "field", line=value.line, missing=name)
        return value.data.strip()

    def slug(self, name: str, required: bool = False) -> str:
        value = self.value(name, required)
        return "" if value is None else self.as_slug(value, name)

    def as_slug(self, value: Value, name: str) -> str:
        written = value.written if isinstance(value.data, int | float) else self.plain(value, name)
        if not (SLUG.fullmatch(written) and len(written) <= _LONGEST_SLUG):
            self.fault("bad_name", name, written, "slug", line=value.line)
        return written

    def number(
        self, name: str, default: float = 0.0, *, required: bool = False, above: float | None = None,
        least: float | None = None, most: float | None = None, below: float | None = None,
    ) -> float:  # fmt: skip
        value = self.value(name, required)
        if value is None:
            return default
        found = value.data
        if isinstance(found, bool) or not isinstance(found, int | float) or math.isnan(found):
            self.fault("wrong_type", name, _shown(value), "number")
            return default
        if above is not None and found <= above:
            self.fault("out_of_range", name, found, "number_above", above=above)
        elif least is not None and found < least:
            self.fault("out_of_range", name, found, "number_from", least=least)
        elif most is not None and found > most:
            self.fault("out_of_range", name, found, "number_to", most=most)
        elif below is not None and found >= below:
            self.fault("out_of_range", name, found, "number_below", below=below)
        return float(found)

    def flag(self, name: str, default: bool = False, required: bool = False) -> bool:
        value = self.value(name, required)
        if value is None:
            return default
        if not isinstance(value.data, bool):
            self.fault("wrong_type", name, _shown(value), "flag")
            return default
        return value.data

    def one_of(self, name: str, kind: type[E], default: E) -> E:
        value = self.value(name)
        if value is None:
            return default
        try:
            return kind(str(value.data))
        except ValueError:
            self.fault("unknown_value", name, _shown(value), "one_of", allowed=", ".join(kind))
            return default

    def entries(self, name: str, required: bool = False, least: int = 0, most: int = 1_000) -> list[Value]:
        value = self.value(name, required)
        if value is None:
            return []
        if not isinstance(value.data, list):
            self.fault("wrong_type", name, _shown(value), "list")
            return []
        if len(value.data) > most:
            self.fault("too_many", name, len(value.data), "entries_to", most=most)
        elif len(value.data) < least:
            self.fault("out_of_range", name, len(value.data), "entries_from", least=least)
        return value.data[:most]

    def each(
        self, name: str, required: bool = False, least: int = 0, most: int = 1_000
    ) -> Iterator["Fields"]:
        """The mappings of a list. Reading one to its end checks it for unknown fields."""
        for index, value in enumerate(self.entries(name, required, least, most)):
            inner = Fields(value, self.file, self.faults, f"{self.path(name)}[{index}]")
            if isinstance(value.data, dict):
                yield inner
                inner.end()

    def inner(self, name: str) -> "Fields | None":
        value = self.value(name)
        return None if value is None else Fields(value, self.file, self.faults, self.path(name))

    def named(self, name: str, required: bool = False) -> Iterator[tuple[str, Value]]:
        """The entries of a mapping whose keys are free."""
        value = self.value(name, required)
        if value is None:
            return
        if not isinstance(value.data, dict):
            self.fault("wrong_type", name, _shown(value), "mapping")
            return
        yield from value.data.items()

    def end(self) -> None:
        """Faults for every field that nobody asked for."""
        for name in self._values:
            if name not in self._asked:
                nearest = get_close_matches(name, self._asked, 1, 0.0)
                self.fault("unknown_field", name, name, "known_field", nearest=nearest[0] if nearest else "")


def _shown(value: Value) -> str:
    if isinstance(value.data, dict):
        return "{…}"
    return "[…]" if isinstance(value.data, list) else value.written or "null"
