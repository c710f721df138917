"""The translation memory's fuzzy index, as localization asks for it."""

import asyncio
import fcntl
import os
from collections.abc import AsyncIterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Lock
from uuid import UUID

import msgspec

from stoa.runtime import log
from stoa.services.localization.adapters.index.drawer import Drawer
from stoa.services.localization.adapters.index.recent import Entry
from stoa.services.localization.adapters.index.shelf import Shelf
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.match import Circumstances, judge, proposed
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.memory.similarity import LEAST, plain
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.terms.term import Term

_LOG = log.get(__name__)

AT_ONCE = 65_536
"""Units of one scope that a rebuilding binds together."""


class IndexedMemory:
    """least, most: of what `look_up` gives. guaranteed: proven that nothing better is in the memory.

    The folder belongs to this process: a second one that opens it gets a BlockingIOError.
    """

    def __init__(
        self, folder: Path, *, least: float = LEAST, most: int = 5, guaranteed: bool = False
    ) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder, self._least, self._most, self._guaranteed = folder, least, most, guaranteed
        self._held = _hold(folder / "held")
        self._drawers: dict[tuple[UUID, LocalePair], Drawer] = {}
        self._opening = Lock()
        self._binder = ThreadPoolExecutor(1, "memory-binder")

    async def look_up(
        self,
        tenant: UUID,
        pair: LocalePair,
        scopes: Sequence[str],
        texts: Sequence[CodedText],
        terms: Sequence[Term] = (),
    ) -> list[list[Proposal]]:
        return await asyncio.to_thread(self._look_up, tenant, pair, scopes, texts, terms)

    async def learn(
        self, tenant: UUID, pair: LocalePair, units: Sequence[Remembered], until: datetime | None = None
    ) -> None:
        drawer = await self._drawer(tenant, pair)
        entries = await asyncio.to_thread(_entries, units)
        if drawer.learn(zip((unit.scope for unit in units), entries, strict=True), until):
            self._binder.submit(drawer.settle).add_done_callback(_tell)

    async def forget(self, tenant: UUID, pair: LocalePair, units: Sequence[UUID]) -> None:
        drawer = await self._drawer(tenant, pair)
        await asyncio.to_thread(drawer.forget, units)

    async def known_until(self, tenant: UUID, pair: LocalePair) -> datetime | None:
        return (await self._drawer(tenant, pair)).until

    async def rebuild(
        self, tenant: UUID, pair: LocalePair, units: AsyncIterable[Remembered], until: datetime
    ) -> None:
        drawer = await self._drawer(tenant, pair)
        await asyncio.to_thread(drawer.settling.acquire)
        try:
            _, frozen = drawer.freeze()
            parts: dict[str, list[Shelf]] = {}
            waiting: dict[str, list[Remembered]] = {}
            async for unit in units:
                some = waiting.setdefault(unit.scope, [])
                some.append(unit)
                if len(some) == AT_ONCE:
                    shelf = await asyncio.to_thread(_bind, drawer, waiting.pop(unit.scope))
                    parts.setdefault(unit.scope, []).append(shelf)
            for scope, some in waiting.items():
                parts.setdefault(scope, []).append(await asyncio.to_thread(_bind, drawer, some))
            await asyncio.to_thread(drawer.replace, parts, frozen, until)
        finally:
            drawer.settling.release()

    async def close(self) -> None:
        await asyncio.to_thread(self._binder.shutdown)
        for drawer in self._drawers.values():
            await asyncio.to_thread(drawer.close)
        os.close(self._held)

    def _look_up(
        self,
        tenant: UUID,
        pair: LocalePair,
        scopes: Sequence[str],
        texts: Sequence[CodedText],
        terms: Sequence[Term],
    ) -> list[list[Proposal]]:
        found = self._opened(tenant, pair).look_up(
            scopes, [plain(text) for text in texts], self._least, self._most, self._guaranteed
        )
        return [
            _proposals(text, [_unit(record) for _, record in records], pair.target, scopes, terms)
            for text, records in zip(texts, found, strict=True)
        ]

    async def _drawer(self, tenant: UUID, pair: LocalePair) -> Drawer:
        there = self._drawers.get((tenant, pair))
        return there if there else await asyncio.to_thread(self._opened, tenant, pair)

    def _opened(self, tenant: UUID, pair: LocalePair) -> Drawer:
        with self._opening:
            if (tenant, pair) not in self._drawers:
                name = f"{pair.source}_{pair.target}"
                self._drawers[tenant, pair] = Drawer(self._folder / str(tenant) / name, f"{tenant} {name}")
            return self._drawers[tenant, pair]


def _proposals(
    text: CodedText, units: Sequence[Remembered], locale: str, scopes: Sequence[str], terms: Sequence[Term]
) -> list[Proposal]:
    """Best first, after penalties and repairs."""
    targets: dict[str, set[str]] = {}
    for unit in units:
        targets.setdefault(plain(unit.source), set()).add(plain(unit.target))
    matches = [
        judge(
            text,
            unit,
            locale,
            Circumstances(
                own_scope=unit.scope == scopes[0], alternative=len(targets[plain(unit.source)]) > 1
            ),
            terms,
        )
        for unit in units
    ]
    return [proposed(match) for match in sorted(matches, key=lambda one: -one.score)]


def _hold(path: Path) -> int:
    """A lock that ends with the process, however that ends."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise
    return handle


def _entries(units: Sequence[Remembered]) -> list[Entry]:
    return [Entry(unit.id, plain(unit.source), msgspec.msgpack.encode(unit)) for unit in units]


def _unit(record: bytes) -> Remembered:
    return msgspec.msgpack.decode(record, type=Remembered)


def _tell(settled: Future[None]) -> None:
    """What could not be bound stays in memory and is tried again with what comes next."""
    if error := settled.exception():
        _LOG.warning("memory.settling_failed", error=repr(error))


def _bind(drawer: Drawer, units: Sequence[Remembered]) -> Shelf:
    return drawer.bind_apart(_entries(units))
