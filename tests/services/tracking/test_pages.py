"""Pages as a person gets them, and what they cost."""

import json
import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from stoa.contracts.identity import PersonRegistered, Role
from tests.services.counting import statements
from tests.services.tracking.publishing import (
    Course,
    activate,
    enrol,
    schedule,
    small_course,
)
from tests.services.tracking.test_progress import started, tell
from tests.world import Someone, World


async def page(someone: Someone, path: str, **headers: str) -> str:
    answer = await someone.get(path, headers={"accept": "text/html", **headers})
    assert answer.status_code == 200, answer.text
    return answer.text


async def test_an_empty_home_leads_to_the_catalogue_and_shows_each_role_its_work(world: World) -> None:
    home = await page(await world.someone("learner"), "/")
    assert 'href="/catalogue"' in home
    assert 'href="/teach"' not in home
    assert 'href="/editor"' in await page(await world.someone("editor"), "/")
    assert 'href="/admin/people"' in await page(await world.someone("administrator"), "/")


async def test_the_catalogue_finds_while_one_types_and_by_stem(world: World) -> None:
    teacher = await world.someone("instructor")
    for title, description in (("Light and colour", "Rainbows and prisms."), ("Sound", "Waves in the air.")):
        await schedule(teacher, await activate(world, Course(title, description).text("one")))
    learner = await world.someone("learner")
    everything = await page(learner, "/catalogue")
    assert everything.count("<article") == 2
    for typed in ("ligh", "lights", "rainbow", "PRISM colo", "see"):
        found = await page(learner, f"/catalogue?q={typed}", **{"hx-request": "true"})
        assert "Light and colour" in found
        assert "<html" not in found
    assert "Light and colour" not in await page(learner, "/catalogue?q=waves")
    assert "Nothing fits" in await page(learner, "/catalogue?q=%27%20%26%20%21%20%3A*%20zzz")
    assert "Nothing fits" in await page(learner, "/catalogue?starts=later")


async def test_a_description_is_shown_and_found_as_the_words_that_it_says(world: World) -> None:
    html = "<p>Where <em>rainbows</em>, &amp; <strong>prisms</strong> come from.</p><p>1 &lt; 2</p>"
    course = await activate(world, Course("Light", html).text("one"))
    await schedule(await world.someone("instructor"), course)
    learner = await world.someone("learner")
    seen = "Where rainbows, &amp; prisms come from. 1 &lt; 2"
    assert seen in await page(learner, "/catalogue?q=rainbows")
    assert seen in await page(learner, f"/courses/{course.id}")
    assert "Nothing fits" in await page(learner, "/catalogue?q=amp")


async def test_a_course_without_a_run_is_shown_to_those_who_can_schedule_one(world: World) -> None:
    await activate(world, small_course())
    assert "No courses yet" in await page(await world.someone("learner"), "/catalogue")
    assert "No run yet" in await page(await world.someone("instructor"), "/catalogue")


async def test_the_course_page_says_where_one_stands_and_what_opens_what(world: World) -> None:
    course = await activate(world, small_course())
    run = await schedule(await world.someone("instructor"), course, places=5)
    learner = await world.someone("learner")
    before = await page(learner, f"/courses/{course.id}")
    assert "0 of 5 places taken" in before
    assert "After: Rays" in before
    answer = await learner.post(f"/courses/{course.id}/enrol", data={"run": str(run)})
    assert answer.status_code == 303
    registration = UUID(answer.headers["location"].rsplit("/", 1)[1])
    await tell(learner, registration, course.at("rays"), finished=True)
    after = await page(learner, f"/courses/{course.id}")
    assert f'href="/learn/{registration}/{course.at("mirrors")}"' in after
    assert "After: Rays" not in after
    assert "20 %" in after


async def test_an_enrolment_that_is_refused_keeps_the_page_and_says_why(world: World) -> None:
    course = await activate(world, small_course())
    run = await schedule(await world.someone("instructor"), course, places=1)
    await enrol(await world.someone("learner"), run)
    late = await world.someone("learner")
    answer = await late.post(f"/courses/{course.id}/enrol", data={"run": str(run)})
    assert answer.status_code == 409
    assert "All 1 places of this run are taken" in answer.text


