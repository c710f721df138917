"""A gradebook of two thousand learners and twenty sets asks the database as little as one of two."""

from typing import Any
from uuid import UUID

from sqlalchemy import event, insert, select

from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.services.assessment.tables import grades, item_sets, registrations
from tests.services.assessment.school import School
from tests.world import World

HX = {"hx-request": "true"}
LEARNERS, SETS = 2_000, 20


async def fill(school: School, world: World) -> list[UUID]:
    """Straight into the tables, as many attempts would leave them."""
    sets, people = [new_id() for _ in range(SETS)], [new_id() for _ in range(LEARNERS)]
    async with world.db("assessment").work(Caller(tenant=world.tenant)) as work:
        known = await work.one(select(item_sets).where(item_sets.c.course == school.course))
        assert known is not None
        more = [{**known._mapping, "item_set": one, "position": n} for n, one in enumerate(sets, start=9)]
        await work.run(insert(item_sets), more)
        about = {
            "tenant_id": world.tenant,
            "run": school.run,
            "course": school.course,
            "active": True,
            "change": 1,
        }
        await work.run(insert(registrations), [{**about, "id": one, "learner": new_id()} for one in people])
        grade = {"tenant_id": world.tenant, "pass_share": 0.6, "attempts": 1, "changed_at": work.now}
        for n, one in enumerate(people):
            scores = [(n * 7 + k * 13) % 101 / 100 for k in range(SETS)]
            rows: list[dict[str, Any]] = [
                {**grade, "registration": one, "item_set": of, "best": best}
                for of, best in zip(sets, scores, strict=True)
            ]
            await work.run(insert(grades), rows)
    return sets


async def test_a_large_run_is_read_by_as_few_statements(school: School, world: World) -> None:
    sets = await fill(school, world)
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *more: object) -> None:
        if "assessment." in statement and "outbox" not in statement and "dead_letters" not in statement:
            asked.append(statement)

    engine = world.process.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        for query in ("", "?sort=-total&page=20", f"?sort=-{sets[3]}&show=failing"):
            asked.clear()
            page = await school.instructor.get(f"/teach/runs/{school.run}/gradebook{query}", headers=HX)
            assert page.text.count("<stoa-person") == 100
            assert len(asked) <= 6, asked
    finally:
        event.remove(engine, "before_cursor_execute", note)
