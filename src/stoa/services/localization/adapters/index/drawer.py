"""The memory of one tenant from one locale into another: shelves on disk, and what came since."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock
from uuid import UUID

from stoa.kernel.ids import new_id
from stoa.services.localization.adapters.index.best import Best
from stoa.services.localization.adapters.index.binding import Source, bind
from stoa.services.localization.adapters.index.grams import AROUND, grams_of
from stoa.services.localization.adapters.index.manifest import Bound, Manifest, load, save, sweep
from stoa.services.localization.adapters.index.recent import Entry, Recent
from stoa.services.localization.adapters.index.search import Query, prove, search
from stoa.services.localization.adapters.index.shelf import Shelf

MOST_RECENT = 2_000
"""Units that are looked through one by one before they are bound: a fifth of a millisecond a query."""


@dataclass(slots=True)
class _Scope:
    """recents: the last one grows; those before it are about to be bound."""

    shelves: list[Shelf] = field(default_factory=list)
    recents: list[Recent] = field(default_factory=lambda: [Recent()])


class Drawer:
    """Safe to use from several threads. settling: held by the one that binds."""

    def __init__(self, folder: Path, whose: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._whose = folder, whose
        self.settling, self._lock, self._saving = Lock(), Lock(), Lock()
        self._scopes: dict[str, _Scope] = {}
        self._checksums: dict[Path, str] = {}
        self._hidden_since: list[UUID] = []
        self._due = False
        manifest = load(folder, whose)
        sweep(folder, manifest)
        self.until = self._learned_until = manifest.until if manifest else None
        for bound in manifest.shelves if manifest else ():
            path = folder / bound.name
            self._scopes.setdefault(bound.scope, _Scope()).shelves.append(Shelf(path, bound.gone))
            self._checksums[path] = bound.checksum

    def look_up(
        self, scopes: Sequence[str], texts: Sequence[str], least: float, most: int, guaranteed: bool
    ) -> list[list[tuple[float, bytes]]]:
        """For each text similarity and record of the units most alike, best first."""
        with self._lock:
            chosen = [self._scopes[scope] for scope in dict.fromkeys(scopes) if scope in self._scopes]
            shelves = [shelf for scope in chosen for shelf in scope.shelves]
            recents = [recent for scope in chosen for recent in scope.recents]
        bests = [Best(least, most) for _ in texts]
        for recent in recents:
            recent.search(texts, bests)
        grams, lengths = grams_of(texts)
        end = 0
        for text, length, best in zip(texts, lengths.tolist(), bests, strict=True):
            begin, end = end, end + length + AROUND
            query = Query(text, grams[begin:end])
            for look in (search, prove) if guaranteed else (search,):
                for shelf in shelves if text else ():
                    look(shelf, query, best)
        return [best.records() for best in bests]

    def learn(self, units: Iterable[tuple[str, Entry]], until: datetime | None) -> bool:
        """Each with its scope; an empty text is only taken out. True once, when it is time to settle."""
        with self._lock:
            for scope, entry in units:
                self._hide([entry.unit])
                if entry.text:
                    self._scopes.setdefault(scope, _Scope()).recents[-1].add([entry])
            if until and (self._learned_until is None or until > self._learned_until):
                self._learned_until = until
            many = sum(len(scope.recents[-1]) for scope in self._scopes.values())
            was_due, self._due = self._due, self._due or many >= MOST_RECENT
            return self._due and not was_due

    def forget(self, units: Iterable[UUID]) -> None:
        """Not found any more, not even after a crash that follows at once."""
        with self._lock:
            self._hide(list(units))
        self._save(self.until)

    def settle(self) -> None:
        """Binds what is recent, together with shelves that are not much larger, and brings it to disk."""
        with self.settling:
            until, frozen = self.freeze()
            merged: list[Shelf] = []
            for name, recents in frozen.items():
                old = _worth_merging(self._scopes[name].shelves, sum(map(len, recents)))
                self._swap({name: self._bind([*old, *recents])}, old, recents)
                merged += old
            self._save(until)
            _take_away(merged)

    def freeze(self) -> tuple[datetime | None, dict[str, list[Recent]]]:
        """What is learned from now on is kept apart. Until when, and what, was learned before.

        To be called, and what follows of it to be done, by who holds `settling`.
        """
        with self._lock:
            self._hidden_since, self._due = [], False
            frozen = {name: scope.recents[:] for name, scope in self._scopes.items()}
            for scope in self._scopes.values():
                scope.recents.append(Recent())
            return self._learned_until, frozen

    def bind_apart(self, entries: Sequence[Entry]) -> Shelf:
        """A shelf that is not looked into yet, for `replace`."""
        shelf = self._bind([Recent(entries)])
        assert shelf, "no entries"
        return shelf

    def replace(
        self, parts: dict[str, list[Shelf]], frozen: dict[str, list[Recent]], until: datetime
    ) -> None:
        """The parts, by scope, in place of every shelf and of what was frozen when the first was bound."""
        old = [shelf for scope in self._scopes.values() for shelf in scope.shelves]
        fresh = {scope: self._bind(some) if len(some) > 1 else some[0] for scope, some in parts.items()}
        self._swap(fresh, old, [recent for recents in frozen.values() for recent in recents])
        with self._lock:
            self._learned_until = max(until, self._learned_until or until)
        self._save(until)
        _take_away([*old, *(shelf for some in parts.values() if len(some) > 1 for shelf in some)])

    def close(self) -> None:
        """Brings to disk what is in memory."""
        self.settle()

    def _hide(self, units: Sequence[UUID]) -> None:
        self._hidden_since.extend(units)
        for scope in self._scopes.values():
            places: list[Shelf | Recent] = [*scope.shelves, *scope.recents]
            for place in places:
                place.hide(units)

    def _bind(self, sources: Sequence[Source]) -> Shelf | None:
        """None when nothing in them is to be found any more."""
        alive = [source.alive() for source in sources]
        if not any(map(len, alive)):
            return None
        path = self._folder / f"{new_id()}.shelf"
        self._checksums[path] = bind(path, sources, alive)
        return Shelf(path)

    def _swap(
        self, fresh: Mapping[str, Shelf | None], old: Sequence[Shelf], recents: Sequence[Recent]
    ) -> None:
        """At once for everybody. What was hidden while the fresh were bound is hidden in them too."""
        with self._lock:
            for name in fresh:
                self._scopes.setdefault(name, _Scope())
            for name, scope in self._scopes.items():
                new = fresh.get(name)
                scope.shelves = [one for one in scope.shelves if one not in old] + ([new] if new else [])
                scope.recents = [one for one in scope.recents if one not in recents]
                if new:
                    new.hide(self._hidden_since)

    def _save(self, until: datetime | None) -> None:
        with self._saving:
            with self._lock:
                shelves = [
                    Bound(name, shelf.path.name, self._checksums[shelf.path], shelf.gone())
                    for name, scope in self._scopes.items()
                    for shelf in scope.shelves
                ]
            manifest = Manifest(self._whose, until, shelves)
            save(self._folder, manifest)
            self.until = until


def _take_away(shelves: Iterable[Shelf]) -> None:
    """No manifest names them any more; who still looks into one has it open."""
    for shelf in shelves:
        shelf.path.unlink(missing_ok=True)


def _worth_merging(shelves: Sequence[Shelf], rows: int) -> list[Shelf]:
    """The newest, as long as each is not twice what comes to it: so few shelves are many units' home, and a
    unit is written anew once for each doubling. Source: Bentley and Saxe, 1980."""
    taken: list[Shelf] = []
    for shelf in reversed(shelves):
        if shelf.rows > 2 * rows:
            break
        taken.append(shelf)
        rows += shelf.rows
    return taken
