"""What must be in memory before messages are folded."""

from collections.abc import Collection, Sequence
from uuid import UUID

from stoa.contracts.telemetry import ActionBatch
from stoa.kernel.ids import TenantId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.adaptive.commands.fold.deciding import Watch
from stoa.services.adaptive.commands.fold.platform import MapRef
from stoa.services.adaptive.commands.fold.reading import Heard, HeardByAll
from stoa.services.adaptive.commands.fold.standing import standing_from
from stoa.services.adaptive.commands.fold.tenant import TenantFold
from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.told import CourseActivated, Ended, Enrolled, Scored
from stoa.services.adaptive.store import courses, folds, states, tallies

_MOST_MAPS = 2_000
_MOST_ABSENT = 50_000
_AT_WORK = (ActionBatch, Ended, Scored)
_OF_REGISTRATION = (Enrolled, *_AT_WORK)


class Loading:
    """maps: of courses, shared by all folds."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.maps: dict[MapRef, CourseMap] = {}

    async def begin(
        self, tenant: TenantId, partition: int, ends_at: int, watch: Watch | None = None
    ) -> TenantFold:
        """ends_at: of the log; where it lost its tail in a power cut, what comes anew counts anew."""
        async with self._db.read(Caller(tenant=tenant)) as read:
            safe = await folds.sequence(read, partition)
            known = await folds.load_known(read, partition)
        fold = TenantFold(tenant, partition, safe, self.maps, watch)
        fold.sequence = min(safe, ends_at)
        for row in known:
            fold.load(row)
        return fold

    async def prepare(self, fold: TenantFold, heard: Sequence[Heard | HeardByAll]) -> None:
        if all(_is_prepared(fold, one) for one in heard):
            return
        caller = Caller(tenant=fold.tenant)
        messages = [one.message for one in heard]
        registrations = {one.registration for one in messages if isinstance(one, _OF_REGISTRATION)}
        await self._load_standings(fold, caller, registrations)
        at_work = [fold.standings[one] for one in registrations if one in fold.standings]
        places = {(one.run, one.course) for one in at_work}
        places |= {(one.run, one.course) for one in messages if isinstance(one, Enrolled)}
        await self._load_counts(fold, caller, {run for run, _ in places})
        refs = {fold.platform.ref(course) for _, course in places}
        refs |= {
            MapRef(one.course, one.locale, one.activation)
            for one in messages
            if isinstance(one, CourseActivated)
        }
        for ref in refs:
            if ref is not None and ref not in self.maps:
                await self._load_map(caller, ref)

    async def _load_standings(self, fold: TenantFold, caller: Caller, wanted: Collection[UUID]) -> None:
        missing = [one for one in wanted if one not in fold.standings and one not in fold.absent]
        if not missing:
            return
        async with self._db.read(caller) as read:
            found = await states.load(read, missing)
        fold.standings.update({state.registration: standing_from(state) for state in found})
        if len(fold.absent) > _MOST_ABSENT:
            fold.absent.clear()
        fold.absent.update(set(missing) - {state.registration for state in found})

    async def _load_counts(self, fold: TenantFold, caller: Caller, wanted: Collection[UUID]) -> None:
        missing = [one for one in wanted if one not in fold.runs]
        if not missing:
            return
        async with self._db.read(caller) as read:
            rows = await tallies.load(read, fold.partition, missing)
        for row in rows:
            fold.counts.load(row)
        fold.runs.update(missing)

    async def _load_map(self, caller: Caller, ref: MapRef) -> None:
        async with self._db.read(caller) as read:
            found = await courses.load_map(read, *ref)
        if found is None:
            return
        if len(self.maps) >= _MOST_MAPS:
            self.maps.clear()
        self.maps[ref] = found


def _is_prepared(fold: TenantFold, heard: Heard | HeardByAll) -> bool:
    """So it is with nearly every message: its learner acted a moment ago."""
    if not isinstance(heard.message, _AT_WORK):
        return False
    standing = fold.standings.get(heard.message.registration)
    return standing is not None and standing.run in fold.runs and fold.platform.is_at_hand(standing.course)
