"""Who teaches a run reads what is asked in it, without its keys."""

from tests.services.assessment.school import SECRET, School
from tests.world import World


async def test_items_are_told_in_plain_words_and_without_what_is_right(school: School) -> None:
    answer = await school.instructor.get(f"/api/runs/{school.run}/items")
    items = {each["item"]: each for each in answer.json()}
    asked = items[str(school.item("numeric"))]
    assert asked["prompt"] == "numeric?"
    assert asked["item_set"] == str(school.set_id)
    assert SECRET not in answer.text


async def test_items_are_not_told_to_who_does_not_teach_the_run(school: School, world: World) -> None:
    other = await world.someone("instructor")
    assert (await other.get(f"/api/runs/{school.run}/items")).status_code == 404
    learner = await world.someone("learner")
    assert (await learner.get(f"/api/runs/{school.run}/items")).status_code == 403
