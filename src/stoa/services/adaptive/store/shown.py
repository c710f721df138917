"""What pages show beside the things themselves: titles, the last decisions, the last trial."""

from uuid import UUID

from sqlalchemy import select

from stoa.kernel.locale import nearest
from stoa.runtime.db import ReadSession
from stoa.services.adaptive.domain.changes import NOTHING
from stoa.services.adaptive.domain.written_policy import Trial
from stoa.services.adaptive.store.policies import load_trial
from stoa.services.adaptive.tables import decisions, maps, trials


async def course_title(read: ReadSession, course: UUID, locale: str) -> str:
    """In the language nearest to that one; empty for a course that was never activated."""
    newest = select(maps.c.locale, maps.c.title).where(maps.c.course == course)
    rows = await read.all(newest.order_by(maps.c.known_at, maps.c.activation))
    titles: dict[str, str] = {row.locale: row.title for row in rows}
    chosen = nearest(list(titles), [locale]) or next(iter(titles), "")
    return titles.get(chosen, "")


async def last_decisions(read: ReadSession, registration: UUID, most: int) -> list[str]:
    """As JSON, the newest first."""
    wanted = select(decisions.c.decision).where(
        decisions.c.registration == registration, decisions.c.decision != NOTHING
    )
    rows = await read.all(wanted.order_by(decisions.c.sequence.desc()).limit(most))
    return [row.decision for row in rows]


async def last_trial(read: ReadSession, course: UUID, version: int) -> Trial | None:
    wanted = select(trials.c.id).where(trials.c.course == course, trials.c.version == version)
    found: UUID | None = await read.value(wanted.order_by(trials.c.asked_at.desc()).limit(1))
    return None if found is None else await load_trial(read, found)
