"""What is done for a large course costs no more statements than for a small one."""

from typing import Any

import pytest

from tests.services.counting import statements
from tests.services.localization.courses import claim, publish, text_course, want
from tests.world import Someone, World


def sentences(count: int) -> str:
    return "".join(f"<p>Sentence {'a' * (1 + number)} stands here.</p>" for number in range(count))


async def spent(world: World, count: int) -> tuple[int, int]:
    """Statements to cut a text of so many sentences, and to have them translated."""
    draft = text_course(sentences(count))
    await world.quiet()
    with statements(world, "localization") as cutting:
        await publish(world, draft)
    with statements(world, "localization") as choosing:
        await want(world, draft, "es")
    return len(cutting), len(choosing)


async def test_cutting_and_translating_take_the_same_statements_whatever_the_size(world: World) -> None:
    assert await spent(world, 3) == await spent(world, 90)


@pytest.mark.parametrize(
    ("path", "most"),
    [
        ("/api/post-edits?locale=es", 1),
        ("/api/courses/{course}/locales", 3),
        ("/api/courses/{course}/units?locale=es", 1),
        ("/api/units/{unit}", 8),
    ],
)
async def test_page_of_the_queue_takes_few_statements(world: World, path: str, most: int) -> None:
    await publish(world, draft := text_course(sentences(60)))
    editor = await want(world, draft, "es")
    [task] = await claim(await world.someone("translator"))
    asked = path.format(course=draft.document.course, unit=task["unit"]["id"])
    with statements(world, "localization") as executed:
        answer = await get(editor, asked)
    assert answer
    assert len(executed) <= most, executed


async def get(someone: Someone, path: str) -> Any:
    answer = await someone.get(path)
    assert answer.status_code == 200, answer.text
    return answer.json()
