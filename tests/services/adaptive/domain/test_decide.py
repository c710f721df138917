"""What is offered follows the policy: its order, its guard rails, its share of exploration."""

from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.adaptive.domain.chance import drawn
from stoa.services.adaptive.domain.decide import decide
from stoa.services.adaptive.domain.decided import Decided
from stoa.services.adaptive.domain.features import Features
from stoa.services.adaptive.domain.items import Items
from stoa.services.adaptive.domain.kind import Kind
from stoa.services.adaptive.domain.learning import Learning
from stoa.services.adaptive.domain.observed import observe
from stoa.services.adaptive.domain.outcome import Outcome
from stoa.services.adaptive.domain.policy import Policy
from stoa.services.adaptive.domain.policy_reading import read
from stoa.services.adaptive.domain.possible import Possible
from tests.services.adaptive.domain.histories import COURSE, DECISION, NOON, QUIZ, TEXT

ALL = Possible(advance=QUIZ, repeat=TEXT, simpler=TEXT, deeper=TEXT, help=True, rest=True)


def rule(name: str, kind: str = "help", at_least: float = 2, **more: Any) -> dict[str, Any]:
    return {
        "name": name,
        "kind": kind,
        "when": [{"feature": "wrong_in_row", "at_least": at_least}],
        "cooldown_s": 0,
        **more,
    }


def policy(*rules: dict[str, Any], **more: Any) -> Policy:
    guards = {"per_hour": 60, "cooldown_s": 0, "object_s": 0, "quiet_s": 0} | more.pop("guards", {})
    return read({"name": "p", "rules": list(rules), "guards": guards, **more})


def features(wrong: float = 2, **changed: Any) -> Features:
    calm = observe(Learning(), NOON, COURSE, Items())
    return msgspec.structs.replace(calm, wrong_in_row=wrong, object_s=100.0, **changed)


def decided(
    some: Policy,
    memory: Decided,
    at: int = NOON,
    wrong: float = 2,
    chance: float = 0.0,
    possible: Possible = ALL,
) -> Outcome | None:
    outcome = decide(some, features(wrong), memory, possible, at, chance)
    if outcome:
        memory.record(at, outcome, DECISION)
    return outcome


def test_first_rule_that_holds_is_the_best() -> None:
    some = policy(rule("much", at_least=5), rule("some", "simpler"), rule("any", "break", at_least=1))
    outcome = decided(some, Decided())
    assert outcome is not None
    assert outcome.chosen is outcome.best is some.rules[1]
    assert outcome.target == TEXT
    assert not outcome.explored


def test_nothing_is_offered_when_no_rule_holds() -> None:
    assert decided(policy(rule("a")), Decided(), wrong=1) is None


def test_reasons_are_the_conditions_that_held() -> None:
    outcome = decided(policy(rule("a")), Decided(), wrong=3)
    assert outcome is not None
    assert [(one.feature, one.value, one.bound) for one in outcome.reasons] == [("wrong_in_row", 3, 2)]


def test_what_is_not_possible_here_is_passed_over() -> None:
    some = policy(rule("a", "simpler"), rule("b", "help"))
    outcome = decided(some, Decided(), possible=Possible(help=True))
    assert outcome is not None
    assert outcome.best.kind is Kind.HELP
    assert decided(some, Decided(), possible=Possible()) is None


def test_nothing_is_offered_in_an_exam() -> None:
    assert decided(policy(rule("a")), Decided(), possible=msgspec.structs.replace(ALL, exam=True)) is None


def test_nothing_is_offered_so_soon_after_a_page_was_opened() -> None:
    assert decided(policy(rule("a"), guards={"object_s": 101}), Decided()) is None


def test_rule_rests_and_others_come_meanwhile() -> None:
    some, memory = policy(rule("a", cooldown_s=60), rule("b", "break")), Decided()
    chosen = [decided(some, memory, NOON + second * 1000) for second in (0, 59, 60)]
    assert [one.best.name for one in chosen if one] == ["a", "b", "a"]


