"""Taking back the passes of pages, and who may have one to watch a course run.

A pass says when the rights behind it were read, and these run after the change that they follow, so no pass
from before the change outlives it. Done again, they raise Repeated.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from stoa.kernel.ids import EVERY_TENANT, PersonId, SessionId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.live.passes import key_of
from stoa.services.identity import store
from stoa.services.identity.domain.revocation import SUSPENSION, Revocation
from stoa.services.identity.domain.watching import TaughtRun, following


async def refuse_session(db: Database, caller: Caller, session: SessionId) -> None:
    await _refuse(db, caller, [session])


async def refuse_people(db: Database, caller: Caller, people: Collection[PersonId]) -> None:
    """All passes of the sessions that are alive. Who still may have one asks anew."""
    async with db.work(caller.under(None)) as work:
        sessions = [
            session.id
            for person in people
            for session in await store.sessions.list_sessions(work, person, work.now)
        ]
    await _refuse(db, caller, sessions)


async def suspend_session(db: Database, caller: Caller, session: SessionId, person: PersonId) -> None:
    """For some minutes it gets no pass either. Nothing for a session that is not the person's: who told so
    much may have made it up."""
    async with db.read(caller) as read:
        known = await store.sessions.load_session(read, session)
    if known is not None and known.person == person:
        await _refuse(db, caller, [session], suspended_for=SUSPENSION)


async def note_run(db: Database, caller: Caller, told: TaughtRun) -> Collection[PersonId]:
    """Returns those who taught it until then, whose passes are to be refused. The same when done again."""
    async with db.work(caller.under(None)) as work:
        known = following(await store.taught_runs.lock_taught_run(work, told.run), told)
        await store.taught_runs.save_taught_run(work, known)
    return known.former if known.change == told.change else []


async def _refuse(
    db: Database, caller: Caller, sessions: Collection[SessionId], suspended_for: timedelta | None = None
) -> None:
    async with db.work(replace(caller, tenant=EVERY_TENANT)) as work:
        taken = [
            Revocation(
                key=key_of(session),
                issued_until=work.now,
                suspended_until=work.now + suspended_for if suspended_for else None,
            )
            for session in sessions
        ]
        await store.revocations.save_revocations(work, taken)