async def test_the_player_shows_the_object_its_levels_and_its_neighbours(world: World) -> None:
    course, learner, registration, _ = await started(world)
    rays = await page(learner, f"/learn/{registration}/{course.at('rays')}")
    assert "rays at level standard, version 1." in rays
    assert "?level=simpler" in rays
    assert f'rel="next" href="/learn/{registration}/{course.at("mirrors")}"' in rays
    deeper = await page(learner, f"/learn/{registration}/{course.at('rays')}?level=deeper")
    assert "rays at level deeper" in deeper
    locked = await page(learner, f"/learn/{registration}/{course.at('mirrors')}")
    assert "This opens later" in locked
    assert "mirrors at level" not in locked


async def test_the_player_plays_a_film_with_captions_and_checkpoints(world: World) -> None:
    course, learner, registration, _ = await started(world)
    await tell(learner, registration, course.at("prism"), second=42.5)
    film = await page(learner, f"/learn/{registration}/{course.at('prism')}")
    assert f'data-hls="http://127.0.0.1:8081/content/{course.id}/v1/en/prism/master.m3u8"' in film
    assert 'data-resume="42.5"' in film
    assert f'hx-get="/assess/{registration}/{course.at("bend")}?locale=en"' in film
    check = await page(learner, f"/learn/{registration}/{course.at('check')}")
    assert f'hx-get="/assess/{registration}/{course.at("check")}?locale=en"' in check
    more = await page(learner, f"/learn/{registration}/{course.at('more')}")
    assert 'href="https://example.org/light"' in more


async def test_a_page_is_of_one_version_whatever_is_activated_meanwhile(world: World) -> None:
    course, learner, registration, _ = await started(world)
    second = small_course()
    renewed = Course(course.title, id=course.id, version=2).text("rays").text("mirrors")
    await activate(world, renewed)
    shown = await page(learner, f"/learn/{registration}/{course.at('rays')}")
    assert set(re.findall(r"version (\d)\.", shown)) == {"2"}
    assert 'data-version="2"' in shown
    assert "Prism" not in shown
    gone = await learner.get(f"/learn/{registration}/{course.at('prism')}", headers={"accept": "text/html"})
    assert gone.status_code == 404
    assert second.version == 1


async def test_the_course_is_shown_in_the_locale_wanted_or_says_which_it_is(world: World) -> None:
    course = await activate(world, small_course())
    spanish = small_course()
    spanish.id, spanish.locale, spanish.title, spanish.objects = course.id, "es-MX", "Luz y color", []
    spanish.pages.clear()
    spanish.text("rays").text("mirrors", requires=("rays",))
    await activate(world, spanish)
    learner = await world.someone("learner")
    registration = await enrol(learner, await schedule(await world.someone("instructor"), course))
    path = f"/learn/{registration}/{course.at('rays')}"
    assert 'lang="en"' in await page(learner, path)
    chosen = await page(learner, f"{path}?locale=es-MX")
    assert "Luz y color" in chosen
    assert 'data-locale="es-MX"' in chosen
    await tell(learner, registration, course.at("rays"), locale="es-MX")
    assert "Luz y color" in await page(learner, path)
    await tell(learner, registration, course.at("rays"), locale="xx")
    assert "Luz y color" in await page(learner, path)


async def test_notes_are_kept_beside_the_object(world: World) -> None:
    course, learner, registration, _ = await started(world)
    path = f"/learn/{registration}/{course.at('rays')}/notes"
    kept = await learner.post(path, data={"text": "Ask <b>why</b>", "anchor": "p-3"})
    assert "Ask &lt;b&gt;why&lt;/b&gt;" in kept.text
    assert 'href="#p-3"' in kept.text
    refused = await learner.post(path, data={"text": "  "}, headers={"hx-request": "true"})
    assert refused.json()["errors"][0]["field"] == "text"
    other = await world.someone("learner")
    assert "Ask" not in (await other.get(path)).text
    assert (await other.post(path, data={"text": "Mine"})).status_code == 404


async def test_progress_shows_skills_with_their_evidence(world: World) -> None:
    course, learner, registration, _ = await started(world)
    assert "Skills appear" in await page(learner, "/progress")
    await tell(learner, registration, course.at("rays"), finished=True)
    shown = await page(learner, "/progress")
    assert "See how light travels" in shown
    assert "1 of 3" in shown