def test_any_two_decisions_are_apart() -> None:
    some, memory = policy(rule("a"), guards={"cooldown_s": 30}), Decided()
    offered = [decided(some, memory, NOON + second * 1000) is not None for second in range(0, 61, 10)]
    assert offered == [True, False, False, True, False, False, True]


def test_at_most_so_many_are_offered_an_hour() -> None:
    some, memory = policy(rule("a"), guards={"per_hour": 3}), Decided()
    minutes = [minute for minute in range(121) if decided(some, memory, NOON + minute * 60_000)]
    assert minutes == [0, 1, 2, 60, 61, 62, 120]
    assert memory.number == 7


def test_declined_decision_brings_quiet() -> None:
    some, memory = policy(rule("a"), guards={"quiet_s": 100}), Decided()
    assert decided(some, memory)
    memory.decline(NOON + 1000, DECISION)
    assert decided(some, memory, NOON + 100_999) is None
    assert decided(some, memory, NOON + 101_000)


def test_decision_that_was_never_offered_cannot_be_declined() -> None:
    memory = Decided()
    memory.decline(NOON, UUID(int=5))
    memory.take(UUID(int=5))
    assert memory == Decided()


def test_rule_that_must_last_waits_and_begins_anew_after_a_gap() -> None:
    some, memory = policy(rule("a", for_s=20)), Decided()
    wrongs = {0: 2, 10: 2, 19: 2, 20: 1, 25: 2, 40: 2, 45: 2}
    offered = [s for s, wrong in wrongs.items() if decided(some, memory, NOON + s * 1000, wrong)]
    assert offered == [45]


def test_rules_of_another_policy_begin_anew() -> None:
    memory = Decided()
    decided(policy(rule("a", for_s=20)), memory)
    assert decided(policy(rule("a", for_s=20), version=2), memory, NOON + 30_000) is None


@given(st.integers(1, 40), st.floats(0, 0.5), st.floats(0, 1, exclude_max=True))
def test_propensities_add_up_to_exactly_one(rules: int, share: float, chance: float) -> None:
    some = policy(*(rule(str(number)) for number in range(rules)), exploration=share)
    outcome = decided(some, Decided(), chance=chance)
    assert outcome is not None
    shares = [candidate.propensity for candidate in outcome.candidates]
    assert sum(shares) == sum(reversed(shares)) == 1
    assert shares[0] == pytest.approx(1 - share, abs=1e-7)
    assert len(set(shares[1:])) == 1


def test_explored_share_of_the_log_is_as_configured() -> None:
    some = policy(rule("a"), rule("b", "break"), rule("c", "simpler"), exploration=0.2)
    outcomes = [decided(some, Decided(), chance=drawn(TEXT, number)) for number in range(20_000)]
    names = [one.chosen.name if one.chosen else "" for one in outcomes if one]
    assert sum(one.explored for one in outcomes if one) / 20_000 == pytest.approx(0.2, abs=0.01)
    for name in ("b", "c", ""):
        assert names.count(name) / 20_000 == pytest.approx(0.2 / 3, abs=0.006)


def test_exploring_nothing_lets_the_rule_rest_too() -> None:
    some, memory = policy(rule("a", cooldown_s=60), exploration=0.5), Decided()
    outcome = decided(some, memory, chance=0.9)
    assert outcome is not None
    assert outcome.chosen is None
    assert (memory.number, decided(some, memory, NOON + 30_000)) == (0, None)


@given(st.uuids(), st.integers(0, 2**60))
def test_chance_is_a_share_below_one(registration: UUID, sequence: int) -> None:
    assert 0 <= drawn(registration, sequence) < 1


def test_same_message_draws_the_same_in_every_process_and_release() -> None:
    here, there = UUID(int=1234), UUID(int=1235)
    assert (drawn(here, 1), drawn(here, 2)) == (0.00823486889624958, 0.5646080796966932)
    assert drawn(there, 1) == 0.2122645119255504


def test_risk_is_told_once_until_it_fell() -> None:
    memory = Decided()
    told = [memory.risk_rose(value, 0.7) for value in (0.6, 0.72, 0.8, 0.69, 0.75, 0.5, 0.71)]
    assert told == [False, True, False, False, False, False, True]
