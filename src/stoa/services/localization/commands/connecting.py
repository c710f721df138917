"""Joining a course to a component of Weblate, pausing, going on, ending it."""

import secrets
from base64 import b64decode, b64encode
from binascii import Error as NoBase64
from collections.abc import Mapping
from dataclasses import dataclass, replace
from uuid import UUID

import msgspec

from stoa.kernel.errors import Conflict, Invalid, NotFound, Unauthenticated
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller, Once
from stoa.runtime.config import Secret
from stoa.runtime.db import Database, Repeated, UnitOfWork
from stoa.services.localization.commands.editions import WHO_MAY_CHOOSE
from stoa.services.localization.domain.sync.connection import (
    LONGEST_SECRET,
    Connection,
    Hook,
    PassRequested,
    Phase,
    Place,
    check_seen,
    checked_place,
)
from stoa.services.localization.domain.sync.modes import Mode
from stoa.services.localization.domain.sync.webhooks import verify
from stoa.services.localization.ports import Translators
from stoa.services.localization.store import connections, courses, editions

CALLS = "/hooks/weblate"
"""Where calls of Weblate come in, before the connection's id."""
_PREFIX = "whsec_"
_KEY_BYTES = range(24, 65)
"""Source: Standard Webhooks 1.0, "Signature scheme"."""


class Connected(msgspec.Struct, frozen=True, kw_only=True):
    connection: UUID


@dataclass(frozen=True, slots=True)
class Wish:
    """locale: None for all of the course. secret: what they sign calls with, None to have it set by us.

    hooks: the address that they are to call, without the connection's id.
    """

    course: UUID
    locale: str | None
    place: Place
    mode: Mode
    token: Secret
    secret: Secret | None
    hooks: str


async def connect(db: Database, translators: Translators, caller: Caller, wish: Wish) -> Connected:
    """The first pass follows by itself. Raises Invalid, NotFound, Conflict."""
    caller.require(*WHO_MAY_CHOOSE)
    place = checked_place(wish.place)
    if place.address not in translators.servers:
        raise Invalid("localization.sync.server", field="address", address=place.address)
    token, secret = _checked(wish.token, "token"), _signing(wish.secret)
    about = new_id()
    async with db.work(caller) as work:
        await _check_course(work, wish)
        connection = Connection(
            id=about,
            course=wish.course,
            locale=wish.locale,
            place=place,
            mode=wish.mode,
            phase=Phase.ACTIVE,
            hook=Hook.WANTED if wish.secret is None else Hook.GIVEN,
            hook_address=f"{wish.hooks}/{about}",
            token=translators.seal(token, caller.tenant, about),
            secret=translators.seal(secret, caller.tenant, about),
            by=caller.known(),
            since=work.now,
            wanted_at=work.now,
            next_at=work.now,
        )
        if await connections.is_taken(work, place):
            raise Conflict("sync.place_taken", field="component")
        await connections.add(work, connection)
        work.record(PassRequested(connection=about))
        return work.keep(Connected(connection=about))


@dataclass(frozen=True, slots=True)
class Mended:
    """token: a new one, None to keep the one there is. seen: the version."""

    seen: int
    mode: Mode
    token: Secret | None


async def change(db: Database, translators: Translators, caller: Caller, about: UUID, mended: Mended) -> None:
    """What refused is asked again. Raises Conflict when somebody else changed it meanwhile."""
    caller.require(*WHO_MAY_CHOOSE)
    async with db.work(caller) as work:
        known = await connections.load(work, about, lock=True)
        check_seen(known, mended.seen)
        sealed = known.token
        if mended.token is not None:
            sealed = translators.seal(_checked(mended.token, "token"), caller.tenant, about)
        changed = replace(known, mode=mended.mode, token=sealed, version=known.version + 1)
        await _ask(work, changed if known.phase is Phase.PAUSED else replace(changed, phase=Phase.ACTIVE))


async def pause(db: Database, caller: Caller, about: UUID) -> None:
    """Nothing moves from now on, also of a pass that is at work."""
    caller.require(*WHO_MAY_CHOOSE)
    async with db.work(caller) as work:
        known = await connections.load(work, about, lock=True)
        free = replace(known, phase=Phase.PAUSED, held_by=None, held_until=None, version=known.version + 1)
        await connections.break_off(work, about)
        await connections.save(work, free)


