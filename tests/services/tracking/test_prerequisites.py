"""Courses that others must come before: chosen, shown, and asked for at every way in."""

from uuid import UUID

from stoa.contracts.content import CompletionRule, CourseArchived
from stoa.contracts.tracking import PrerequisitesChosen
from stoa.kernel.ids import new_id
from tests.services.tracking.publishing import Course, activate, enrol, schedule
from tests.services.tracking.test_enrolment import known_people
from tests.services.tracking.test_pages import page
from tests.services.tracking.test_progress import attempt, tell
from tests.world import Someone, World


async def chosen(who: Someone, course: Course, *required: UUID) -> tuple[int, str]:
    """Status and code of the answer."""
    body = {"required": [str(one) for one in required]}
    answer = await who.put(f"/api/courses/{course.id}/prerequisites", json=body)
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


async def two_courses(world: World) -> tuple[Course, UUID, Course, UUID]:
    """The first, which can be passed, and its run; the second, which needs the first, and its run."""
    teacher, editor = await world.someone("instructor"), await world.someone("editor")
    rule = CompletionRule(required_share=0.5, mastery_score=0.5)
    first = await activate(world, Course("Light", completion=rule).text("rays").items("check"))
    second = await activate(world, Course("Colour").text("red"))
    assert await chosen(editor, second, first.id) == (200, "")
    return first, await schedule(teacher, first), second, await schedule(teacher, second)


async def test_nobody_enrols_before_what_is_required_is_completed_and_passed(world: World) -> None:
    first, first_run, _, second_run = await two_courses(world)
    learner = await world.someone("learner")
    refused = await learner.post("/api/enrolments", json={"run": str(second_run)})
    assert (refused.status_code, refused.json()["code"]) == (409, "enrolment.prerequisites_missing")
    assert refused.json()["detail"] == "Complete first: “Light”. Then you can enrol."
    registration = await enrol(learner, first_run)
    await tell(learner, registration, first.at("rays"), finished=True)
    only_completed = await learner.post("/api/enrolments", json={"run": str(second_run)})
    assert only_completed.status_code == 409
    await world.publish(attempt(learner, registration, first, "check", passed=True))
    await world.quiet()
    await enrol(learner, second_run)


async def test_pages_say_what_is_missing_and_what_is_done(world: World) -> None:
    first, first_run, second, second_run = await two_courses(world)
    learner = await world.someone("learner")
    assert "First: Light" in await page(learner, "/catalogue")
    shown = await page(learner, f"/courses/{second.id}")
    assert "Still to do" in shown
    assert f'action="/courses/{second.id}/enrol"' not in shown
    answer = await learner.post(f"/courses/{second.id}/enrol", data={"run": str(second_run)})
    assert answer.status_code == 409
    assert "Complete first: “Light”." in answer.text
    registration = await enrol(learner, first_run)
    await tell(learner, registration, first.at("rays"), finished=True)
    await world.publish(attempt(learner, registration, first, "check", passed=True))
    await world.quiet()
    assert "First: Light" not in await page(learner, "/catalogue")
    assert f'action="/courses/{second.id}/enrol"' in await page(learner, f"/courses/{second.id}")


async def test_an_invite_asks_for_it_too(world: World) -> None:
    _, _, _, run = await two_courses(world)
    boss, learner = await world.someone("administrator"), await world.someone("learner")
    invite = (await boss.post(f"/api/runs/{run}/invites", json={})).json()
    refused = await learner.post("/api/enrolments/invited", json={"code": invite["code"]})
    assert refused.json()["code"] == "enrolment.prerequisites_missing"


