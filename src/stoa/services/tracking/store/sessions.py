"""Learning sessions: when somebody was there, and for how long actively."""

from uuid import UUID

from sqlalchemy import Integer, cast, func
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import UnitOfWork
from stoa.services.tracking.domain.place import SLACK_S, LearningSession
from stoa.services.tracking.tables import sessions


async def save(work: UnitOfWork, registration: UUID, session: LearningSession) -> None:
    """Active time never shrinks nor grows faster than the clock. Another registration's session stays."""
    statement = insert(sessions).values(
        tenant_id=work.tenant,
        id=session.id,
        registration=registration,
        started_at=session.plausible_start(work.now),
        last_seen_at=work.now,
        active_s=min(session.active_s, SLACK_S),
    )
    passed_s = cast(func.extract("epoch", work.now - sessions.c.started_at), Integer) + SLACK_S
    await work.run(
        statement.on_conflict_do_update(
            index_elements=["tenant_id", "id"],
            set_={
                "last_seen_at": work.now,
                "active_s": func.greatest(sessions.c.active_s, func.least(session.active_s, passed_s)),
            },
            where=sessions.c.registration == registration,
        )
    )
