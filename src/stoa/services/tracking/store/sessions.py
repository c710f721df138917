"""Learning sessions: when somebody was there, and for how long actively."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Integer, cast, func
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import UnitOfWork
from stoa.services.tracking.domain.place import SLACK_S
from stoa.services.tracking.tables import sessions


async def save(work: UnitOfWork, session: UUID, registration: UUID, active_s: int, began: datetime) -> None:
    """Active time never shrinks nor grows faster than the clock. Another registration's session stays."""
    statement = insert(sessions).values(
        tenant_id=work.tenant,
        id=session,
        registration=registration,
        started_at=began,
        last_seen_at=work.now,
        active_s=min(active_s, SLACK_S),
    )
    passed_s = cast(func.extract("epoch", work.now - sessions.c.started_at), Integer) + SLACK_S
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "id"],
            set_={
                "last_seen_at": work.now,
                "active_s": func.greatest(sessions.c.active_s, func.least(active_s, passed_s)),
            },
            where=sessions.c.registration == registration,
        )
    )
