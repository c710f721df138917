"""Risk is bounded, grows with what is worrying, and can always be explained."""

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.adaptive.domain.features import Features
from stoa.services.adaptive.domain.items import Items
from stoa.services.adaptive.domain.learning import Learning
from stoa.services.adaptive.domain.observed import observe
from stoa.services.adaptive.domain.risk import PARTS, risk
from tests.services.adaptive.domain.histories import COURSE, NOON


def features(**changed: Any) -> Features:
    calm = observe(Learning(), NOON, COURSE, Items())
    return msgspec.structs.replace(calm, responses=10.0, accuracy=0.8, **changed)


values = st.fixed_dictionaries(
    {part.feature: st.floats(-10, 400) for part in PARTS if part.feature != "accuracy"}
)


@given(values)
def test_risk_is_a_share_and_its_reasons_are_sorted(changed: dict[str, float]) -> None:
    found = risk(features(**changed))
    assert 0 <= found.value <= 1
    assert len({reason.feature for reason in found.reasons}) == len(found.reasons)
    assert bool(found.reasons) or found.value < 0.6


@given(values, st.sampled_from(PARTS), st.floats(0, 1), st.floats(0, 1))
def test_more_of_what_worries_never_means_less_risk(
    changed: dict[str, float], part: Any, one: float, other: float
) -> None:
    less, more = (
        risk(msgspec.structs.replace(features(**changed), **{part.feature: _between(part, share)})).value
        for share in sorted((one, other))
    )
    assert less <= more + 1e-12


def _between(part: Any, share: float) -> float:
    return float(part.low + share * (part.high - part.low))


def test_learner_who_does_well_is_at_no_risk() -> None:
    assert risk(features()).value == 0
    assert risk(features()).reasons == ()


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.feature)
def test_each_part_alone_gives_its_weight_and_is_named(part: Any) -> None:
    found = risk(msgspec.structs.replace(features(), **{part.feature: part.high}))
    assert found.value == pytest.approx(part.weight)
    assert [reason.feature for reason in found.reasons] == [part.feature]


def test_accuracy_of_few_responses_tells_less() -> None:
    few = msgspec.structs.replace(features(), responses=1.0, accuracy=0.2)
    many = msgspec.structs.replace(features(), responses=9.0, accuracy=0.2)
    assert risk(few).value < risk(many).value
