"""What people change of themselves, and how they come to a password."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from stoa.kernel.errors import Invalid, NotFound
from stoa.kernel.ids import PersonId, SessionId, new_secret_id
from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.identity import store
from stoa.services.identity.commands.passwords import Passwords
from stoa.services.identity.commands.sessions import Arrival, SignedIn, begin_session, end_sessions, introduce
from stoa.services.identity.commands.tries import count_try, forgive_try
from stoa.services.identity.domain.invitation import (
    Invitation,
    check_usable,
    invitation_token,
    parse_invitation_token,
)
from stoa.services.identity.domain.network import Network
from stoa.services.identity.domain.person import Person, parse_name, parse_time_zone
from stoa.services.identity.domain.session import sum_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """None leaves a thing as it is."""

    name: str | None = None
    locale: str | None = None
    time_zone: str | None = None


async def change_account(db: Database, caller: Caller, wanted: Preferences) -> Caller:
    """Of the caller's own. Returns who the caller is from now on."""
    async with db.work(caller.under(None)) as work:
        person = await store.people.lock_person(work, caller.known())
        if person is None:
            raise NotFound("person.unknown")
        after = replace(
            person,
            name=parse_name(wanted.name) if wanted.name is not None else person.name,
            locale=parse_locale(wanted.locale) if wanted.locale is not None else person.locale,
            time_zone=parse_time_zone(wanted.time_zone) if wanted.time_zone is not None else person.time_zone,
        )
        await store.people.save_person(work, after)
        return introduce(caller, after, caller.session)


async def change_password(
    db: Database, caller: Caller, passwords: Passwords, old: str, new: str, network: Network
) -> Sequence[SessionId]:
    """Ends every other session and returns them. Raises Invalid at `old` or `new`, TooMany."""
    async with db.read(caller) as read:
        known = await store.people.load_known(read, caller.known())
    if known is None:
        raise NotFound("person.unknown")
    person = known.person
    counted = await count_try(db, caller, person.email, network)
    if not await passwords.matches(known.password_hash, old):
        raise Invalid("password.wrong", field="old")
    checked = passwords.check(new, name=person.name, email=person.email, field="new")
    password_hash = await passwords.hash(checked)
    async with db.work(caller.under(None)) as work:
        await store.people.lock_person(work, person.id)
        await forgive_try(work, counted)
        await store.people.save_password(work, person.id, password_hash, work.now)
        await store.invitations.void_invitations(work, person.id)
        return await end_sessions(work, person.id, beside=caller.session)


async def invite(db: Database, caller: Caller, people: Sequence[PersonId]) -> list[tuple[Person, str]]:
    """A fresh link for each who may sign in; earlier ones are good no more. The token is shown only now.

    Nothing is kept for a repeat: a repeat makes other links.
    """
    async with db.work(caller.under(None)) as work:
        found = [person for person in await store.people.lock_people(work, people) if person.active]
        if not found:
            raise NotFound("person.unknown")
        made = [(person, new_secret_id(), secrets.token_urlsafe(32)) for person in found]
        await store.invitations.replace_invitations(
            work,
            [
                Invitation(id=name, person=person.id, secret_sum=sum_of(secret), created_at=work.now)
                for person, name, secret in made
            ],
        )
        return [(person, invitation_token(name, secret)) for person, name, secret in made]


async def accept_invitation(
    db: Database, caller: Caller, passwords: Passwords, token: str, password: str, arrival: Arrival
) -> SignedIn:
    """Sets the password, ends every session there was and begins one. Raises NotFound, Invalid."""
    name, secret_sum = parse_invitation_token(token)
    async with db.work(caller.under(None)) as work:
        invitation = check_usable(await store.invitations.load_invitation(work, name), secret_sum, work.now)
        person = await store.people.load_person(work, invitation.person)
    if person is None or not person.active:
        raise NotFound("invitation.unknown")
    checked = passwords.check(password, name=person.name, email=person.email)
    password_hash = await passwords.hash(checked)
    async with db.work(caller.under(None)) as work:
        person = await store.people.lock_person(work, person.id)
        check_usable(await store.invitations.lock_invitation(work, name), secret_sum, work.now)
        if person is None or not person.active:
            raise NotFound("invitation.unknown")
        await store.invitations.use_invitation(work, name, work.now)
        await store.people.save_password(work, person.id, password_hash, work.now)
        ended = await end_sessions(work, person.id)
        signed_in = await begin_session(work, caller, person, arrival)
        return replace(signed_in, ended=[*ended, *signed_in.ended])
