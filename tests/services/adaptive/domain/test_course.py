"""What can be offered follows from the course and from what the learner has seen of it."""

from uuid import UUID

import pytest

from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.course_object import CourseObject
from stoa.services.adaptive.domain.kind import Kind
from stoa.services.adaptive.domain.learning import Learning
from stoa.services.adaptive.domain.possible import Possible, possible
from tests.services.adaptive.domain.histories import CHECKPOINT, COURSE, FILM, NOON, QUIZ, TEXT


def at(*things: UUID, level: str = "standard") -> Learning:
    """A learner who opened them one after the other."""
    learning = Learning()
    for place, thing in enumerate(things):
        learning.opened(NOON + place, thing, level, 0)
    return learning


def test_nothing_is_possible_where_nothing_is_open() -> None:
    assert possible(COURSE, Learning()) == Possible()


def test_next_object_skips_what_a_film_shows() -> None:
    assert possible(COURSE, at(FILM)).advance == QUIZ
    assert possible(COURSE, at(CHECKPOINT)).advance == QUIZ
    assert possible(COURSE, at(QUIZ)).advance is None


def test_object_that_waits_for_another_is_not_offered() -> None:
    locked = CourseObject(QUIZ, "items", requires=(FILM,))
    course = CourseMap((CourseObject(FILM, "video"), CourseObject(TEXT, "text"), locked))
    assert possible(course, at(TEXT)).advance is None
    assert possible(course, at(FILM, TEXT)).advance == QUIZ


def test_block_is_never_gone_to() -> None:
    block = CourseObject(FILM, "block")
    course = CourseMap((CourseObject(TEXT, "text"), block, CourseObject(QUIZ, "items")))
    assert possible(course, at(TEXT)).advance == QUIZ
    assert course.on_the_way == 2


@pytest.mark.parametrize("thing", [TEXT, FILM, CHECKPOINT, QUIZ])
def test_simpler_words_come_from_the_nearest_that_has_them(thing: UUID) -> None:
    assert possible(COURSE, at(thing)).simpler == TEXT


def test_words_that_are_shown_are_not_offered_again() -> None:
    assert possible(COURSE, at(TEXT, level="simpler")).simpler is None
    assert possible(COURSE, at(TEXT, level="simpler")).deeper == TEXT


def test_only_what_was_seen_is_offered_again() -> None:
    assert possible(COURSE, at(QUIZ)).repeat is None
    assert possible(COURSE, at(FILM, QUIZ)).repeat == FILM
    assert possible(COURSE, at(FILM, CHECKPOINT)).repeat == FILM


def test_object_with_other_skills_explains_nothing() -> None:
    course = CourseMap(
        (
            CourseObject(TEXT, "text", skills=("history",), levels=frozenset({"standard", "simpler"})),
            CourseObject(QUIZ, "items", skills=("light",)),
        )
    )
    assert possible(course, at(TEXT, QUIZ)).simpler is None


def test_exam_is_known_as_one() -> None:
    course = CourseMap((CourseObject(QUIZ, "items", exam=True),))
    assert possible(course, at(QUIZ)).exam


def test_each_kind_has_its_target() -> None:
    here = Possible(advance=QUIZ, simpler=TEXT, help=True)
    assert {kind: here.target(kind) for kind in Kind if here.allows(kind)} == {
        Kind.ADVANCE: QUIZ,
        Kind.SIMPLER: TEXT,
        Kind.HELP: None,
    }


def test_time_expected_is_the_editors_the_films_or_the_words() -> None:
    assert CourseObject(TEXT, "text", minutes=2).expected_s(1000) == 120
    assert COURSE.expected_s(FILM, 40) == 300
    assert COURSE.expected_s(TEXT, 400) == 120
    assert COURSE.expected_s(UUID(int=77), 400) == 0
