"""Dates where the person is: far from UTC, and on the days when clocks change."""

import re
from dataclasses import replace

import pytest

from tests.services.tracking.publishing import activate, enrol, schedule, small_course
from tests.services.tracking.test_pages import page
from tests.world import Someone, World


async def somebody_in(world: World, zone: str, role: str) -> Someone:
    """Signed in, with the time zone that they chose."""
    client = await world.someone(role)
    token = world.process.platform.tokens.sign(replace(client.caller, time_zone=zone))
    client.headers["authorization"] = f"Bearer {token}"
    return client


async def test_a_page_says_in_which_zone_its_times_are(world: World) -> None:
    course = await activate(world, small_course())
    run = await schedule(
        await world.someone("instructor"), course, ends_at="2040-03-02T22:10:00Z", time_zone="Europe/Madrid"
    )
    far = await somebody_in(world, "Pacific/Kiritimati", "learner")
    await enrol(far, run)
    html = await page(far, f"/courses/{course.id}")
    assert 'data-zone="Pacific/Kiritimati"' in html
    assert "Times as in Pacific/Kiritimati" in html
    assert 'data-zone="Europe/Madrid"><time datetime="2040-03-02T22:10:00+00:00"' in html


@pytest.mark.parametrize(
    ("zone", "typed", "meant"),
    [
        ("Asia/Kathmandu", "2027-09-01T09:00", "2027-09-01T03:15:00Z"),
        ("Pacific/Kiritimati", "2027-09-01T09:00", "2027-08-31T19:00:00Z"),
        ("Europe/Madrid", "2027-10-31T02:30", "2027-10-31T00:30:00Z"),
        ("Europe/Madrid", "2027-03-28T03:30", "2027-03-28T01:30:00Z"),
    ],
)
async def test_dates_of_a_new_run_are_read_where_its_maker_is(
    world: World, zone: str, typed: str, meant: str
) -> None:
    """Of an hour that clocks show twice the first is meant."""
    course = await activate(world, small_course())
    maker = await somebody_in(world, zone, "instructor")
    path = f"/teach/runs/new?course={course.id}"
    field = re.search(r'<input[^>]*name="time_zone"[^>]*>', await page(maker, path))
    assert field is not None
    assert f'value="{zone}"' in field[0]
    form = {"pace": "dated", "starts_at": typed, "time_zone": zone, "admission": "everyone"}
    made = await maker.post(path, data=form)
    [known] = (await maker.get("/api/runs")).json()
    assert known["run"]["schedule"]["starts_at"] == meant
    run = made.headers["location"].split("/")[3]
    assert f'value="{typed}"' in await page(maker, f"/teach/runs/{run}/dates")


async def test_a_year_that_nobody_means_is_refused_by_the_form_beside_its_field(world: World) -> None:
    course = await activate(world, small_course())
    maker = await somebody_in(world, "Asia/Kolkata", "instructor")
    form = {
        "pace": "dated",
        "starts_at": "0001-01-01T00:00",
        "time_zone": "Asia/Kolkata",
        "admission": "everyone",
    }
    answer = await maker.post(f"/teach/runs/new?course={course.id}", data=form)
    assert answer.status_code == 422
    field = re.search(r'<input[^>]*name="starts_at"[^>]*>', answer.text)
    assert field is not None
    assert 'aria-invalid="true"' in field[0]
    assert (await maker.get("/api/runs")).json() == []


async def test_who_chose_no_zone_reads_in_that_of_the_platform(world: World) -> None:
    assert 'data-zone="UTC"' in await page(await world.someone("learner"), "/")
