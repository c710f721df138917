"""What files bring into the memory, and what there is in it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import func, select, text

from stoa.kernel.ids import new_id
from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.services.localization.domain.imported import Imported
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.scopes import Holding
from stoa.services.localization.store.coding import codes_json
from stoa.services.localization.tables import memory

_ADD = text(
    """
    INSERT INTO localization.memory (
        tenant_id, scope, file, origin, changed_at,
        id, source_locale, target_locale, checksum, context, source, codes, target
    )
    SELECT DISTINCT ON (came.source_locale, came.target_locale, came.checksum, came.context)
        CAST(:tenant AS uuid), CAST(:scope AS text), CAST(:file AS uuid), CAST(:origin AS text),
        CAST(:now AS timestamptz), came.*
    FROM unnest(
        CAST(:ids AS uuid[]), CAST(:sources AS text[]), CAST(:targets AS text[]), CAST(:checksums AS text[]),
        CAST(:contexts AS text[]), CAST(:texts AS text[]), CAST(:codes AS text[]), CAST(:said AS text[])
    ) AS came (id, source_locale, target_locale, checksum, context, source, codes, target)
    WHERE NOT EXISTS (
        SELECT FROM localization.memory AS known
        WHERE known.tenant_id = CAST(:tenant AS uuid) AND known.checksum = came.checksum
            AND known.source_locale = came.source_locale AND known.target_locale = came.target_locale
            AND known.scope = CAST(:scope AS text) AND known.target = came.target AND NOT known.removed
    )
    ON CONFLICT ON CONSTRAINT memory_source DO UPDATE
        SET removed = false, target = excluded.target, origin = excluded.origin, unit = NULL, by = NULL,
            file = excluded.file, changed_at = excluded.changed_at
        WHERE memory.removed AND 'removed' IS DISTINCT FROM (
            SELECT said.deed FROM localization.memory_changes AS said
            WHERE said.unit = memory.id ORDER BY said.id DESC LIMIT 1
        )
    RETURNING source_locale, target_locale, checksum, context
    """
)


_HOLD = text(
    """
    UPDATE localization.memory AS known SET file = CAST(:file AS uuid)
    FROM unnest(
        CAST(:sources AS text[]), CAST(:targets AS text[]), CAST(:checksums AS text[]), CAST(:said AS text[])
    ) AS came (source_locale, target_locale, checksum, target)
    WHERE known.tenant_id = CAST(:tenant AS uuid) AND known.checksum = came.checksum
        AND known.source_locale = came.source_locale AND known.target_locale = came.target_locale
        AND known.scope = CAST(:scope AS text) AND known.target = came.target AND NOT known.removed
        AND known.file IS NOT NULL AND known.by IS NULL
    """
)
"""What several files brought goes with the newest of them."""


async def add_imported(
    work: UnitOfWork, file: UUID, scope: str, units: Sequence[Imported]
) -> list[tuple[Imported, bool]]:
    """Each with whether it is new; what the scope knows with the same target is left as it is.

    What left with another file comes back, under the id that it had; what a person removed does not.
    """
    if not units:
        return []
    values = {
        "tenant": work.tenant,
        "scope": scope,
        "file": file,
        "origin": Origin.IMPORT.value,
        "now": work.now,
        "ids": [new_id() for _ in units],
        "sources": [one.pair.source for one in units],
        "targets": [one.pair.target for one in units],
        "checksums": [one.checksum for one in units],
        "contexts": [one.context for one in units],
        "texts": [one.source.text for one in units],
        "codes": [codes_json(one.source.codes) for one in units],
        "said": [one.target for one in units],
    }
    await work.run(_HOLD, values)
    taken = {tuple(row) for row in await work.all(_ADD, values)}
    return [(one, _is_first(one, taken)) for one in units]


def _is_first(one: Imported, taken: set[tuple[str, ...]]) -> bool:
    """Of those that say the same, the first was taken."""
    key = (one.pair.source, one.pair.target, one.checksum, one.context)
    if key not in taken:
        return False
    taken.remove(key)
    return True


async def list_holdings(read: ReadSession) -> list[Holding]:
    """By pair and scope."""
    by = memory.c.source_locale, memory.c.target_locale, memory.c.scope
    rows = await read.all(
        select(
            *by,
            func.count().label("units"),
            func.count(memory.c.file).label("imported"),
            func.max(memory.c.changed_at).label("changed_at"),
        )
        .where(~memory.c.removed)
        .group_by(*by)
        .order_by(*by)
    )
    return [
        Holding(row.source_locale, row.target_locale, row.scope, row.units, row.imported, row.changed_at)
        for row in rows
    ]
