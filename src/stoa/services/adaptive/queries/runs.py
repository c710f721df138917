"""A run as it is now: every learner, and the counts of its items and films."""

from uuid import UUID

import msgspec

from stoa.contracts.adaptive import LearnerLive, RunLive
from stoa.kernel.clock import Clock
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.adaptive.domain.pulse import KEPT
from stoa.services.adaptive.domain.tallied import FILM, ITEM, PULSE
from stoa.services.adaptive.ports import Holders
from stoa.services.adaptive.queries import access
from stoa.services.adaptive.store import states, tallies
from stoa.services.adaptive.store.live import film_live, item_live, points_live

_LEARNER = msgspec.json.Decoder(LearnerLive)


async def run_now(db: Database, clock: Clock, holders: Holders, caller: Caller, run: UUID) -> list[RunLive]:
    """One a partition. In memory first, then in safe keeping: so nothing falls between the two."""
    async with db.read(caller) as read:
        await access.taught_run(read, caller, run)
    fresh = {one.partition: one for one in await holders.run(caller.tenant, run)}
    async with db.read(caller) as read:
        kept = await states.live_of_run(read, run)
        counted = await tallies.of_run(read, run)
    found: dict[int, RunLive] = {}
    for partition in sorted({*fresh, *(one[0] for one in kept), *(one[0] for one in counted)}):
        theirs = [one for one in kept if one[0] == partition]
        found[partition] = RunLive(
            run=run,
            partition=partition,
            sequence=max((one[1] for one in theirs), default=0),
            at=clock(),
            learners=[_LEARNER.decode(live) for _, _, live in theirs],
            items=[item_live(row) for place, row in counted if place == partition and row.noun == ITEM],
            films=[film_live(row) for place, row in counted if place == partition and row.noun == FILM],
            points=[
                point
                for place, row in counted
                if place == partition and row.noun == PULSE
                for point in points_live(row)
            ],
        )
        if partition in fresh:
            found[partition] = _over(found[partition], fresh[partition])
    return list(found.values())


def _over(kept: RunLive, fresh: RunLive) -> RunLive:
    """What is newer in the place of what is older: what is kept, where it was brought there meanwhile."""
    older, newer = (fresh, kept) if kept.sequence > fresh.sequence else (kept, fresh)
    learners = {one.registration: one for one in kept.learners}
    for learner in fresh.learners:
        known = learners.get(learner.registration)
        if known is None or known.sequence <= learner.sequence:
            learners[learner.registration] = learner
    items = {one.item: one for one in [*older.items, *newer.items]}
    films = {one.object: one for one in [*older.films, *newer.films]}
    points = {one.number: one for one in [*older.points, *newer.points]}
    return msgspec.structs.replace(
        kept,
        sequence=max(kept.sequence, fresh.sequence),
        learners=list(learners.values()),
        items=list(items.values()),
        films=list(films.values()),
        points=sorted(points.values(), key=lambda point: point.number)[-KEPT:],
    )
