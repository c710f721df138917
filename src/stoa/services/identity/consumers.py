"""What ends or narrows the live connection of pages.

The database first, once; then the server and the pages, which are told again when a message comes again.
"""

from collections.abc import Collection
from contextlib import suppress

from stoa.contracts.adaptive import FloodNoticed
from stoa.contracts.identity import ConsentChosen, RolesChanged, SessionEnded
from stoa.contracts.tracking import RunScheduled
from stoa.kernel.clock import Clock
from stoa.kernel.ids import PersonId, SessionId
from stoa.runtime.caller import Caller
from stoa.runtime.consumer import consumer
from stoa.runtime.db import Database, Repeated
from stoa.runtime.live.push import Push
from stoa.runtime.live.warden import Warden
from stoa.services.identity.commands import live
from stoa.services.identity.domain.watching import TaughtRun
from stoa.services.identity.queries.live import revoked_passes


@consumer(SessionEnded)
async def on_session_ended(
    event: SessionEnded, caller: Caller, db: Database, warden: Warden, push: Push, clock: Clock
) -> None:
    with suppress(Repeated):
        await live.refuse_session(db, caller, SessionId(event.session))
    warden.refuse(await revoked_passes(db, clock()))
    await _renew(push, caller, [PersonId(event.person)])


@consumer(RolesChanged)
async def on_roles_changed(
    event: RolesChanged, caller: Caller, db: Database, warden: Warden, push: Push, clock: Clock
) -> None:
    person = PersonId(event.person)
    with suppress(Repeated):
        await live.refuse_people(db, caller, [person])
    warden.refuse(await revoked_passes(db, clock()))
    await _renew(push, caller, [person])


@consumer(RunScheduled)
async def on_run_scheduled(
    event: RunScheduled, caller: Caller, db: Database, warden: Warden, push: Push, clock: Clock
) -> None:
    instructors = frozenset(PersonId(one) for one in event.instructors)
    told = TaughtRun(run=event.run, instructors=instructors, change=event.change)
    former = await live.note_run(db, caller, told)
    if former:
        with suppress(Repeated):
            await live.refuse_people(db, caller, former)
        warden.refuse(await revoked_passes(db, clock()))
        await _renew(push, caller, former)


@consumer(FloodNoticed)
async def on_flood_noticed(
    event: FloodNoticed, caller: Caller, db: Database, warden: Warden, push: Push, clock: Clock
) -> None:
    learner = PersonId(event.learner)
    with suppress(Repeated):
        await live.suspend_session(db, caller, SessionId(event.session), learner)
    warden.refuse(await revoked_passes(db, clock()))
    await _renew(push, caller, [learner])


@consumer(ConsentChosen)
async def on_consent_chosen(event: ConsentChosen, caller: Caller, push: Push) -> None:
    """The person's open pages obey at once; others hear of it with their next pass."""
    chosen = {"scope": event.scope, "version": event.version}
    await push.consent(caller.tenant, PersonId(event.person), chosen)


async def _renew(push: Push, caller: Caller, people: Collection[PersonId]) -> None:
    for person in people:
        await push.renew(caller.tenant, person)
