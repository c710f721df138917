"""A decision of an instructor, taken in the gradebook, reaches how the course stands for the learner."""

from tests.flows.classroom import Classroom, until
from tests.world import World


async def test_decision_in_the_gradebook_counts_for_the_course_until_it_is_undone(
    hall: World, classroom: Classroom
) -> None:
    ungraded = await until(classroom.learner, "/api/learning", lambda own: len(own) == 1)
    about = {"registration": str(classroom.registration), "item_set": str(classroom.item_set)}
    decided = await classroom.instructor.post(
        "/api/overrides", json={**about, "scaled": 1.0, "reason": "Shown at the board"}
    )
    assert decided.status_code == 201, decided.text
    [graded] = await until(classroom.learner, "/api/learning", lambda own: (own[0]["scaled"] or 0) > 0)
    assert graded["passed"] is False
    gradebook = f"/api/runs/{classroom.run}/grades"
    await until(classroom.instructor, gradebook, lambda book: book["lines"][0]["total"] == graded["scaled"])
    await classroom.instructor.post(f"/api/overrides/{decided.json()['override']}/undo")
    await until(classroom.learner, "/api/learning", lambda own: own[0]["scaled"] == ungraded[0]["scaled"])
