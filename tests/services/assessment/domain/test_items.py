"""What holds for items of every kind."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from hypothesis import given

from stoa.kernel.errors import Invalid
from stoa.services.assessment.domain.item import Item
from stoa.services.assessment.domain.shuffle import Shuffle
from tests.services.assessment.domain import strategies
from tests.services.assessment.domain.strategies import SECRET


@given(strategies.answered())
def test_every_response_earns_a_share_between_nothing_and_all(case: tuple[Item, Shuffle, Any]) -> None:
    item, shuffle, sent = case
    outcome = item.score(item.read(sent, shuffle), shuffle)
    assert 0 <= outcome.share <= 1
    assert item.feedback.to(outcome.verdict).startswith(SECRET)


@given(strategies.items, strategies.shuffles)
def test_the_key_earns_everything(item: Item, shuffle: Shuffle) -> None:
    key = item.key()
    assert key is not None
    assert item.score(key, shuffle).share == 1
    assert all(remark.right for remark in item.score(key, shuffle).remarks.values())


@given(strategies.items, strategies.shuffles)
def test_the_key_can_be_given_as_a_browser_gives_it(item: Item, shuffle: Shuffle) -> None:
    key = item.key()
    assert key is not None
    assert item.score(item.read(item.echo(key, shuffle), shuffle), shuffle).share == 1


@given(strategies.answered())
def test_what_was_given_is_shown_again_as_it_was(case: tuple[Item, Shuffle, Any]) -> None:
    item, shuffle, sent = case
    kept = item.read(sent, shuffle)
    assert item.read(item.echo(kept, shuffle), shuffle) == kept


@given(strategies.answered(), strategies.shuffles)
def test_a_score_does_not_depend_on_how_it_was_shuffled(
    case: tuple[Item, Shuffle, Any], other: Shuffle
) -> None:
    item, shuffle, sent = case
    kept = item.read(sent, shuffle)
    assert item.score(kept, shuffle).share == item.score(kept, other).share


@given(strategies.items, strategies.shuffles)
def test_nothing_of_a_key_is_in_a_face(item: Item, shuffle: Shuffle) -> None:
    assert SECRET not in msgspec.json.encode(item.face(shuffle)).decode()


@given(strategies.items, strategies.shuffles)
def test_a_planted_leak_is_found(item: Item, shuffle: Shuffle) -> None:
    leaking = replace(item.face(shuffle), unit=item.solution)
    assert SECRET in msgspec.json.encode(leaking).decode()


@given(strategies.items, strategies.shuffles)
def test_remarks_are_to_places_that_are_shown(item: Item, shuffle: Shuffle) -> None:
    face = item.face(shuffle)
    places = {option.place for option in face.options} | {"true", "false"}
    places |= {gap.place for gap in face.text if not isinstance(gap, str)}
    key = item.key()
    assert key is not None
    assert set(item.score(key, shuffle).remarks) <= places


@pytest.mark.parametrize(
    "sent", ["", [], {}, "0", "99", ["1", "1"], ["x"], {"1": ""}, {"77": "1"}, "one²", "١"]
)
@given(item=strategies.items, shuffle=strategies.shuffles)
def test_whatever_is_sent_is_scored_or_refused_with_its_field(
    sent: Any, item: Item, shuffle: Shuffle
) -> None:
    assert (_refused_field(item, shuffle, sent) or "given").startswith("given")


def _refused_field(item: Item, shuffle: Shuffle, sent: Any) -> str | None:
    try:
        item.score(item.read(sent, shuffle), shuffle)
    except Invalid as refusal:
        return refusal.field or "none"
    return None
