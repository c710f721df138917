"""Modes and plans: what is left where, and one set of sources for all locales."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stoa.services.localization.domain.sync.modes import Mode, within
from stoa.services.localization.domain.sync.plan import Plan, Side, planned
from stoa.services.localization.domain.sync.reconcile import Kind, reconcile
from stoa.services.localization.domain.sync.stand import Stand, source_checksum
from stoa.services.localization.domain.unit import State
from tests.services.localization.domain.sync.test_reconcile import Side as Sides
from tests.services.localization.domain.sync.test_reconcile import _sides

OLD, NEW = "Old source.", "New source."


def said(source: str, target: str = "", state: State = State.TRANSLATED) -> Stand:
    return Stand(source_checksum(source), target, state if target else State.INITIAL)


@settings(deadline=None)
@given(st.sampled_from(list(Mode)), _sides, _sides, _sides)
def test_no_mode_brings_what_reconciling_would_not(
    mode: Mode, base: Sides, ours: Sides, theirs: Sides
) -> None:
    whole = reconcile(base, ours, theirs)
    some = within(mode, whole, base, ours, theirs)
    assert some.push.items() <= whole.push.items()
    assert some.pull.items() <= whole.pull.items()
    told = {one.unit for one in some.conflicts} | set(some.left)
    assert {*whole.push, *whole.pull} <= {*some.push, *some.pull} | told
    for unit in told:
        assert some.agreed.get(unit) == base.get(unit)


@settings(deadline=None)
@given(_sides, _sides, _sides)
def test_what_is_not_finished_there_is_never_taken(base: Sides, ours: Sides, theirs: Sides) -> None:
    for mode in Mode:
        outcome = within(mode, reconcile(base, ours, theirs), base, ours, theirs)
        assert all(stand.state >= State.TRANSLATED and stand.target for stand in outcome.pull.values())


@settings(deadline=None)
@given(_sides, _sides, _sides)
def test_pushing_alone_pulls_nothing(base: Sides, ours: Sides, theirs: Sides) -> None:
    assert not within(Mode.PUSH, reconcile(base, ours, theirs), base, ours, theirs).pull


@pytest.mark.parametrize("taken_back", [("a", State.INITIAL), ("b", State.INITIAL), ("a", State.TRANSLATED)])
def test_approval_that_they_take_back_is_a_persons_to_decide(taken_back: tuple[str, State]) -> None:
    base = {"u": said(NEW, "a", State.REVIEWED)}
    theirs = {"u": said(NEW, *taken_back)}
    outcome = within(Mode.HYBRID, reconcile(base, base, theirs), base, base, theirs)
    assert [one.kind for one in outcome.conflicts] == [Kind.DOUBTED]
    assert outcome.agreed == base


def plan_of_two(spanish: Stand, french: Stand) -> Plan:
    base = {"u": said(OLD, "vieja")}
    ours = {"u": said(NEW)}
    sides = {
        "es": Side(base, ours, {"u": spanish}),
        "fr": Side({"u": said(OLD, "vieille")}, {"u": said(NEW, "neuve")}, {"u": french}),
    }
    return planned(Mode.HYBRID, sides, {"u": NEW}, {"u": OLD})


def test_source_that_one_locale_still_asks_about_stays_for_all_of_them() -> None:
    plan = plan_of_two(said(OLD, "mejor"), said(OLD, "vieille"))
    assert [one.kind for one in plan.outcomes["es"].conflicts] == [Kind.OTHER_SOURCE]
    assert plan.sources is None
    assert (plan.outcomes["fr"].push, plan.outcomes["fr"].left) == ({}, ("u",))
    assert plan.outcomes["fr"].agreed == {"u": said(OLD, "vieille")}


def test_source_that_nobody_asks_about_comes_there_for_all_of_them() -> None:
    plan = plan_of_two(said(OLD, "vieja"), said(OLD, "vieille"))
    assert plan.sources == {"u": NEW}
    assert plan.outcomes["fr"].push == {"u": said(NEW, "neuve")}
