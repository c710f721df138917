"""What people let be told of how they learn. Who never chose has no row."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.dialects.postgresql import insert as upsert

from stoa.kernel.ids import PersonId
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.identity.domain.consent import Consent, Scope
from stoa.services.identity.tables import consents


async def load_consent(read: ReadSession, person: PersonId) -> Consent:
    row = await read.one(select(consents).where(consents.c.person_id == person))
    return _consent(row) if row else Consent()


async def save_consent(work: UnitOfWork, person: PersonId, consent: Consent) -> None:
    chosen = {"scope": consent.scope.value, "version": consent.version, "chosen_at": consent.chosen_at}
    statement = upsert(consents).values({"tenant_id": work.tenant, "person_id": person, **chosen})
    await work.run(
        statement.on_conflict_do_update(index_elements=["tenant_id", "person_id"], set_=chosen),
    )


def _consent(row: Row[Any]) -> Consent:
    return Consent(Scope(row.scope), row.version, row.chosen_at)
