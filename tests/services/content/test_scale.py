"""Pages ask the same number of queries whatever the size of the course."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event

from stoa.services.content.commands.drafting import record
from stoa.services.content.domain.draft import Draft, blank
from stoa.services.content.store import courses
from stoa.services.content.store.history import Snapshot
from tests.services.content.test_drafting import make_course
from tests.world import World

BACKGROUND = ("content.inbox", "content.outbox", "content.dead_letters")
PAGES = ["", "/publish", "/history", "/preview", "/settings"]


async def fill(world: World, course: UUID, number: int) -> None:
    caller = world.caller("editor")
    ids = [uuid4() for _ in range(number)]
    after: Snapshot = {
        str(about): Draft(object=blank("link", about, f"Link {place}", None), position=place, version=0)
        for place, about in enumerate(ids)
    }
    async with world.db("content").work(caller) as work:
        row = await courses.load_locked(work, course)
        await record(work, caller, row, "added", None, "many", dict.fromkeys(after), after)


@contextmanager
def counted(world: World) -> Iterator[list[str]]:
    """Statements on content's own tables while it is open; relay and consumers go on beside."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if "content." in statement and not any(table in statement for table in BACKGROUND):
            seen.append(statement)

    engine = world.process.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.parametrize("page", PAGES)
async def test_queries_do_not_grow_with_the_course(world: World, page: str) -> None:
    editor = await world.someone("editor")
    asked = []
    for number in (10, 1_000):
        course = await make_course(editor)
        await fill(world, UUID(course), number)
        await world.quiet()
        with counted(world) as statements:
            answer = await editor.get(f"/editor/courses/{course}{page}")
        assert answer.status_code == 200
        asked.append(len(statements))
    assert asked[0] == asked[1] <= 12, statements
