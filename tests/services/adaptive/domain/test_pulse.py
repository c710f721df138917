"""The pulse of a class: every learner once in each half minute, bounded, and the same however it is kept."""

from dataclasses import dataclass, field

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from stoa.services.adaptive.domain.kept import Kept, decode, encode
from stoa.services.adaptive.domain.pulse import BINS, KEPT, STEP_MS, Mark, Pulse

_share = st.floats(0, 1)
_signs = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 90_000), _share, st.none() | _share, _share),
    min_size=1,
    max_size=80,
)
"""Who, how much later than the one before, how they are; of some nobody knows what they earn."""


@dataclass
class _Class:
    pulse: Pulse = field(default_factory=Pulse)
    marks: dict[int, Mark] = field(default_factory=dict)
    at_ms: int = 1_700_000_000_000

    def sign(self, who: int, later_ms: int, engagement: float, accuracy: float | None, risk: float) -> None:
        self.at_ms += later_ms
        self.marks[who] = self.pulse.mark(self.marks.get(who), self.at_ms, engagement, accuracy, risk)


@given(_signs)
def test_each_point_counts_who_was_at_work_once_and_the_risk_of_everybody(
    signs: list[tuple[int, int, float, float | None, float]],
) -> None:
    room = _Class()
    at_work: dict[int, set[int]] = {}
    earning: dict[int, set[int]] = {}
    ever: dict[int, set[int]] = {}
    seen: set[int] = set()
    for sign in signs:
        room.sign(*sign)
        number = room.at_ms // STEP_MS
        seen.add(sign[0])
        at_work.setdefault(number, set()).add(sign[0])
        there = earning.setdefault(number, set())
        there.discard(sign[0]) if sign[3] is None else there.add(sign[0])
        ever[number] = set(seen)
    for point in room.pulse.points:
        assert sum(point.engagement) == len(at_work[point.number])
        assert sum(point.accuracy) == len(earning[point.number])
        assert sum(point.risk) == len(ever[point.number])
        assert min(*point.engagement, *point.accuracy, *point.risk) >= 0
    assert sum(room.pulse.risk) == len(seen)


@given(_signs)
def test_it_goes_on_the_same_from_safe_keeping(
    signs: list[tuple[int, int, float, float | None, float]],
) -> None:
    whole, broken = _Class(), _Class()
    for sign in signs:
        whole.sign(*sign)
        broken.sign(*sign)
        broken.pulse = msgspec.msgpack.decode(msgspec.msgpack.encode(broken.pulse), type=Pulse)
    assert msgspec.msgpack.encode(broken.pulse) == msgspec.msgpack.encode(whole.pulse)


def test_a_quarter_of_an_hour_is_kept_however_long_it_goes() -> None:
    room = _Class()
    for _ in range(500):
        room.sign(1, STEP_MS, 1.0, 0.5, 0.0)
    assert len(room.pulse.points) == KEPT
    assert len(msgspec.msgpack.encode(room.pulse)) < KEPT * (3 * BINS + 32) + 100
    room.sign(1, STEP_MS * 100, 1.0, 0.5, 0.0)
    assert len(room.pulse.points) == 1


def test_a_learner_counts_as_they_were_last_in_the_half_minute() -> None:
    room = _Class()
    room.sign(1, 0, 0.1, 0.1, 0.9)
    room.sign(1, 1_000, 1.0, 0.5, 0.0)
    [point] = room.pulse.points
    assert (point.engagement[-1], point.accuracy[10], point.risk[0]) == (1, 1, 1)
    assert sum(point.engagement) == sum(point.risk) == 1


@given(_signs)
def test_of_each_learner_the_last_half_minutes_are_kept_once(
    signs: list[tuple[int, int, float, float | None, float]],
) -> None:
    room, kept, last = _Class(), Kept(), dict[int, Mark]()
    for sign in signs:
        room.sign(*sign)
        if (mark := room.marks.get(0)) is not None and mark is not kept.mark:
            kept.marked(mark)
            last[mark.number] = mark
            newest = mark.number
    wanted = [mark for number, mark in sorted(last.items()) if number > newest - KEPT] if last else []
    assert kept.trail == decode(encode(kept)).trail == wanted
