"""The page on which an editor chooses whose learners have a locale first."""

from datetime import timedelta

import pytest

from stoa.contracts.tracking import RunScheduled
from stoa.kernel.clock import utc_now
from stoa.kernel.ids import new_id
from tests.services.localization.courses import Draft, publish, text_course, want
from tests.world import World


def run_of(draft: Draft, title: str, ends_in_days: int) -> RunScheduled:
    return RunScheduled(
        run=new_id(),
        course=draft.document.course,
        starts_at=None,
        ends_at=utc_now() + timedelta(days=ends_in_days),
        instructors=[],
        change=1,
        title=title,
    )


@pytest.mark.parametrize("audience", ["everyone", "nobody"])
async def test_runs_are_named_only_where_they_have_it_first(world: World, audience: str) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    chosen = run_of(draft, "Autumn class", -1)
    await world.publish(chosen)
    await world.quiet()
    course = draft.document.course
    path = f"/api/courses/{course}/locales/es/audience"
    for run in (chosen.run, new_id()):
        refused = await editor.put(path, json={"audience": audience, "runs": [str(run)]})
        assert (refused.status_code, refused.json()["field"]) == (422, "runs"), refused.text
        assert refused.json()["code"] == "locale.runs_for_others"
    assert (await editor.put(path, json={"audience": audience})).status_code == 200
    ticked = {"audience": audience, "runs": str(chosen.run)}
    typed = await editor.post(f"/editor/courses/{course}/languages/es/audience", data=ticked)
    assert typed.status_code == 303, "on the page they stay ticked beside the choice"


async def test_runs_that_have_ended_are_not_offered_unless_they_are_chosen(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    chosen = run_of(draft, "Autumn class", -1)
    await world.publish(chosen, run_of(draft, "Spring class", -100), run_of(draft, "Winter class", 100))
    await world.quiet()
    path = f"/api/courses/{draft.document.course}/locales/es/audience"
    told = await editor.put(path, json={"audience": "runs", "runs": [str(chosen.run)]})
    assert told.status_code == 200, told.text
    shown = await editor.get(
        f"/editor/courses/{draft.document.course}/languages/es", headers={"accept": "text/html"}
    )
    offered = [title for title in ("Autumn class", "Spring class", "Winter class") if title in shown.text]
    assert offered == ["Autumn class", "Winter class"]
