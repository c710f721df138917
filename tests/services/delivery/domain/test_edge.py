"""What should lie at hand at the edge."""

from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from stoa.services.delivery.domain.edge import AtHand, Copy, Wanted, copies, fitting

LIGHT, SOUND = UUID(int=1), UUID(int=2)


def version(content: UUID, number: int, locale: str = "en") -> Wanted:
    return Wanted(content, number, locale, key=f"{content}/{number}", checksum="0" * 64)


def at_hand(*activations: tuple[int, Wanted]) -> list[Wanted]:
    fold = AtHand()
    for number, wanted in activations:
        fold.take(number, wanted)
    return fold.wanted()


def test_the_active_versions_come_before_those_they_replaced() -> None:
    first, second, other = version(LIGHT, 1), version(LIGHT, 2), version(SOUND, 1)
    assert at_hand((1, first), (1, other), (2, second)) == [second, other, first]


def test_a_roll_back_keeps_what_it_replaced() -> None:
    first, second, third = (version(LIGHT, number) for number in (1, 2, 3))
    assert at_hand((1, first), (2, second), (3, third), (4, first)) == [first, third]


def test_locales_are_activated_by_themselves() -> None:
    english, spanish = version(LIGHT, 1), version(LIGHT, 1, "es")
    assert at_hand((1, english), (1, spanish)) == [spanish, english]


@given(st.integers())
def test_the_latest_activation_is_known_whatever_came_late_or_twice(seed: int) -> None:
    activations = [(number, version(LIGHT, number)) for number in range(1, 6)] * 2
    Random(seed).shuffle(activations)
    assert at_hand(*activations)[0] == version(LIGHT, 5)


def test_only_what_the_edge_would_tell_alike_is_copied_the_smallest_first() -> None:
    address = version(LIGHT, 1).address()
    page = Copy(f"{address}pages/1/standard.html", "a", 30)
    drawing = Copy(f"{address}media/1-eye.SVG", "b", 20)
    raw = Copy(f"{address}media/1-thing", "c", 10)
    assets = [
        (page, "text/html; charset=utf-8"),
        (drawing, "image/svg+xml"),
        (raw, "application/octet-stream"),
        (Copy(f"{address}media/1-hidden.html", "d", 1), "application/octet-stream"),
        (Copy(f"{address}media/1-notes.vtt", "e", 1), "text/vtt"),
        (Copy(f"{address}media/../../outside.txt", "f", 1), "text/plain"),
        (Copy(f"{address}media/.hidden.txt", "g", 1), "text/plain"),
        (Copy("elsewhere/1.html", "h", 1), "text/html; charset=utf-8"),
    ]
    assert copies(assets) == [raw, drawing, page]


def test_as_many_are_taken_as_there_is_room_for() -> None:
    three = [Copy(str(size), "", size) for size in (1, 2, 3)]
    assert fitting(three, 6) == three
    assert fitting(three, 5) == three[:2]
    assert fitting(three, 0) == fitting(three, -5) == []
