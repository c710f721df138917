"""Who gets a locale of a course, and what the learners of some runs have first."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.delivery.domain.pilot import Audience, Pilot
from stoa.services.delivery.domain.publication import Edition
from stoa.services.delivery.tables import pilots


async def load_pilot(session: ReadSession, edition: Edition) -> Pilot:
    row = await session.one(
        select(pilots).where(pilots.c.course == edition.course, pilots.c.locale == edition.locale)
    )
    if row is None:
        return Pilot()
    return Pilot(Audience(row.audience), tuple(row.runs), row.change, row.version, row.turn)


async def save_pilot(work: UnitOfWork, edition: Edition, pilot: Pilot) -> None:
    """The edition is locked by whoever calls."""
    row = {
        "tenant_id": work.tenant,
        "course": edition.course,
        "locale": edition.locale,
        "audience": pilot.audience.value,
        "runs": list(pilot.runs),
        "change": pilot.change,
        "version": pilot.version,
        "turn": pilot.turn,
    }
    statement = insert(pilots).values(row)
    key = ("tenant_id", "course", "locale")
    changed = {name: statement.excluded[name] for name in row if name not in key}
    await work.run(statement.on_conflict_do_update(index_elements=list(key), set_=changed))
