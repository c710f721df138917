"""Which segment is which when an object is cut again: identity over reordering and over change in place."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from stoa.services.localization.domain.segment import Cut

LEAST_ALIKE = 0.4
"""Share of words in common that makes a sentence a changed one and not another."""
_MOST_COMPARED = 40_000


@dataclass(frozen=True, slots=True)
class Known:
    """A segment as it was cut before, in the order of its object."""

    id: UUID
    path: str
    text: str
    checksum: str


def carry_over(before: Sequence[Known], after: Sequence[Cut], gone: Sequence[Known]) -> list[UUID | None]:
    """For every new cut, in turn, the segment that it is; None for one that is new.

    The same content in the same field first, then anywhere in the object, each by occurrence; then what
    changed in place, the most alike first; then what follows the same neighbour, however it changed.
    gone: of earlier revisions; they come back only with the very same content.
    """
    carrying = _Carrying(before, after, gone)
    carrying.match(lambda path, checksum: (path, checksum))
    carrying.match(lambda _, checksum: checksum)
    carrying.match_alike()
    carrying.match_between()
    return carrying.found


class _Carrying:
    def __init__(self, before: Sequence[Known], after: Sequence[Cut], gone: Sequence[Known]) -> None:
        self._there = len(before)
        self._before = [*before, *gone]
        self._after = after
        self._left = dict.fromkeys(range(len(self._before)))
        self._taken: list[int | None] = [None] * len(after)

    @property
    def found(self) -> list[UUID | None]:
        return [None if at is None else self._before[at].id for at in self._taken]

    def match(self, key: Callable[[str, str], object]) -> None:
        """What has the same key of path and checksum, in order of occurrence."""
        places: dict[object, list[int]] = defaultdict(list)
        for at in self._left:
            places[key(self._before[at].path, self._before[at].checksum)].append(at)
        for new in self._unmatched():
            cut = self._after[new]
            waiting = places.get(key(cut.path, cut.checksum))
            if waiting:
                self._take(new, waiting.pop(0))

    def match_alike(self) -> None:
        """Within one field, the most alike first, then the nearest."""
        olds = self._by_path(self._present(), self._before)
        news = self._by_path(self._unmatched(), self._after)
        for path, there in news.items():
            here = olds.get(path, [])
            if len(here) * len(there) > _MOST_COMPARED:
                continue
            words_of = {at: _words(self._before[at].text) for at in here}
            pairs = []
            for new in there:
                said = _words(self._after[new].coded.text)
                for old in here:
                    share = _alike(words_of[old], said)
                    if share >= LEAST_ALIKE:
                        pairs.append((-share, abs(here.index(old) - there.index(new)), new, old))
            for _, _, new, old in sorted(pairs):
                if self._taken[new] is None and old in self._left:
                    self._take(new, old)

    def match_between(self) -> None:
        """What follows the same segment as before in its field, or begins it, was rewritten."""
        ends: dict[tuple[str, int | None], int] = {}
        for old in self._present():
            ends[self._before[old].path, self._previous_old(old)] = old
        for new in self._unmatched():
            path = self._after[new].path
            previous = new - 1 if new and self._after[new - 1].path == path else None
            former = ends.get((path, None if previous is None else self._taken[previous]))
            opened = previous is None or self._taken[previous] is not None
            if former is not None and opened and former in self._left:
                self._take(new, former)

    def _previous_old(self, at: int) -> int | None:
        return at - 1 if at and self._before[at - 1].path == self._before[at].path else None

    def _present(self) -> list[int]:
        return [at for at in self._left if at < self._there]

    def _unmatched(self) -> list[int]:
        return [at for at, taken in enumerate(self._taken) if taken is None]

    def _take(self, new: int, old: int) -> None:
        self._taken[new] = old
        del self._left[old]

    @staticmethod
    def _by_path(places: Iterable[int], among: Sequence[Known] | Sequence[Cut]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at in places:
            found[among[at].path].append(at)
        return found


def _words(text: str) -> Counter[str]:
    """Of a script without white space its signs."""
    words = text.split()
    return Counter(words if len(words) > 1 else text)


def _alike(left: Counter[str], right: Counter[str]) -> float:
    """Dice: words in common, twice, of all words."""
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0
