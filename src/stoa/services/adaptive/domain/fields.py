"""Reading fields of plain data, all faults at once, each with the field and what would be right."""

import re
from collections.abc import Collection
from typing import Any

from stoa.kernel.errors import Invalid

_NO_TEXT = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What steers a machine or turns around what stands beside it; the null sign no database keeps."""


class Fields:
    """An object of the data. path: where it stands in the whole, such as `rules[2].`."""

    def __init__(self, data: Any, path: str, faults: list[Invalid], known: Collection[str]) -> None:
        self._path, self._faults = path, faults
        self._is_object = isinstance(data, dict)
        self._data: dict[str, Any] = data if isinstance(data, dict) else {}
        if not self._is_object:
            where = path.rstrip(".") or "policy"
            self._faults.append(Invalid("policy.wrong_type", field=where, expected="an object"))
        for name in sorted(str(name) for name in self._data if name not in known):
            self.fault("policy.unknown_field", name, known=", ".join(sorted(known)))

    def has(self, name: str) -> bool:
        return name in self._data

    def is_null(self, name: str) -> bool:
        return name in self._data and self._data[name] is None

    def fault(self, code: str, name: str, /, **data: Any) -> None:
        """Nothing more is said of what is no object at all."""
        if self._is_object:
            self._faults.append(Invalid(code, field=f"{self._path}{name}", **data))

    def text(self, name: str, longest: int = 80) -> str:
        value = self._data.get(name)
        if not isinstance(value, str) or not 0 < len(value.strip()) <= longest:
            self.fault("policy.wrong_text", name, longest=longest)
        elif _NO_TEXT.search(value):
            self.fault("input.malformed", name, why="input.why.no_text")
        else:
            return value.strip()
        return ""

    def number(self, name: str, low: float, high: float, default: float | None = None) -> float:
        """default: where the field may be left out."""
        return self.as_number(self._data.get(name, default), name, low, high)

    def whole(self, name: str, low: int, high: int, default: int | None = None) -> int:
        value = self._data.get(name, default)
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
            return value
        self.fault("policy.wrong_whole", name, low=low, high=high)
        return low

    def as_number(self, value: Any, name: str, low: float, high: float) -> float:
        if isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high:
            return float(value)
        self.fault("policy.wrong_number", name, low=low, high=high)
        return low

    def one_of(self, name: str, allowed: Collection[str]) -> str:
        value = self._data.get(name)
        if isinstance(value, str) and value in allowed:
            return value
        self.fault("policy.not_one_of", name, allowed=", ".join(sorted(allowed)))
        return ""

    def entries(self, name: str, most: int) -> list[Any]:
        """At least one."""
        value = self._data.get(name)
        if isinstance(value, list) and 0 < len(value) <= most:
            return value
        self.fault("policy.wrong_count", name, most=most)
        return []

    def part(self, name: str, known: Collection[str]) -> "Fields":
        """An object that may be left out."""
        return Fields(self._data.get(name, {}), f"{self._path}{name}.", self._faults, known)

    def entry(self, value: Any, name: str, place: int, known: Collection[str]) -> "Fields":
        return Fields(value, f"{self._path}{name}[{place}].", self._faults, known)

    def pair(self, name: str) -> list[Any]:
        """Two values."""
        value = self._data.get(name)
        if isinstance(value, list) and len(value) == 2:
            return value
        self.fault("policy.wrong_pair", name)
        return [0, 0]
