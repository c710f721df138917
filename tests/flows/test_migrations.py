"""A database that has tenants in it is migrated by an owner who may do no more than the runbook asks."""

import importlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from stoa.compose.embedded import embedded
from stoa.contracts.tracking import CourseJudged
from stoa.kernel.event import decode, subject
from stoa.kernel.ids import new_id
from stoa.runtime.config import DatabaseSettings, Secret
from stoa.runtime.db.migrate import migrate
from tests.shape.source import SRC

_OWNER = """
    CREATE ROLE landlord LOGIN PASSWORD 'landlord' NOSUPERUSER CREATEROLE NOBYPASSRLS;
    ALTER DATABASE stoa OWNER TO landlord
"""
_WANTED = """
    SELECT column_name, data_type FROM information_schema.columns
    WHERE table_schema || '.' || table_name = :table AND is_nullable = 'NO' AND column_default IS NULL
"""
_NOW = datetime.now(UTC)
_ANYTHING: dict[str, Any] = {
    "text": "",
    "integer": 0,
    "bigint": 0,
    "double precision": 0,
    "boolean": False,
    "jsonb": "[]",
    "timestamp with time zone": _NOW,
}
_TENANTS = (new_id(), new_id())


class Rented:
    """PostgreSQL whose owner is no superuser and bound by row-level security, as it was some releases ago."""

    def __init__(self, settings: DatabaseSettings, folder: Path, everything: AsyncConnection) -> None:
        whole = make_url(settings.admin_url.reveal()).set(username="landlord", password="landlord")
        self._settings = DatabaseSettings(
            url=settings.url, admin_url=Secret(whole.render_as_string(hide_password=False))
        )
        self._folder = folder
        self._everything = everything

    async def migrate(self, **services: int) -> None:
        """Each service up to the migration of that number."""
        packages = [self._as_it_was(service, last) for service, last in services.items()]
        await migrate(self._settings, packages)

    def _as_it_was(self, service: str, last: int) -> str:
        name = f"{service}_as_of_{last}"
        migrations = self._folder / name / "migrations"
        migrations.mkdir(parents=True, exist_ok=True)
        (self._folder / name / "__init__.py").touch()
        for number in range(1, last + 1):
            [one] = (SRC / "services" / service / "migrations").glob(f"{number:04}_*.py")
            copy(one, migrations)
        importlib.invalidate_caches()
        return name

    async def put(self, table: str, **values: object) -> None:
        """A row for each of two tenants, with anything in what is not said."""
        wanted = await self._everything.execute(text(_WANTED), {"table": table})
        empty = {name: new_id() if kind == "uuid" else _ANYTHING[kind] for name, kind in wanted}
        names = ", ".join(empty | values)
        marks = ", ".join(f":{name}" for name in empty | values)
        for tenant in _TENANTS:
            row = empty | values | {"tenant_id": tenant}
            await self._everything.execute(text(f"INSERT INTO {table} ({names}) VALUES ({marks})"), row)
        await self._everything.commit()

    async def rows(self, query: str) -> list[tuple[Any, ...]]:
        """Of all tenants, past row-level security."""
        found = [tuple(row) for row in await self._everything.execute(text(query))]
        await self._everything.commit()
        return found


@pytest.fixture
async def rented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Rented]:
    monkeypatch.syspath_prepend(tmp_path)
    async with embedded(tmp_path / "engine", only={"postgresql"}) as settings:
        engine = create_async_engine(settings.database.admin_url.reveal())
        async with engine.connect() as everything:
            for statement in _OWNER.split(";"):
                await everything.execute(text(statement))
            await everything.commit()
            yield Rented(settings.database, tmp_path, everything)
        await engine.dispose()


async def test_migration_changes_the_rows_of_every_tenant(rented: Rented) -> None:
    await rented.migrate(tracking=1, delivery=1, localization=3)
    await rented.put("tracking.registrations", completed_at=_NOW)
    await rented.put("delivery.publications")
    await rented.put("localization.changes", entry='{"action": "accepted", "seconds": 7, "distance": 0.5}')

    await rented.migrate(tracking=2, delivery=2, localization=12)
    await rented.put("localization.on_request", engine="apertium eng-spa", characters=100, by=new_id())
    segment = new_id()
    await rented.put("localization.segments", id=segment, checksum="c", text="Ten of it.")
    await rented.put(
        "localization.units", segment=segment, source="c", origin="machine", engine="apertium eng-spa"
    )

    await rented.migrate(tracking=2, delivery=2, localization=15)
    assert await rented.rows("SELECT change FROM tracking.registrations") == [(1,), (1,)]
    assert {one for (one,) in await rented.rows("SELECT id FROM delivery.tenants")} == set(_TENANTS)
    assert await rented.rows("SELECT action, seconds, distance FROM localization.changes") == [
        ("accepted", 7, 0.5),
        ("accepted", 7, 0.5),
    ]
    assert await rented.rows("SELECT by FROM localization.on_request") == [(None,), (None,)]
    assert await rented.rows("SELECT characters FROM localization.spending") == [(220,)]
    assert await rented.rows("SELECT relname FROM pg_class WHERE relrowsecurity <> relforcerowsecurity") == []


async def test_how_courses_stand_that_were_begun_before_is_told_once(rented: Rented) -> None:
    await rented.migrate(tracking=10)
    begun = {"id": new_id(), "run": new_id(), "course": new_id(), "learner": new_id()}
    await rented.put(
        "tracking.registrations", **begun, scaled=0.25, passed=False, completed_at=_NOW, change=3
    )
    await rented.put("tracking.registrations")

    await rented.migrate(tracking=11)
    told = await rented.rows("SELECT tenant_id, route, data FROM tracking.outbox ORDER BY tenant_id")
    assert [tenant for tenant, _, _ in told] == sorted(_TENANTS)
    for _, route, data in told:
        fact = decode(CourseJudged, data.encode())
        assert route == subject(CourseJudged)
        assert (fact.registration, fact.learner) == (begun["id"], begun["learner"])
        assert (fact.scaled, fact.completed, fact.passed, fact.change) == (0.25, True, False, 4)
    assert await rented.rows("SELECT change FROM tracking.registrations ORDER BY change") == [
        *[(0,), (0,)],
        *[(4,), (4,)],
    ]
