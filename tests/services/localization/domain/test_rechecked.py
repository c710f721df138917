"""What becomes of a target when the glossary is another one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from stoa.kernel.ids import new_id
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.estimate import Estimate
from stoa.services.localization.domain.judgement import Judgement
from stoa.services.localization.domain.places import Form
from stoa.services.localization.domain.post_edit import Kind, PostEdit
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.domain.rechecked import rechecked
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.unit import State, Unit

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MISSING: dict[str, Any] = {"check": "term_missing", "severity": "warns", "data": {"term": "ray"}}
SPACE: dict[str, Any] = {"check": "ends_with_space", "severity": "warns", "data": {}}
FORBIDDEN: dict[str, Any] = {"check": "term_forbidden", "severity": "stops", "data": {"term": "ray"}}


def task(origin: Origin, state: State, *checks: dict[str, Any], **unit: Any) -> Task:
    course, thing = new_id(), new_id()
    segment = Segment(new_id(), course, thing, "html", Form.HTML, 0, CodedText("A ray.", ()), "sum", "")
    said = Unit(
        new_id(), segment.id, course, thing, "es", state, "sum", "Una línea.", origin.value, version=3
    )
    return Task(replace(said, checks=checks, **unit), segment, None, "", "", "en")


def judged(*checks: dict[str, Any]) -> Judgement:
    return Judgement(checks, stops=any(one["severity"] == "stops" for one in checks))


@pytest.mark.parametrize("found", [MISSING, FORBIDDEN])
def test_what_nobody_said_a_word_about_goes_to_people(found: dict[str, Any]) -> None:
    after = rechecked(task(Origin.EXACT, State.TRANSLATED), judged(found), 0.8, NOW)
    assert (after.state, after.version, after.checks) == (State.INITIAL, 4, (found,))


def test_what_a_person_said_keeps_state_and_version() -> None:
    said = task(Origin.PERSON, State.REVIEWED, by=new_id())
    after = rechecked(said, judged(FORBIDDEN), 0.8, NOW)
    assert after == replace(said.unit, checks=(FORBIDDEN,))


@pytest.mark.parametrize("held", [True, False])
def test_what_somebody_is_at_work_at_keeps_its_version(held: bool) -> None:
    one = task(Origin.MACHINE, State.TRANSLATED, score=0.9)
    waiting = PostEdit(one.unit.id, one.unit.course, "es", Kind.REVIEW, 5, None, NOW)
    holding = {"holder": new_id(), "held_until": NOW + timedelta(minutes=1)} if held else {"draft": "Un"}
    after = rechecked(replace(one, waiting=replace(waiting, **holding)), judged(MISSING), 0.8, NOW)
    assert (after.state, after.version, after.checks) == (State.TRANSLATED, 3, (MISSING,))


@pytest.mark.parametrize(
    ("origin", "score", "estimate", "state"),
    [
        (Origin.CONTEXT, 1.0, None, State.TRANSLATED),
        (Origin.EXACT, 1.0, None, State.TRANSLATED),
        (Origin.MACHINE, 0.9, Estimate(calibration=2), State.TRANSLATED),
        (Origin.MACHINE, 0.7, Estimate(calibration=2), State.INITIAL),
        (Origin.MACHINE, None, Estimate(likelihood=0.9), State.INITIAL),
        (Origin.MACHINE, 0.9, None, State.INITIAL),
        (Origin.FUZZY, 0.95, None, State.INITIAL),
    ],
)
def test_what_the_term_alone_held_back_stands_by_what_it_is(
    origin: Origin, score: float | None, estimate: Estimate | None, state: State
) -> None:
    before = task(origin, State.INITIAL, MISSING, score=score, estimate=estimate)
    after = rechecked(before, judged(SPACE), 0.8, NOW)
    assert (after.state, after.checks) == (state, (SPACE,))


def test_what_was_not_held_back_by_a_finding_is_not_raised() -> None:
    after = rechecked(task(Origin.EXACT, State.INITIAL), judged(), 0.8, NOW)
    assert (after.state, after.version) == (State.INITIAL, 3)
