"""Signing in, staying signed in, and ending it."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from stoa.contracts.identity import SessionEnded
from stoa.kernel.errors import Invalid, NotFound, Unauthenticated
from stoa.kernel.ids import PersonId, SessionId, new_secret_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.identity import store
from stoa.services.identity.commands.passwords import Passwords
from stoa.services.identity.commands.tries import count_try, forgive_try
from stoa.services.identity.domain.address import parse_address
from stoa.services.identity.domain.device import Device
from stoa.services.identity.domain.network import Network
from stoa.services.identity.domain.person import Person
from stoa.services.identity.domain.session import (
    Kind,
    Session,
    Ticket,
    Verdict,
    judge,
    parse_ticket,
    repeated_secret,
    rotated,
    sum_of,
)
from stoa.services.identity.store.people import Known

_LONGEST_ACCOUNT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How somebody comes in. kept: the session outlives the browser. replaces: a ticket found beside."""

    kind: Kind
    kept: bool
    device: Device
    network: Network
    replaces: str | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """caller: who it is from now on. ended: sessions that this one replaces."""

    caller: Caller
    ticket: Ticket
    kept: bool
    ended: Sequence[SessionId] = ()


async def sign_in(
    db: Database, caller: Caller, passwords: Passwords, email: str, password: str, arrival: Arrival
) -> SignedIn:
    """Raises Unauthenticated, the same and after the same work, for an unknown address, a wrong password and
    somebody who may not sign in. Raises TooMany before any of it is looked at.

    A new session every time, whatever the browser brings: nobody signs in to a session that another began.
    """
    account = _account(email)
    counted = await count_try(db, caller, account, arrival.network)
    known = await _find(db, caller, account)
    password_hash = known.password_hash if known and known.person.active else None
    if not await passwords.matches(password_hash, password) or known is None or password_hash is None:
        raise Unauthenticated("sign_in.refused")
    renewed = await passwords.hash(password) if passwords.is_outdated(password_hash) else None
    async with db.work(caller.under(None)) as work:
        person = await _still(work, known)
        await forgive_try(work, counted)
        if renewed is not None:
            await store.people.save_password(work, person.id, renewed, work.now)
        return await begin_session(work, caller, person, arrival)


async def begin_session(work: UnitOfWork, caller: Caller, person: Person, arrival: Arrival) -> SignedIn:
    """A fresh session; the one the same browser had is ended."""
    ended = await _end_replaced(work, arrival.replaces)
    secret = secrets.token_hex(32)
    session = Session(
        id=SessionId(new_secret_id()),
        person=person.id,
        kind=arrival.kind,
        kept=arrival.kept,
        device=arrival.device,
        secret_sum=sum_of(secret),
        previous_sum=None,
        nonce=b"",
        rotated_at=work.now,
        created_at=work.now,
        seen_at=work.now,
    )
    await store.sessions.add_session(work, session)
    ticket = Ticket(caller.tenant, session.id, secret)
    return SignedIn(introduce(caller, person, session.id), ticket, arrival.kept, ended)


async def refresh_session(db: Database, caller: Caller, shown: str | None, kind: Kind) -> SignedIn:
    """The same session with its next secret. A secret of the past ends it. Raises Unauthenticated."""
    ticket = parse_ticket(shown)
    if ticket.tenant != caller.tenant:
        raise Unauthenticated("session.none")
    async with db.work(caller.under(None)) as work:
        refreshed = await _refresh(work, caller, ticket, kind)
    if refreshed is None:
        raise Unauthenticated("session.reused")
    return refreshed


async def _refresh(work: UnitOfWork, caller: Caller, ticket: Ticket, kind: Kind) -> SignedIn | None:
    session = await store.sessions.lock_session(work, ticket.session)
    if session is None or session.kind is not kind:
        raise Unauthenticated("session.none")
    spent = await store.sessions.is_spent(work, session.id, sum_of(ticket.secret))
    verdict = judge(session, ticket.secret, spent, work.now)
    person = await store.people.load_person(work, session.person)
    if verdict is Verdict.END or person is None or not person.active:
        await end_sessions(work, session.person, only=session.id)
        return None
    if verdict is Verdict.REPEAT:
        secret = repeated_secret(session, ticket.secret)
    else:
        after, secret = rotated(session, ticket.secret, secrets.token_bytes(16), work.now)
        await store.sessions.add_spent(work, session.id, session.secret_sum)
        await store.sessions.save_session(work, after)
    renewed = Ticket(ticket.tenant, session.id, secret)
    return SignedIn(introduce(caller, person, session.id), renewed, session.kept)


async def sign_out(db: Database, caller: Caller, shown: str | None) -> Sequence[SessionId]:
    """Ends the session of the ticket or of the access token, whichever there is. Never refuses."""
    async with db.work(caller.under(None)) as work:
        ended = list(await _end_replaced(work, shown))
        if caller.person is not None and caller.session is not None:
            ended += await end_sessions(work, caller.person, only=caller.session)
        return ended


async def end_session(db: Database, caller: Caller, session: SessionId) -> Sequence[SessionId]:
    """One of the caller's own. Raises NotFound."""
    async with db.work(caller) as work:
        ended = await end_sessions(work, caller.known(), only=session)
        if not ended:
            raise NotFound("session.unknown")
        return work.keep(ended)


async def end_other_sessions(db: Database, caller: Caller) -> Sequence[SessionId]:
    async with db.work(caller) as work:
        return work.keep(await end_sessions(work, caller.known(), beside=caller.session))


async def end_sessions(
    work: UnitOfWork, person: PersonId, *, only: SessionId | None = None, beside: SessionId | None = None
) -> Sequence[SessionId]:
    """Within a unit of work that has its reason to. Their access tokens are refused once it is told."""
    ended = await store.sessions.end_sessions(work, person, work.now, only=only, beside=beside)
    for session in ended:
        work.record(SessionEnded(session=session, person=person))
    return ended


def introduce(caller: Caller, person: Person, session: SessionId | None) -> Caller:
    """The person as a caller."""
    return Caller(
        tenant=caller.tenant,
        person=person.id,
        session=session,
        roles=frozenset(role.value for role in person.roles),
        name=person.name,
        locale=person.locale,
        time_zone=person.time_zone,
        correlation=caller.correlation,
    )


def _account(email: str) -> str:
    """In its one spelling, so that nobody gets new tries by writing it otherwise."""
    typed = email[:_LONGEST_ACCOUNT]
    try:
        return parse_address(typed)
    except Invalid:
        return typed.strip().lower()


async def _find(db: Database, caller: Caller, account: str) -> Known | None:
    try:
        address = parse_address(account)
    except Invalid:
        return None
    async with db.read(caller) as read:
        return await store.people.find_known(read, address)


async def _still(work: UnitOfWork, known: Known) -> Person:
    """What was true before the password was checked must be true now. Raises Unauthenticated."""
    await store.people.lock_person(work, known.person.id)
    now = await store.people.load_known(work, known.person.id)
    if now is None or not now.person.active or now.password_hash != known.password_hash:
        raise Unauthenticated("sign_in.refused")
    return now.person


async def _end_replaced(work: UnitOfWork, shown: str | None) -> Sequence[SessionId]:
    """The session of a ticket, if its secret is the present one or the one before."""
    try:
        ticket = parse_ticket(shown)
    except Unauthenticated:
        return []
    session = await store.sessions.lock_session(work, ticket.session)
    if session is None or sum_of(ticket.secret) not in (session.secret_sum, session.previous_sum):
        return []
    return await end_sessions(work, session.person, only=session.id)
