"""A translators' file on disk, some units at a time: in memory for no more than that."""

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from stoa.services.localization.domain.exchange.files import read
from stoa.services.localization.domain.exchange.limits import CHUNK
from stoa.services.localization.domain.exchange.parts import Fault, Part
from stoa.services.localization.domain.exchange.unit import ExchangedUnit

Unit = ExchangedUnit | Fault


class FileParts:
    """Each of its methods takes a while: for a thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._units = self._read()

    def count(self) -> int:
        """How many units there are. Raises Invalid or TooLarge for a file that cannot be read to its end."""
        return sum(1 for _ in self._read())

    def skip(self, count: int) -> None:
        """Those that were taken before."""
        for _ in islice(self._units, count):
            continue

    def take(self, most: int) -> list[Unit]:
        """The next ones; nothing at the end."""
        return list(islice(self._units, most))

    def _read(self) -> Iterator[Unit]:
        return _units(read(_chunks(self._path)))


def _units(parts: Iterable[Part]) -> Iterator[Unit]:
    return (part for part in parts if isinstance(part, ExchangedUnit | Fault))


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            yield chunk
