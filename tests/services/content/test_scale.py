"""Pages ask the same number of queries whatever the size of the course."""

from uuid import UUID, uuid4

import pytest

from stoa.services.content.commands.drafting import record
from stoa.services.content.domain.draft import Draft, blank
from stoa.services.content.store import courses
from stoa.services.content.store.history import Snapshot
from tests.services.content.test_drafting import make_course
from tests.services.counting import statements
from tests.world import World

PAGES = ["", "/publish", "/history", "/preview", "/settings"]


async def fill(world: World, course: UUID, number: int) -> None:
    caller = world.caller("editor")
    ids = [uuid4() for _ in range(number)]
    after: Snapshot = {
        about: Draft(object=blank("link", about, f"Link {place}", None), position=place, version=0)
        for place, about in enumerate(ids)
    }
    async with world.db("content").work(caller) as work:
        row = await courses.load_locked(work, course)
        await record(work, caller, row, "added", None, "many", dict.fromkeys(after), after)


@pytest.mark.parametrize("page", PAGES)
async def test_queries_do_not_grow_with_the_course(world: World, page: str) -> None:
    editor = await world.someone("editor")
    asked = []
    for number in (10, 1_000):
        course = await make_course(editor)
        await fill(world, UUID(course), number)
        await world.quiet()
        with statements(world, "content") as executed:
            answer = await editor.get(f"/editor/courses/{course}{page}")
        assert answer.status_code == 200
        asked.append(len(executed))
    assert asked[0] == asked[1] <= 12, executed