async def test_an_instructor_makes_a_run_by_form_and_mends_what_is_wrong(world: World) -> None:
    course = await activate(world, small_course())
    teacher = await world.someone("instructor")
    assert "Light and colour" in await page(teacher, "/teach/runs/new")
    form = {
        "pace": "dated",
        "starts_at": "2027-09-01T09:00",
        "ends_at": "2027-08-01T09:00",
        "title": "Autumn",
    }
    path = f"/teach/runs/new?course={course.id}"
    wrong = await teacher.post(
        path, data={**form, "time_zone": "Europe/Madrid"}, headers={"accept": "text/html"}
    )
    assert wrong.status_code == 422
    assert "The run would end before it starts" in wrong.text
    assert 'value="Autumn"' in wrong.text
    form |= {"ends_at": "2027-12-01T09:00", "time_zone": "Europe/Madrid", "places": "20"}
    made = await teacher.post(path, data=form)
    assert made.status_code == 303
    run = made.headers["location"].split("/")[3]
    [known] = (await teacher.get("/api/runs")).json()
    assert (known["run"]["id"], known["run"]["schedule"]["starts_at"]) == (run, "2027-09-01T07:00:00Z")
    dates = await page(teacher, f"/teach/runs/{run}/dates")
    assert 'value="2027-09-01T09:00"' in dates


async def test_the_roster_filters_ends_undoes_and_exports(world: World) -> None:
    course, learner, registration, run = await started(world)
    await tell(learner, registration, course.at("rays"), finished=True)
    boss = await world.someone("administrator")
    roster = await page(boss, f"/teach/runs/{run}")
    assert f'data-id="{learner.person}"' in roster
    assert "Rays" in roster
    assert f'data-id="{learner.person}"' not in await page(boss, f"/teach/runs/{run}?shown=completed")
    ended = await boss.post(f"/teach/runs/{run}/people/{learner.person}/end", headers={"hx-request": "true"})
    assert "/restore" in ended.headers["hx-trigger"]
    assert "Enrol again" in ended.text
    assert f'data-id="{learner.person}"' in await page(boss, f"/teach/runs/{run}?shown=ended")
    await boss.post(f"/teach/runs/{run}/people/{learner.person}/restore")
    exported = (await boss.get(f"/teach/runs/{run}/export.csv")).text.splitlines()
    assert exported[1].startswith(f"{learner.person},in_progress,20,1,Rays")
    assert "data-roster-export" in roster


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "La inscripción terminó. Los registros se conservan."), ("ar", "انتهى التسجيل. وتبقى السجلات.")],
)
async def test_a_short_message_is_said_whole_in_every_language(
    world: World, language: str, words: str
) -> None:
    _, learner, _, run = await started(world)
    boss = await world.someone("administrator")
    ended = await boss.post(
        f"/teach/runs/{run}/people/{learner.person}/end",
        headers={"hx-request": "true", "cookie": f"stoa_locale={language}"},
    )
    assert json.loads(ended.headers["hx-trigger"])["stoa:toast"]["text"] == words


async def test_people_are_enrolled_by_form_and_come_by_invite(world: World) -> None:
    course = await activate(world, small_course())
    teacher, learner = await world.someone("instructor"), await world.someone("learner")
    run = await schedule(teacher, course, admission="invited")
    await world.publish(PersonRegistered(person=learner.person, locale="en", roles=[Role.LEARNER]))
    await world.quiet()
    form = await page(teacher, f"/teach/runs/{run}/enrol")
    search = re.search(r"<input[^>]*data-picker-search[^>]*>", form)
    assert search is not None
    assert (' id="find"' in search[0], " name=" in search[0], 'for="find"' in form) == (True, False, True)
    bad = await teacher.post(
        f"/teach/runs/{run}/enrol", data={"ids": "nobody"}, headers={"accept": "text/html"}
    )
    assert "“nobody” is not an id" in bad.text
    done = await teacher.post(
        f"/teach/runs/{run}/enrol", data={"people": str(learner.person)}, headers={"hx-request": "1"}
    )
    assert "One person is now enrolled." in done.text
    made = await teacher.post(
        f"/teach/runs/{run}/invites", data={"days": "7", "uses": "3"}, headers={"hx-request": "1"}
    )
    code = re.search(r"/join/([0-9a-f]+)", made.text)
    assert code is not None
    friend = await world.someone("learner")
    assert "You are invited" in await page(friend, f"/join/{code[1]}")
    joined = await friend.post(f"/join/{code[1]}")
    assert joined.headers["location"].startswith("/learn/")
    assert (await friend.get("/join/unknown", headers={"accept": "text/html"})).status_code == 404


