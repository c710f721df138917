"""Migrations: one Alembic branch a service, run in order, under a lock, with lock and statement timeouts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.resources import files

from alembic import op
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool
from sqlalchemy.schema import CreateIndex, CreateTable

from stoa.runtime.config import DatabaseSettings
from stoa.runtime.db.tables import service_metadata

_LOCK = 7_264_001
_PLATFORM = (
    "CREATE SCHEMA IF NOT EXISTS platform",
    "GRANT stoa_relay TO stoa_app WITH INHERIT FALSE, SET TRUE",
    "SET lock_timeout = '5s'",
    "SET statement_timeout = '300s'",
)


async def migrate(settings: DatabaseSettings, packages: Sequence[str]) -> list[str]:
    """Brings every service's schema to its newest revision. Returns the revisions now in force."""
    engine = create_async_engine(settings.admin_url.reveal(), poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _LOCK})
        await connection.commit()
        heads = await connection.run_sync(_upgrade, packages)
        await connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _LOCK})
        await connection.commit()
    await engine.dispose()
    return heads


def _scripts(packages: Sequence[str]) -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(files("stoa.runtime.db")))
    config.set_main_option("path_separator", "newline")
    locations = [str(files(package).joinpath("migrations")) for package in packages]
    config.set_main_option("version_locations", "\n".join(locations))
    return ScriptDirectory.from_config(config)


def _current(connection: Connection) -> tuple[str, ...]:
    context = MigrationContext.configure(connection, opts={"version_table_schema": "platform"})
    return context.get_current_heads()


def _upgrade(connection: Connection, packages: Sequence[str]) -> list[str]:
    for statement in (_role("stoa_relay"), *_PLATFORM):
        connection.execute(text(statement))
    connection.commit()
    scripts = _scripts(packages)
    config = Config()

    def revisions(current: tuple[str, ...], _: MigrationContext) -> list[object]:
        return list(scripts._upgrade_revs("heads", current))  # type: ignore[arg-type]

    with EnvironmentContext(config, scripts, fn=revisions) as environment:
        environment.configure(
            connection=connection, version_table_schema="platform", transaction_per_migration=True
        )
        with environment.begin_transaction():
            environment.run_migrations()
    connection.commit()
    return sorted(_current(connection))


def create_service(service: str) -> None:
    """Schema and role of a service, with its inbox, outbox and dead letters."""
    role = f"stoa_{service}"
    op.execute(_role(role))
    op.execute(f"CREATE SCHEMA IF NOT EXISTS {service}")
    op.execute(f"GRANT {role} TO stoa_app WITH INHERIT FALSE, SET TRUE")
    op.execute(f"GRANT USAGE ON SCHEMA {service} TO {role}, stoa_relay")
    create_tables(service_metadata(service))
    protect(service, "inbox", "outbox", "dead_letters")
    for table in ("inbox", "outbox", "dead_letters"):
        op.execute(f"GRANT SELECT, UPDATE, DELETE ON {service}.{table} TO stoa_relay")
        op.execute(f"CREATE POLICY relay ON {service}.{table} TO stoa_relay USING (true) WITH CHECK (true)")


def _role(name: str) -> str:
    return (
        f"DO $$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '{name}') "
        f"THEN CREATE ROLE {name} NOLOGIN; END IF; END $$"
    )


def create_tables(metadata: MetaData) -> None:
    """All tables and indexes of the metadata as they are now: for a schema's first migration only."""
    for table in metadata.sorted_tables:
        op.execute(CreateTable(table))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            op.execute(CreateIndex(index))


def protect(service: str, *tables: str) -> None:
    """Row-level security by tenant, and the service's rights. Without a tenant set, no row is there."""
    for table in tables:
        name = f"{service}.{table}"
        op.execute(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY")
        op.execute(
            f"CREATE POLICY tenant ON {name} TO stoa_{service} "
            "USING (tenant_id = NULLIF(current_setting('stoa.tenant', true), '')::uuid) "
            "WITH CHECK (tenant_id = NULLIF(current_setting('stoa.tenant', true), '')::uuid)"
        )
        op.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {name} TO stoa_{service}")


@contextmanager
def over_all_tenants(service: str, *tables: str) -> Iterator[None]:
    """Statements inside find the rows of every tenant, whatever row-level security binds the owner to.

    tables: of the service, protected. They are guarded as before when the transaction is over.
    """
    for table in tables:
        op.execute(f"ALTER TABLE {service}.{table} NO FORCE ROW LEVEL SECURITY")
    yield
    for table in tables:
        op.execute(f"ALTER TABLE {service}.{table} FORCE ROW LEVEL SECURITY")
