"""Who teaches a run reads what its learners go through."""

from tests.services.tracking.publishing import activate, schedule, small_course
from tests.world import World


async def test_objects_are_told_in_order_and_to_who_teaches_the_run(world: World) -> None:
    course = await activate(world, small_course())
    teacher, other = await world.someone("instructor"), await world.someone("instructor")
    run = await schedule(teacher, course)
    objects = (await teacher.get(f"/api/runs/{run}/objects")).json()
    assert objects
    assert all(each["title"] and each["kind"] != "block" for each in objects)
    assert (await other.get(f"/api/runs/{run}/objects")).status_code == 404