async def test_the_staff_enrols_despite_it_only_when_it_says_so(world: World) -> None:
    _, _, _, run = await two_courses(world)
    boss = await world.someone("administrator")
    people = [str(one) for one in await known_people(world, 2)]
    left = (await boss.post(f"/api/runs/{run}/enrolments", json={"people": people})).json()
    assert (left["enrolled"], left["lacking"]) == ([], people)
    form = f"/teach/runs/{run}/enrol"
    told = await boss.post(form, data={"people": people[0]}, headers={"hx-request": "1"})
    assert "Have not completed what the course needs first" in told.text
    ticked = {"people": people[0], "despite_prerequisites": "true"}
    assert (
        "One person is now enrolled."
        in (await boss.post(form, data=ticked, headers={"hx-request": "1"})).text
    )
    body = {"people": people, "despite_prerequisites": True}
    done = (await boss.post(f"/api/runs/{run}/enrolments", json=body)).json()
    assert (done["enrolled"], done["already"]) == (people[1:], people[:1])


async def test_what_is_archived_is_no_longer_asked_for(world: World) -> None:
    first, _, _, run = await two_courses(world)
    await world.publish(CourseArchived(course=first.id))
    await world.quiet()
    await enrol(await world.someone("learner"), run)
    people = [str(one) for one in await known_people(world, 1)]
    boss = await world.someone("administrator")
    done = (await boss.post(f"/api/runs/{run}/enrolments", json={"people": people})).json()
    assert done["enrolled"] == people


async def test_who_is_enrolled_stays_and_nothing_unknown_or_round_is_chosen(world: World) -> None:
    first, first_run, second, _ = await two_courses(world)
    learner, editor = await world.someone("learner"), await world.someone("editor")
    registration = await enrol(learner, first_run)
    assert await chosen(editor, first, second.id) == (422, "prerequisites.circle")
    assert await chosen(editor, first, first.id) == (422, "prerequisites.circle")
    assert await chosen(editor, first, new_id()) == (422, "prerequisites.unknown")
    third = await activate(world, Course("Heat").text("warm"))
    assert await chosen(editor, first, third.id) == (200, "")
    assert (await tell(learner, registration, first.at("rays"))).status_code == 200
    assert await chosen(editor, second) == (200, "")
    await world.quiet()
    assert [(fact.required, fact.change) for fact in world.events(PrerequisitesChosen)] == [
        ([first.id], 1),
        ([third.id], 1),
        ([], 2),
    ]


async def test_an_editor_chooses_in_the_browser_and_nobody_else(world: World) -> None:
    first, _, second, _ = await two_courses(world)
    third = await activate(world, Course("Heat").text("warm"))
    editor = await world.someone("editor")
    path = f"/courses/{second.id}/prerequisites"
    assert f'href="{path}"' in await page(editor, f"/courses/{second.id}")
    form = await page(editor, path)
    assert f'value="{first.id}" checked' in form
    assert f'value="{third.id}"' in form
    found = await page(editor, f"{path}?q=heat", **{"hx-request": "1"})
    assert "Heat" in found
    assert "<html" not in found
    saved = await editor.post(path, data={"required": [str(first.id), str(third.id)]})
    assert saved.headers["location"] == f"/courses/{second.id}"
    listed = (await editor.get(f"/api{path}")).json()
    assert [(one["title"], one["satisfied"]) for one in listed] == [("Light", False), ("Heat", False)]
    wrong = await editor.post(path, data={"required": str(second.id)}, headers={"accept": "text/html"})
    assert wrong.status_code == 422
    assert "Nobody could ever begin" in wrong.text
    for role in ("learner", "instructor"):
        other = await world.someone(role)
        assert (await other.get(path)).status_code == 403
        assert await chosen(other, second) == (403, "role.missing")
    stranger = await world.someone("editor", tenant=world.new_tenant())
    assert await chosen(stranger, second, first.id) == (404, "course.not_offered")


async def test_titles_of_what_is_missing_are_in_the_readers_language(world: World) -> None:
    first, _, _, run = await two_courses(world)
    await activate(world, Course("La luz", id=first.id, locale="es").text("rays"))
    learner = await world.someone("learner")
    refused = await learner.post(
        "/api/enrolments", json={"run": str(run)}, headers={"cookie": "stoa_locale=es"}
    )
    assert "“La luz”" in refused.json()["detail"]
