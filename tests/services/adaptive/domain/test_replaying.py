"""The same log gives the same features and the same decisions, bit for bit, wherever it was cut."""

from uuid import UUID, uuid5

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict

from stoa.services.adaptive.domain.chance import drawn
from stoa.services.adaptive.domain.decide import decide
from stoa.services.adaptive.domain.default_policy import DEFAULT
from stoa.services.adaptive.domain.items import Items
from stoa.services.adaptive.domain.learning import Learning
from stoa.services.adaptive.domain.observed import observe
from stoa.services.adaptive.domain.policy_reading import read
from stoa.services.adaptive.domain.possible import possible
from tests.services.adaptive.domain.histories import COURSE, History, histories, kept, play, taken_up

REGISTRATION = UUID(int=1234)
POLICY = read(DEFAULT | {"guards": {"cooldown_s": 0, "object_s": 0, "per_hour": None}, "exploration": 0.4})
ITEMS_KNOWN = Items()


def worked(learning: Learning, history: History) -> list[tuple[dict[str, float], str, float]]:
    """After each act: the features, the rule that was taken, the number that was drawn."""
    told = []
    for step in history:
        play(learning, [step])
        features = observe(learning, learning.at, COURSE, ITEMS_KNOWN)
        chance = drawn(REGISTRATION, learning.sequence)
        here = possible(COURSE, learning)
        outcome = decide(POLICY, features, learning.decided, here, learning.at, chance)
        if outcome:
            identity = uuid5(REGISTRATION, str(learning.sequence))
            learning.decided.record(learning.at, outcome, identity)
        taken = outcome.chosen.name if outcome and outcome.chosen else ""
        told.append((asdict(features), taken, chance))
    return told


@given(histories, st.integers(0, 40))
def test_cut_log_gives_the_features_and_decisions_of_the_whole(history: History, cut: int) -> None:
    steps = list(history)
    whole = Learning()
    told = worked(whole, steps)
    first = Learning()
    again = worked(first, steps[:cut])
    second = taken_up(kept(first))
    again += worked(second, steps[cut:])
    assert again == told
    assert kept(second) == kept(whole)
