"""Sessions, and the secrets that they once had."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.dialects.postgresql import insert as upsert

from stoa.kernel.ids import PersonId, SessionId
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.identity.domain.device import Device
from stoa.services.identity.domain.session import Kind, Session
from stoa.services.identity.tables import sessions, spent_secrets


async def add_session(work: UnitOfWork, session: Session) -> None:
    await work.run(insert(sessions), {"tenant_id": work.tenant, **_columns(session)})


async def lock_session(work: UnitOfWork, session: SessionId) -> Session | None:
    row = await work.one(select(sessions).where(sessions.c.id == session).with_for_update())
    return _session(row) if row else None


async def load_session(read: ReadSession, session: SessionId) -> Session | None:
    row = await read.one(select(sessions).where(sessions.c.id == session))
    return _session(row) if row else None


async def save_session(work: UnitOfWork, session: Session) -> None:
    await work.run(update(sessions).where(sessions.c.id == session.id).values(_columns(session)))


async def add_spent(work: UnitOfWork, session: SessionId, secret_sum: bytes) -> None:
    row = {"tenant_id": work.tenant, "session_id": session, "secret_sum": secret_sum}
    await work.run(upsert(spent_secrets).on_conflict_do_nothing(), row)


async def is_spent(read: ReadSession, session: SessionId, secret_sum: bytes) -> bool:
    statement = select(spent_secrets.c.session_id).where(
        spent_secrets.c.session_id == session, spent_secrets.c.secret_sum == secret_sum
    )
    return await read.value(statement) is not None


async def list_sessions(read: ReadSession, person: PersonId, now: datetime) -> list[Session]:
    """Those alive, the latest seen first."""
    statement = select(sessions).where(
        sessions.c.person_id == person, sessions.c.ended_at.is_(None), sessions.c.expires_at > now
    )
    return [_session(row) for row in await read.all(statement.order_by(sessions.c.seen_at.desc()))]


async def end_sessions(
    work: UnitOfWork,
    person: PersonId,
    now: datetime,
    *,
    only: SessionId | None = None,
    beside: SessionId | None = None,
) -> Sequence[SessionId]:
    """Ends the person's sessions that are alive. Returns which."""
    statement = update(sessions).where(
        sessions.c.person_id == person, sessions.c.ended_at.is_(None), sessions.c.expires_at > now
    )
    if only is not None:
        statement = statement.where(sessions.c.id == only)
    if beside is not None:
        statement = statement.where(sessions.c.id != beside)
    rows = await work.all(statement.values(ended_at=now).returning(sessions.c.id))
    return [SessionId(row.id) for row in rows]


async def sweep_sessions(work: UnitOfWork, before: datetime) -> int:
    """Forgets sessions that ended or expired before then, with their spent secrets."""
    return await work.run(
        delete(sessions).where((sessions.c.ended_at < before) | (sessions.c.expires_at < before))
    )


def _columns(session: Session) -> dict[str, Any]:
    return {
        "id": session.id,
        "person_id": session.person,
        "kind": session.kind.value,
        "kept": session.kept,
        "browser": session.device.browser,
        "system": session.device.system,
        "secret_sum": session.secret_sum,
        "previous_sum": session.previous_sum,
        "nonce": session.nonce,
        "rotated_at": session.rotated_at,
        "created_at": session.created_at,
        "seen_at": session.seen_at,
        "expires_at": session.expires_at,
        "ended_at": session.ended_at,
    }


def _session(row: Row[Any]) -> Session:
    return Session(
        id=row.id,
        person=row.person_id,
        kind=Kind(row.kind),
        kept=row.kept,
        device=Device(row.browser, row.system),
        secret_sum=row.secret_sum,
        previous_sum=row.previous_sum,
        nonce=row.nonce,
        rotated_at=row.rotated_at,
        created_at=row.created_at,
        seen_at=row.seen_at,
        ended_at=row.ended_at,
    )
