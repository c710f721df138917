"""How courses stand for registrations, as tracking tells it."""

from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import UnitOfWork
from stoa.services.assessment.domain.course_outcome import CourseOutcome
from stoa.services.assessment.tables import outcomes


async def save_outcome(work: UnitOfWork, registration: UUID, outcome: CourseOutcome, change: int) -> None:
    """A change older than the one known changes nothing."""
    row = {
        "tenant_id": work.tenant,
        "registration": registration,
        "scaled": outcome.scaled,
        "completed": outcome.completed,
        "passed": outcome.passed,
        "change": change,
    }
    statement = insert(outcomes).values(row)
    newer = statement.on_conflict_do_update(
        index_elements=["tenant_id", "registration"],
        set_={name: statement.excluded[name] for name in ("scaled", "completed", "passed", "change")},
        where=outcomes.c.change < statement.excluded.change,
    )
    await work.run(newer)