async def test_a_run_that_has_not_opened_or_has_ended_says_so(world: World) -> None:
    course = await activate(world, small_course())
    teacher, learner = await world.someone("instructor"), await world.someone("learner")
    soon = datetime.now(UTC) + timedelta(days=2)
    run = await schedule(teacher, course, starts_at=soon.isoformat())
    registration = await enrol(learner, run)
    path = f"/learn/{registration}/{course.at('rays')}"
    assert "rays at level" not in await page(learner, path)
    assert "Starting soon" in await page(learner, "/")
    past = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    await teacher.put(f"/api/runs/{run}", json={"ends_at": past})
    ended = await page(learner, path)
    assert "You can still read" in ended
    assert "rays at level standard" in ended
    assert "data-report" not in ended


async def test_nobody_opens_somebody_elses_player(world: World) -> None:
    course, learner, registration, run = await started(world)
    others = [
        await world.someone("learner"),
        await world.someone("administrator"),
        await world.someone("learner", tenant=world.new_tenant(), person=learner.person),
    ]
    for other in others:
        for path in (
            "",
            f"/{course.at('rays')}",
            "/finished",
            "/scores",
            f"/outline/{course.at('light')}?version=tag-1",
        ):
            assert (await other.get(f"/learn/{registration}{path}")).status_code == 404
    stranger = others[-1]
    assert (await stranger.get(f"/courses/{course.id}")).status_code == 404
    person = f"/people/{learner.person}"
    for path in ("", "/enrol", "/dates", "/export.csv", person, f"{person}/row"):
        assert (await learner.get(f"/teach/runs/{run}{path}")).status_code == 403
        assert (await (await world.someone("instructor")).get(f"/teach/runs/{run}{path}")).status_code == 404


def long_course(objects: int) -> Course:
    course = Course("A long course")
    for number in range(objects):
        block = f"block-{number // 20}"
        if number % 20 == 0:
            course.block(block)
        course.text(f"text-{number}", parent=block)
    return course


@pytest.mark.parametrize("objects", [10, 100, 1_000])
async def test_pages_ask_the_database_as_often_whatever_the_size_of_the_course(
    world: World, objects: int
) -> None:
    course, learner, registration, run = await started(world, long_course(objects))
    await tell(learner, registration, course.at("text-0"), finished=True)
    boss = await world.someone("administrator")
    expected = {
        f"/learn/{registration}/{course.at('text-1')}": 1,
        f"/learn/{registration}": 1,
        f"/courses/{course.id}": 1,
        f"/learn/{registration}/scores": 2,
        "/": 1,
        "/progress": 2,
        "/catalogue": 2,
    }
    for path, most in expected.items():
        await learner.get(path)
        with statements(world, "tracking") as executed:
            assert (await learner.get(path)).status_code in (200, 303)
        assert len(executed) == most, f"{path}: {executed}"
    with statements(world, "tracking") as executed:
        await boss.get(f"/courses/{course.id}")
    assert len(executed) == 3, "who is not in the course is shown what is offered"
    with statements(world, "tracking") as executed:
        await boss.get(f"/teach/runs/{run}")
    assert len(executed) == 4
    with statements(world, "tracking") as executed:
        await boss.get(f"/teach/runs/{run}/people/{learner.person}")
    assert len(executed) == 4
    with statements(world, "tracking") as executed:
        await boss.get(f"/teach/runs/{run}?order=name")
    assert len(executed) == 6
    with statements(world, "tracking") as executed:
        await boss.get("/teach")
    assert len(executed) == 2


async def test_a_long_outline_comes_branch_by_branch(world: World) -> None:
    course, learner, registration, _ = await started(world, long_course(200))
    player = await page(learner, f"/learn/{registration}/{course.at('text-25')}")
    assert str(course.at("text-30")) in player
    assert str(course.at("text-90")) not in player
    tag = re.search(r'data-tag="([^"]+)"', player)
    assert tag is not None
    branch = f"/learn/{registration}/outline/{course.at('block-4')}"
    assert str(course.at("text-90")) in await page(learner, f"{branch}?version={tag[1]}")
    assert (await learner.get(f"{branch}?version=older")).headers["hx-refresh"] == "true"
    other = await page(await world.someone("learner"), f"/courses/{course.id}/outline/{course.at('block-4')}")
    assert "Text 90" in other
