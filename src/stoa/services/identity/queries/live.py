"""What pages of a session may hear live, and whose passes are refused."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from stoa.kernel.errors import Unauthenticated
from stoa.kernel.ids import EVERY_TENANT, SessionId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession
from stoa.runtime.live.passes import key_of
from stoa.runtime.live.warden import KEPT
from stoa.services.identity import store
from stoa.services.identity.domain.consent import Consent
from stoa.services.identity.domain.person import Person
from stoa.services.identity.domain.revocation import check_not_suspended
from stoa.services.identity.domain.watching import check_watching

_PLATFORM = Caller(tenant=EVERY_TENANT)


class Admitted(NamedTuple):
    """consent: what the session's person lets be told."""

    session: SessionId
    consent: Consent


async def check_rights(db: Database, caller: Caller, runs: Sequence[UUID], now: datetime) -> Admitted:
    """As they are now, whatever the access token says. runs: to be watched.

    Raises Unauthenticated for a session that ended, TooMany for one that is suspended, NotFound for a run.
    """
    async with db.read(caller) as read:
        session, person = await _still_signed_in(read, caller, now)
        known = await store.taught_runs.load_taught_runs(read, runs)
        consent = await store.consents.load_consent(read, person.id)
    check_watching(person.id, person.roles, runs, known)
    async with db.read(_PLATFORM) as read:
        check_not_suspended(await store.revocations.load_revocation(read, key_of(session)), now)
    return Admitted(session, consent)


async def revoked_passes(db: Database, now: datetime) -> dict[str, datetime]:
    """Of every tenant, as long as it matters."""
    async with db.read(_PLATFORM) as read:
        return await store.revocations.revoked_since(read, now - KEPT)


async def _still_signed_in(read: ReadSession, caller: Caller, now: datetime) -> tuple[SessionId, Person]:
    known = caller.known()
    session = await store.sessions.load_session(read, caller.session) if caller.session else None
    person = await store.people.load_person(read, known)
    if session is None or session.person != known or not session.alive(now):
        raise Unauthenticated("session.ended")
    if person is None or not person.active:
        raise Unauthenticated("session.ended")
    return session.id, person