async def pass_now(db: Database, caller: Caller, about: UUID) -> None:
    """Also of one that was paused or stopped: it goes on. Whatever it waited for, it waits no more."""
    caller.require(*WHO_MAY_CHOOSE)
    async with db.work(caller) as work:
        known = await connections.load(work, about, lock=True)
        going = known.phase is Phase.ACTIVE
        await _ask(work, replace(known, phase=Phase.ACTIVE, version=known.version + (not going)))


async def disconnect(db: Database, caller: Caller, about: UUID) -> None:
    """What moved stays on both sides, and so do conflicts that wait for a person. Raises NotFound."""
    caller.require(*WHO_MAY_CHOOSE)
    async with db.work(caller) as work:
        await connections.load(work, about, lock=True)
        await connections.remove(work, about)


@dataclass(frozen=True, slots=True)
class Call:
    """headers: with names in lower case."""

    about: UUID
    headers: Mapping[str, str]
    body: bytes


async def hear_call(db: Database, translators: Translators, caller: Caller, call: Call) -> None:
    """Their word that something changed: it wakes a pass, and says nothing else. Raises Unauthenticated.

    The same call again, and calls while one waits already, change nothing.
    """
    about = call.about
    async with db.read(caller) as read:
        now = read.now
        try:
            known = await connections.load(read, about)
        except NotFound:
            known = None
    if known is None:
        raise Unauthenticated("localization.sync.signature")
    signing = translators.reveal(known.secret, caller.tenant, about)
    called = verify(call.headers, call.body, signing.reveal(), now)
    once = caller.under(Once(f"call:{about}:{called[:200]}"))
    try:
        async with db.work(once) as work:
            known = await connections.load(work, about, lock=True)
            if known.wanted_at is None and known.phase is Phase.ACTIVE:
                await connections.save(work, replace(known, wanted_at=work.now))
                work.record(PassRequested(connection=about))
    except (Repeated, NotFound):
        """It is known, or there is nothing any more that it could be about."""


async def _ask(work: UnitOfWork, connection: Connection) -> None:
    """For a pass now, if it is at work at all."""
    asked = replace(connection, wanted_at=work.now, next_at=work.now, troubles=0)
    await connections.save(work, asked)
    if connection.phase is Phase.ACTIVE:
        work.record(PassRequested(connection=connection.id))


async def _check_course(work: UnitOfWork, wish: Wish) -> None:
    """Raises NotFound, Conflict. Two connections of the same words would undo each other."""
    course = await courses.load_course(work, wish.course, lock=True)
    if course is None:
        raise NotFound("localization.course_unknown")
    if course.archived:
        raise Conflict("localization.course_archived")
    if wish.locale is not None:
        edition = await editions.load_edition(work, wish.course, wish.locale)
        if edition is None or not edition.active:
            raise NotFound("locale.unknown", locale=wish.locale)
    for one in await connections.of_course(work, wish.course):
        if wish.locale is None or one.covers(wish.locale):
            raise Conflict("sync.connected", field="locale")


def _checked(secret: Secret, field: str) -> Secret:
    """Raises Invalid for what no header can carry."""
    said = secret.reveal().strip()
    if not 0 < len(said) <= LONGEST_SECRET or not (said.isascii() and said.isprintable()) or " " in said:
        raise Invalid("sync.secret", field=field, most=LONGEST_SECRET)
    return Secret(said)


def _signing(given: Secret | None) -> Secret:
    """What they gave, or a new one. Source: Standard Webhooks 1.0, "Signature scheme".

    Of 32 bytes: Weblate 5.14 checks the padding with the prefix in it, and that length passes.
    """
    if given is None:
        return Secret(_PREFIX + b64encode(secrets.token_bytes(32)).decode())
    said = _checked(given, "secret")
    try:
        key = b64decode(said.reveal().removeprefix(_PREFIX), validate=True)
    except NoBase64 as error:
        raise Invalid("sync.signing", field="secret") from error
    if len(key) not in _KEY_BYTES:
        raise Invalid("sync.signing", field="secret")
    return said
