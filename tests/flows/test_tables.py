"""The migrated database is what the code says it is, and no table of a tenant stands open."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.dialects.postgresql.base import ischema_names
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from stoa.compose.registry import SERVICES
from stoa.runtime.config import Settings
from stoa.runtime.db.tables import TransactionNumber
from tests.world import Stage

_OPEN = """
SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
WHERE c.relkind IN ('r', 'p') AND n.nspname = ANY(:schemas) AND NOT (
  c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
    SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND p.polname = 'tenant'
    AND pg_get_expr(p.polqual, c.oid) LIKE '%stoa.tenant%'
    AND pg_get_expr(p.polwithcheck, c.oid) LIKE '%stoa.tenant%'))
ORDER BY 1
"""
_METADATA = [service.metadata for service in SERVICES]
_SCHEMAS = [service.name for service in SERVICES]


@pytest.fixture
async def owner(stage: Stage, settings: Settings) -> AsyncIterator[AsyncConnection]:
    """The migrated database, as its owner sees it; what a test changes is rolled back."""
    engine = create_async_engine(settings.database.admin_url.reveal())
    async with engine.connect() as connection:
        yield connection
        await connection.rollback()
    await engine.dispose()


async def open_tables(connection: AsyncConnection) -> Sequence[str]:
    return (await connection.scalars(text(_OPEN), {"schemas": _SCHEMAS})).all()


# SQLAlchemy reads no type by this name from a database; ours is the one that the tables are written with.
ischema_names["xid8"] = TransactionNumber


def differences(connection: Connection, expected: Sequence[MetaData]) -> list[Any]:
    schemas = {metadata.schema for metadata in expected}

    def ours(name: str | None, kind: str, _: Any) -> bool:
        return kind != "schema" or name in schemas

    context = MigrationContext.configure(
        connection,
        opts={"include_schemas": True, "include_name": ours, "compare_server_default": True},
    )
    return list(compare_metadata(context, list(expected)))  # type: ignore[arg-type]


async def test_migrated_database_equals_the_tables_in_the_code(owner: AsyncConnection) -> None:
    assert await owner.run_sync(differences, _METADATA) == []


async def test_column_that_the_code_lacks_is_found_out(owner: AsyncConnection) -> None:
    await owner.execute(text("ALTER TABLE tracking.runs ADD COLUMN forgotten text"))
    [difference] = await owner.run_sync(differences, _METADATA)
    assert difference[0] == "remove_column"
    assert difference[3].name == "forgotten"


async def test_default_that_the_code_lacks_is_found_out(owner: AsyncConnection) -> None:
    await owner.execute(text("ALTER TABLE tracking.registrations ALTER COLUMN level SET DEFAULT 'deeper'"))
    [[difference]] = await owner.run_sync(differences, _METADATA)
    assert difference[0] == "modify_default"
    assert difference[3] == "level"


async def test_every_table_of_a_tenant_is_guarded(owner: AsyncConnection) -> None:
    assert await open_tables(owner) == []


async def test_table_without_a_guard_is_found_out(owner: AsyncConnection) -> None:
    await owner.execute(text("CREATE TABLE tracking.open_door (tenant_id uuid, id uuid)"))
    await owner.execute(text("ALTER TABLE tracking.runs NO FORCE ROW LEVEL SECURITY"))
    assert await open_tables(owner) == ["tracking.open_door", "tracking.runs"]


async def test_every_table_belongs_to_a_tenant_or_says_why_not(owner: AsyncConnection) -> None:
    """Tenants themselves are the only rows that belong to none."""
    query = """
        SELECT table_schema || '.' || table_name FROM information_schema.tables t
        WHERE table_schema = ANY(:schemas) AND NOT EXISTS (
          SELECT FROM information_schema.columns c WHERE c.table_schema = t.table_schema
          AND c.table_name = t.table_name AND c.column_name = 'tenant_id')
    """
    found = (await owner.scalars(text(query), {"schemas": _SCHEMAS})).all()
    assert found == ["identity.tenants"]
