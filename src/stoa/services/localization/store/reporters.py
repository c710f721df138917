"""Who has reported which problem."""

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import UnitOfWork
from stoa.services.localization.domain.problem import WINDOW, Problem
from stoa.services.localization.tables import reporters


async def count_recent(work: UnitOfWork, person: UUID) -> int:
    """Reports within the window. Until the end of the transaction the person reports nothing else."""
    await work.lock(f"report {person}")
    mine = select(func.count()).select_from(reporters).where(reporters.c.person == person)
    return int(await work.value(mine.where(reporters.c.at > work.now - WINDOW)))


async def has_told(work: UnitOfWork, problem: Problem, person: UUID) -> bool:
    """As it waits now; an earlier report that was settled does not count."""
    told = select(reporters.c.version).where(reporters.c.problem == problem.id, reporters.c.person == person)
    return bool(await work.value(told) == problem.version)


async def tell(work: UnitOfWork, problem: Problem, person: UUID) -> None:
    row = {
        "tenant_id": work.tenant,
        "problem": problem.id,
        "person": person,
        "version": problem.version,
        "at": work.now,
    }
    statement = insert(reporters).values(row)
    changed = {name: statement.excluded[name] for name in ("version", "at")}
    await work.run(
        statement.on_conflict_do_update(index_elements=["tenant_id", "problem", "person"], set_=changed)
    )
