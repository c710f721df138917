"""A gradebook is searched and put in order by name, though assessment knows no name."""

from tests.services.assessment.school import School
from tests.services.assessment.test_gradebook import book
from tests.services.assessment.test_gradebook_pages import HX, order_of
from tests.services.tracking.test_people_by_name import register
from tests.world import World

NAMES = ("Zoë", "Ana López", "Bo Lopezsson")


async def test_learners_are_found_and_in_order_by_name(school: School, world: World) -> None:
    boss = await world.someone("administrator")
    people = [await register(boss, name) for name in NAMES]
    for person in people:
        await school.enrol(await world.someone("learner", person=person))
    nameless = await world.someone("learner")
    await school.enrol(nameless)
    everyone = [*people, nameless.person]
    address = f"/teach/runs/{school.run}/gradebook"
    for query, expected in [
        ("sort=name", [1, 2, 0, 3]),
        ("sort=-name", [3, 0, 2, 1]),
        ("q=LOPEZ&sort=name", [1, 2]),
        ("q=lopez&sort=-name", [2, 1]),
        ("q=zoe&show=unfinished", [0]),
        ("q=zoe&show=overridden", []),
    ]:
        page = await school.instructor.get(f"{address}?{query}", headers=HX)
        assert page.status_code == 200, page.text
        assert order_of(page.text, everyone) == expected, query
    assert "No one here has “zoe” in their name." in page.text
    found = await book(school.instructor, school.run, q="lopez")
    assert (found["found"], len(found["lines"])) == (2, 2)
    assert (await (await world.someone("instructor")).get(f"{address}?q=ana")).status_code == 404
