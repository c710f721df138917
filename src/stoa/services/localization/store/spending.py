"""What providers have cost, a row a month: of no tenant, as budgets are the installation's."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, and_, bindparam, func, literal, select, true, update
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.providers.budget import Budget, MonthSpent, Taken
from stoa.services.localization.tables import spending

_MOST = 200


async def take(work: UnitOfWork, taken: Taken, budget: Budget) -> bool:
    """One statement: what several take at once is never more than the budget together."""
    characters = bindparam("characters", taken.characters, BigInteger)
    microusd = bindparam("microusd", taken.microusd, BigInteger)
    first = select(
        literal(work.tenant, spending.c.tenant_id.type),
        literal(taken.provider),
        literal(taken.month),
        characters,
        microusd,
    ).where(_within(characters, microusd, budget))
    statement = insert(spending).from_select(
        ["tenant_id", "provider", "month", "characters", "microusd"], first
    )
    more = {
        "characters": spending.c.characters + statement.excluded.characters,
        "microusd": spending.c.microusd + statement.excluded.microusd,
    }
    fits = _within(more["characters"], more["microusd"], budget)
    added = statement.on_conflict_do_update(
        index_elements=["tenant_id", "provider", "month"],
        set_={**more, "refused_at": None},
        where=fits,
    )
    return await work.value(added.returning(spending.c.provider)) is not None


async def refuse(work: UnitOfWork, wanted: Taken) -> None:
    """It would have gone beyond the budget: people are told since when."""
    row = {"provider": wanted.provider, "month": wanted.month, "characters": 0, "microusd": 0}
    await work.run(
        insert(spending)
        .values(tenant_id=work.tenant, **row, refused_at=work.now)
        .on_conflict_do_update(
            index_elements=["tenant_id", "provider", "month"],
            set_={"refused_at": func.coalesce(spending.c.refused_at, work.now)},
        )
    )


async def give_back(work: UnitOfWork, taken: Taken) -> None:
    await work.run(
        update(spending)
        .where(spending.c.provider == taken.provider, spending.c.month == taken.month)
        .values(
            characters=func.greatest(spending.c.characters - taken.characters, 0),
            microusd=func.greatest(spending.c.microusd - taken.microusd, 0),
        )
    )


async def list_spent(read: ReadSession) -> list[MonthSpent]:
    """The latest month first."""
    rows = await read.all(
        select(spending).order_by(spending.c.month.desc(), spending.c.provider).limit(_MOST)
    )
    return [MonthSpent(row.provider, row.month, row.characters, row.microusd, row.refused_at) for row in rows]


def _within(characters: Any, microusd: Any, budget: Budget) -> ColumnElement[bool]:
    return and_(
        true() if budget.characters is None else characters <= budget.characters,
        true() if budget.microusd is None else microusd <= budget.microusd,
    )
