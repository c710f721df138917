"""Somebody's own account, where they are signed in, and who an invitation is for."""

from collections.abc import Sequence

from stoa.kernel.clock import Clock
from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.identity import store
from stoa.services.identity.domain.invitation import check_usable, parse_invitation_token
from stoa.services.identity.domain.person import Person
from stoa.services.identity.domain.session import Session


async def list_sessions(db: Database, caller: Caller, clock: Clock) -> Sequence[Session]:
    async with db.read(caller) as read:
        return await store.sessions.list_sessions(read, caller.known(), clock())


async def load_account(db: Database, caller: Caller) -> Person:
    async with db.read(caller) as read:
        person = await store.people.load_person(read, caller.known())
    if person is None:
        raise NotFound("person.unknown")
    return person


async def load_invited(db: Database, caller: Caller, clock: Clock, token: str) -> Person:
    """Whom the link is for. Raises NotFound, the same for a used, an old and a made-up link."""
    name, secret_sum = parse_invitation_token(token)
    async with db.read(caller) as read:
        invitation = check_usable(await store.invitations.load_invitation(read, name), secret_sum, clock())
        person = await store.people.load_person(read, invitation.person)
    if person is None or not person.active:
        raise NotFound("invitation.unknown")
    return person
