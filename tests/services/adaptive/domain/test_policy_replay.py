"""Another policy is tried on what was seen, before it is made the one in force."""

import copy
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from stoa.services.adaptive.domain.chance import drawn
from stoa.services.adaptive.domain.decide import decide
from stoa.services.adaptive.domain.decided import Decided
from stoa.services.adaptive.domain.default_policy import DEFAULT
from stoa.services.adaptive.domain.kind import Kind
from stoa.services.adaptive.domain.policy import Policy
from stoa.services.adaptive.domain.policy_reading import read
from stoa.services.adaptive.domain.policy_replay import MOST_EXAMPLES, Snapshot, replay
from tests.services.adaptive.domain.histories import DECISION, NOON
from tests.services.adaptive.domain.test_decide import ALL, features

moments = st.lists(st.tuples(st.integers(0, 4), st.integers(0, 5)), max_size=60)


def log(policy: Policy, some: Iterable[tuple[int, int]]) -> list[Snapshot]:
    """As it would stand after the policy was in force: (learner, wrong in a row) every half minute."""
    memories: dict[UUID, Decided] = {}
    snapshots = []
    for place, (learner, wrong) in enumerate(some):
        registration, at = UUID(int=learner), NOON + place * 30_000
        memory = memories.setdefault(registration, Decided())
        seen, chance = features(wrong, responses_here=2), drawn(registration, place)
        outcome = decide(policy, seen, memory, ALL, at, chance)
        if outcome:
            memory.record(at, outcome, DECISION)
        kind = outcome.chosen.kind if outcome and outcome.chosen else None
        snapshots.append(
            Snapshot(registration=registration, at=at, features=seen, possible=ALL, drawn=chance, kind=kind)
        )
    return snapshots


def changed(**more: Any) -> Policy:
    return read(copy.deepcopy(DEFAULT) | more)


@given(moments)
def test_policy_in_force_changes_nothing(some: list[tuple[int, int]]) -> None:
    policy = read(DEFAULT)
    found = replay(policy, log(policy, some))
    assert (found.changes, found.examples) == (0, [])
    assert found.before == found.after
    assert found.learners_before == found.learners_after
    assert found.snapshots == len(some)


@given(moments, moments)
def test_replays_of_other_learners_add_up(some: list[tuple[int, int]], more: list[tuple[int, int]]) -> None:
    policy, other = read(DEFAULT), changed(guards={"per_hour": 2}, version=2)
    here = log(policy, some)
    there = log(policy, [(learner + 10, wrong) for learner, wrong in more])
    merged, whole = replay(other, here).merged(replay(other, there)), replay(other, here + there)
    merged.examples = whole.examples = []
    assert merged == whole


def test_what_would_change_is_counted_and_shown() -> None:
    snapshots = log(changed(exploration=0), [(0, 0), (0, 2), (1, 0), (1, 3)])
    helpful = changed(rules=[dict(copy.deepcopy(DEFAULT["rules"][0]), kind="help")], exploration=0)
    found = replay(helpful, snapshots)
    assert found.before == {Kind.SIMPLER: 2}
    assert found.after == {Kind.HELP: 2}
    assert found.rules == {"wrong twice": 2}
    assert [(one.before, one.after, one.at) for one in found.examples] == [
        (Kind.SIMPLER, Kind.HELP, NOON + 30_000),
        (Kind.SIMPLER, Kind.HELP, NOON + 90_000),
    ]
    assert found.examples[0].reasons[0].feature == "wrong_in_row"


def test_stricter_guard_rails_are_gone_through() -> None:
    snapshots = log(changed(exploration=0), [(0, 2)] * 60)
    strict = changed(exploration=0, guards={"per_hour": 1})
    found = replay(strict, snapshots)
    assert found.before.total() > found.after.total() == 1
    assert found.changes == found.before.total() - 1
    assert found.examples[0].after is None
    assert found.examples[0].reasons == ()


def test_examples_are_few_however_much_changes() -> None:
    snapshots = log(changed(exploration=0), [(learner, 2) for learner in range(500)])
    found = replay(changed(exploration=0, guards={"per_hour": 0}), snapshots)
    assert found.changes == 500
    assert 0 < len(found.examples) <= MOST_EXAMPLES
