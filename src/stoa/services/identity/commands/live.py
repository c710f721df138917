"""Taking back the passes of pages, and who may have one to watch a course run.

Each may be done again without harm: what is refused stays so. A pass says when the rights behind it were
read, and these run after the change that they follow, so no pass from before the change outlives it.
"""

from collections.abc import Collection
from datetime import timedelta

from stoa.kernel.ids import EVERY_TENANT, PersonId, SessionId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.live.passes import key_of
from stoa.services.identity import store
from stoa.services.identity.domain.revocation import SUSPENSION, Revocation
from stoa.services.identity.domain.watching import TaughtRun, following

_PLATFORM = Caller(tenant=EVERY_TENANT)


async def refuse_session(db: Database, session: SessionId) -> None:
    await _refuse(db, [session])


async def refuse_person(db: Database, caller: Caller, person: PersonId) -> None:
    """All passes of the sessions that are alive. Who still may have one asks anew."""
    await _refuse_people(db, caller, [person])


async def suspend_session(db: Database, session: SessionId) -> None:
    """For some minutes it gets no pass either."""
    await _refuse(db, [session], suspended_for=SUSPENSION)


async def note_run(db: Database, caller: Caller, told: TaughtRun) -> Collection[PersonId]:
    """Returns those who teach it no longer, whose passes are refused."""
    async with db.work(caller.under(None)) as work:
        known = following(await store.taught_runs.lock_taught_run(work, told.run), told)
        await store.taught_runs.save_taught_run(work, known)
    if known.change != told.change:
        return []
    await _refuse_people(db, caller, known.former)
    return known.former


async def _refuse_people(db: Database, caller: Caller, people: Collection[PersonId]) -> None:
    async with db.work(caller.under(None)) as work:
        sessions = [
            session.id
            for person in people
            for session in await store.sessions.list_sessions(work, person, work.now)
        ]
    await _refuse(db, sessions)


async def _refuse(
    db: Database, sessions: Collection[SessionId], suspended_for: timedelta | None = None
) -> None:
    async with db.work(_PLATFORM) as work:
        taken = [
            Revocation(
                key=key_of(session),
                issued_until=work.now,
                suspended_until=work.now + suspended_for if suspended_for else None,
            )
            for session in sessions
        ]
        await store.revocations.save_revocations(work, taken)
