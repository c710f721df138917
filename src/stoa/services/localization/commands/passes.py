"""Passes over a connection: who may begin one, how it ended, when the next one is due."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from stoa.kernel.errors import Conflict, Defect, NotFound, Refusal, StoaError, TooMany, Unavailable
from stoa.runtime import log
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands.holding import held
from stoa.services.localization.commands.in_step import Step, bring_in_step, has_news
from stoa.services.localization.domain.file import WEBLATE, told
from stoa.services.localization.domain.sync.connection import (
    LEASE,
    REST,
    SOON,
    WHOLE,
    Connection,
    Counts,
    Ended,
    Hook,
    PassRequested,
    Phase,
    wait_after,
)
from stoa.services.localization.ports import Remote, Translators
from stoa.services.localization.store import connections, courses, editions, files

_log = log.get(__name__)


async def wake_due(db: Database, caller: Caller) -> int:
    """Passes of the tenant whose time has come are asked for. Returns how many.

    After trouble it may be asked for twice; the second finds the first at work.
    """
    async with db.work(caller.under(None)) as work:
        found = await connections.due(work, work.now)
        for one in found:
            if not one.troubles:
                await connections.save(work, replace(one, next_at=work.now + REST))
            work.record(PassRequested(connection=one.id))
        return len(found)


async def run_pass(db: Database, translators: Translators, caller: Caller, about: UUID, by: str) -> None:
    """To its end, or until the other side has trouble, which is told on the page and tried again later.

    by: who does it, the same after a death.
    """
    caller = caller.under(None)
    begun = await _begin(db, caller, about, by)
    if begun is None:
        return
    connection, whole = begun
    step = Step(db, caller, connection)
    try:
        async with translators.open(connection, caller.tenant) as remote:
            if not whole and not await has_news(step, remote):
                await _rest(db, caller, connection, remote.at)
                return
            secret = translators.reveal(connection.secret, caller.tenant, connection.id)
            hook = await _hooked(connection, remote, secret.reveal())
            counts = await bring_in_step(step, remote)
            await _end(db, caller, connection, counts, hook, step)
    except (Refusal, Unavailable, Defect) as trouble:
        await _trouble(db, caller, connection, trouble)


async def _begin(db: Database, caller: Caller, about: UUID, by: str) -> tuple[Connection, bool] | None:
    """The connection, now ours, and whether all of it is to be compared. None for nothing to do."""
    async with db.work(caller) as work:
        try:
            known = await connections.load(work, about, lock=True)
        except NotFound:
            return None
        if known.phase is not Phase.ACTIVE or known.is_held(work.now, by) or known.rests(work.now):
            return None
        seen = await _seen(work, known)
        old = known.whole_at is None or known.whole_at < work.now - WHOLE
        whole = old or known.wanted_at is not None or known.troubles > 0 or seen != known.seen
        ours = replace(
            known,
            turn=known.turn + 1,
            wanted_at=None,
            held_by=by,
            held_until=work.now + LEASE,
            seen=seen,
        )
        await connections.save(work, replace(ours, seen=known.seen))
        await connections.begin_pass(work, about, ours.turn)
        await files.end_open(work, f"{WEBLATE}{about}")
        return ours, whole


async def _seen(work: UnitOfWork, connection: Connection) -> dict[str, Any]:
    """What stands here, in a few numbers: when they are the same, nothing has changed."""
    course = await courses.load_course(work, connection.course)
    wanted = await editions.list_editions(work, connection.course)
    return {
        "cut": str(course.cut) if course is not None else None,
        "changes": {one.locale: one.change for one in wanted if connection.covers(one.locale)},
    }


async def _hooked(connection: Connection, remote: Remote, secret: str) -> Hook:
    """Their word that something changed is a help, not a need."""
    if connection.hook is not Hook.WANTED:
        return connection.hook
    try:
        await remote.call_back(connection.hook_address, secret)
    except (Refusal, Defect):
        return Hook.REFUSED
    return Hook.SET


async def _rest(db: Database, caller: Caller, connection: Connection, at: datetime | None) -> None:
    """Nothing has changed anywhere."""
    async with db.work(caller) as work:
        known = await held(work, connection)
        await connections.forget_pass(work, known.id, connection.turn)
        free = replace(_freed(known), cursor=at or known.cursor, next_at=work.now + REST)
        await _save_free(work, free)


async def _end(
    db: Database, caller: Caller, connection: Connection, counts: Counts, hook: Hook, step: Step
) -> None:
    async with db.work(caller) as work:
        known = await held(work, connection)
        free = replace(
            _freed(known),
            hook=hook,
            cursor=step.looked_at or known.cursor,
            seen=connection.seen,
            whole_at=work.now if step.settled else None,
            next_at=work.now + (REST if step.settled else SOON),
        )
        await connections.end_pass(work, known.id, known.turn, Ended.DONE, counts)
        await _save_free(work, free)


async def _trouble(db: Database, caller: Caller, connection: Connection, trouble: StoaError) -> None:
    """A refusal of theirs waits for a person; everything else is tried again, later and later."""
    stops = isinstance(trouble, Refusal) and not isinstance(trouble, TooMany | Conflict)
    stops = stops and trouble.code.startswith(("localization.sync.", "sync."))
    _log.warning("connection.failed", connection=str(connection.id), code=trouble.code, stops=stops)
    try:
        async with db.work(caller) as work:
            known = await held(work, connection)
            troubles = known.troubles + 1
            free = replace(
                _freed(known),
                phase=Phase.STOPPED if stops else known.phase,
                troubles=troubles,
                next_at=None if stops else work.now + wait_after(troubles, _told_s(trouble)),
                code=trouble.code,
                data=told(trouble.data),
            )
            ended = Ended.STOPPED if stops else Ended.FAILED
            await connections.end_pass(work, known.id, known.turn, ended, Counts(), free.code, free.data)
            await connections.save(work, free)
    except (Conflict, NotFound):
        """Somebody else is at work at it, or it is gone."""


def _freed(known: Connection) -> Connection:
    return replace(known, held_by=None, held_until=None, troubles=0, code=None, data={})


async def _save_free(work: UnitOfWork, free: Connection) -> None:
    """What was told while it was at work is looked at next."""
    if free.wanted_at is not None:
        work.record(PassRequested(connection=free.id))
    await connections.save(work, free)


def _told_s(trouble: StoaError) -> float | None:
    told_s = trouble.data.get("retry_after_s")
    return float(told_s) if isinstance(told_s, int | float) else None
