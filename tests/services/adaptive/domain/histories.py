"""What learners may do, made by hypothesis: any order, any numbers a browser may send."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from hypothesis import strategies as st

from stoa.services.adaptive.domain.calibration import UNKNOWN
from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.course_object import CourseObject
from stoa.services.adaptive.domain.kept import Kept, decode, encode
from stoa.services.adaptive.domain.learning import Learning
from stoa.services.adaptive.domain.response import Response

NOON = 1_800_000_000_000
TEXT, FILM, CHECKPOINT, QUIZ = (UUID(int=number) for number in range(1, 5))
ITEMS = tuple(UUID(int=number) for number in range(10, 16))
DECISION = UUID(int=99)
COURSE = CourseMap(
    (
        CourseObject(TEXT, "text", skills=("light",), levels=frozenset({"standard", "simpler", "deeper"})),
        CourseObject(FILM, "video", duration_s=300.0, skills=("light",)),
        CourseObject(CHECKPOINT, "items", skills=("light",), in_video=FILM),
        CourseObject(QUIZ, "items", skills=("light", "shadow")),
    )
)

Act = tuple[str, tuple[Any, ...]]

things = st.sampled_from([TEXT, FILM, CHECKPOINT, QUIZ])
items = st.sampled_from(ITEMS)
lengths = st.integers(0, 10_000_000)
seconds = st.floats(0, 400)
shares = st.floats(0, 1)
rates = st.sampled_from([0.5, 1.0, 1.5, 2.0, 3.0])
levels = st.sampled_from(["standard", "simpler", "deeper"])


def _act(name: str, *arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Act]:
    return st.tuples(st.just(name), st.tuples(*arguments))


responses = st.builds(
    Response,
    item=items,
    skills=st.sampled_from([(), ("light",), ("light", "shadow")]),
    share=st.one_of(st.sampled_from([0.0, 1.0]), shares),
    tries=st.integers(1, 4),
    hints=st.integers(0, 3),
)

acts: st.SearchStrategy[Act] = st.one_of(
    _act("opened", things, levels, st.floats(0, 3600)),
    _act("left", things),
    _act("visible", st.booleans()),
    _act("focused", st.booleans()),
    _act("reached", things, shares),
    _act("spent", things, lengths, lengths, lengths, st.integers(0, 500), st.integers(0, 500)),
    _act("played", things, seconds),
    _act("paused", things, seconds),
    _act("sought", things, seconds, seconds),
    _act("rated", things, seconds, rates),
    _act("stalled", things, seconds, lengths),
    _act("watched", things, seconds, seconds, st.sampled_from([0.0, 300.0, 86_400.0]), rates),
    _act("item_shown", items),
    _act("item_begun", items, lengths, st.just(UNKNOWN)),
    _act("item_changed", st.integers(0, 1000)),
    _act("hint_asked"),
    _act("item_skipped", items),
    _act("answered", responses, st.just(UNKNOWN)),
    _act("decision_shown", st.just(DECISION)),
    _act("decision_taken", st.just(DECISION)),
    _act("decision_declined", st.just(DECISION)),
)
gaps = st.one_of(st.integers(0, 20_000), st.integers(0, 100 * 3_600_000))
histories = st.lists(st.tuples(gaps, acts, st.booleans()), max_size=40)

History = Iterable[tuple[int, Act, bool]]


def play(learning: Learning, history: History) -> Learning:
    """Each act after the gap before it; the last of the three says whether it came late."""
    at = learning.at or NOON
    for gap, (name, arguments), late in history:
        at += gap
        getattr(learning, name)(at, *arguments, late=late)
        learning.sequence += 1
    return learning


def kept(learning: Learning) -> bytes:
    """As it lies in safe keeping."""
    return encode(Kept(learning))


def taken_up(data: bytes) -> Learning:
    """By whoever goes on from there."""
    return decode(data).learning
