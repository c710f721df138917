"""What a course without a policy of its own offers, from the first action to the decision."""

from uuid import UUID

import pytest

from stoa.services.adaptive.domain.about import item_about
from stoa.services.adaptive.domain.calibration import Calibration
from stoa.services.adaptive.domain.decide import decide
from stoa.services.adaptive.domain.default_policy import DEFAULT
from stoa.services.adaptive.domain.items import Items
from stoa.services.adaptive.domain.kind import Kind
from stoa.services.adaptive.domain.learning import Learning
from stoa.services.adaptive.domain.observed import observe
from stoa.services.adaptive.domain.policy_reading import read
from stoa.services.adaptive.domain.possible import possible
from stoa.services.adaptive.domain.response import Response
from stoa.services.adaptive.domain.risk import risk
from tests.services.adaptive.domain.histories import COURSE, DECISION, FILM, ITEMS, NOON, QUIZ, TEXT

MEDIAN_MS = 8000
KNOWN = Items({item: Calibration(median_ms=MEDIAN_MS, difficulty=0, difficulty_sd=0.3) for item in ITEMS})


class Desk:
    """A learner at work; `offered` tells what the policy offers at that second, if anything."""

    def __init__(self, thing: UUID) -> None:
        self.learning = Learning()
        self.learning.opened(NOON, thing, "standard", 120.0)
        self.thing = thing

    def respond(self, second: int, share: float, item: UUID = ITEMS[0]) -> None:
        response = Response(item=item, skills=("light",), share=share)
        self.learning.answered(NOON + second * 1000, response, KNOWN.of(item))

    def spend(self, second: int, active_ms: int = 8000, visible_ms: int = 10_000) -> None:
        self.learning.spent(NOON + second * 1000, self.thing, 10_000, visible_ms, active_ms)

    def offered(self, second: int) -> tuple[Kind, UUID | None, UUID | None] | None:
        """Kind, target and the item it is about."""
        at = NOON + second * 1000
        features = observe(self.learning, at, COURSE, KNOWN)
        here = possible(COURSE, self.learning)
        outcome = decide(read(DEFAULT), features, self.learning.decided, here, at, 0.0)
        if outcome is None:
            return None
        self.learning.decided.record(at, outcome, DECISION)
        return outcome.best.kind, outcome.target, item_about(outcome, self.learning)

    def risk(self, second: int) -> float:
        return risk(observe(self.learning, NOON + second * 1000, COURSE, KNOWN)).value


def test_two_wrong_responses_bring_the_simpler_explanation() -> None:
    desk = Desk(FILM)
    desk.respond(20, 0.0)
    assert desk.offered(20) is None
    desk.respond(30, 0.0, ITEMS[1])
    assert desk.offered(30) == (Kind.SIMPLER, TEXT, ITEMS[1])


def test_simpler_explanation_is_not_offered_twice_in_a_row() -> None:
    desk = Desk(FILM)
    for second in (20, 30):
        desk.respond(second, 0.0)
    assert desk.offered(30)
    desk.spend(100)
    assert desk.offered(100) is None


def test_page_answered_well_leads_onwards() -> None:
    desk = Desk(FILM)
    for second, item in ((20, ITEMS[0]), (40, ITEMS[1])):
        desk.learning.item_shown(NOON + second * 1000 - 1000, item)
        desk.respond(second, 1.0, item)
    assert desk.offered(41) == (Kind.ADVANCE, QUIZ, ITEMS[1])


def test_nobody_is_led_onwards_while_items_are_open() -> None:
    desk = Desk(FILM)
    for item in ITEMS[:3]:
        desk.learning.item_shown(NOON, item)
    for second, item in ((20, ITEMS[0]), (40, ITEMS[1])):
        desk.respond(second, 1.0, item)
    assert desk.offered(41) is None


def test_next_page_does_not_lead_onwards_at_once() -> None:
    desk = Desk(FILM)
    for second in (20, 40):
        desk.respond(second, 1.0)
    assert desk.offered(40)
    desk.learning.opened(NOON + 400_000, FILM, "standard", 0)
    assert desk.offered(1000) is None


def test_learner_who_does_not_begin_is_offered_help() -> None:
    desk = Desk(QUIZ)
    desk.learning.item_shown(NOON, ITEMS[0])
    assert desk.offered(20) is None
    assert desk.offered(24) == (Kind.HELP, None, ITEMS[0])


def test_long_session_without_attention_brings_a_break() -> None:
    desk = Desk(TEXT)
    for second in range(0, 3600, 10):
        desk.spend(second, active_ms=8000 if second < 3000 else 300)
        if found := desk.offered(second):
            assert found[0] is Kind.BREAK
            assert second >= 50 * 60
            return
    pytest.fail("no break was offered")


def test_learners_who_struggle_or_drift_are_at_more_risk_than_who_do_well() -> None:
    well, struggling, drifting = Desk(FILM), Desk(FILM), Desk(FILM)
    for place in range(12):
        for desk, share in ((well, 1.0), (struggling, 0.2), (drifting, 0.8)):
            desk.spend(place * 10, *((300, 2000) if desk is drifting else ()))
            desk.respond(place * 10, share)
    assert well.risk(120) < 0.1 < drifting.risk(120) < struggling.risk(120)
    assert struggling.risk(120) > read(DEFAULT).risk_bound
