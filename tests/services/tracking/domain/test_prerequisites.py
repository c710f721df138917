"""Prerequisites: who lacks what, and courses that nobody could ever begin."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Conflict, Invalid
from stoa.services.tracking.domain.prerequisite import (
    MOST_REQUIRED,
    Prerequisite,
    check_required,
    check_satisfied,
    lacking,
)
from tests.services.tracking.domain.courses import known

COURSES = [known(number) for number in range(5)]
_graphs = st.dictionaries(st.sampled_from(COURSES), st.sets(st.sampled_from(COURSES)))


def test_every_course_that_is_missing_is_named() -> None:
    left = [Prerequisite(known(1), "Light", False), Prerequisite(known(2), "Sound", True)]
    check_satisfied(left[1:])
    with pytest.raises(Conflict) as refused:
        check_satisfied([*left, Prerequisite(known(3), "Heat", False)])
    assert refused.value.data == {"courses": "“Light”, “Heat”"}


def test_who_lacks_one_course_of_several_lacks() -> None:
    satisfied = {known(1): {known(8), known(9)}, known(2): {known(9)}}
    learners = [known(1), known(2), known(3)]
    assert lacking(learners, [known(8), known(9)], satisfied) == {known(2), known(3)}
    assert lacking(learners, [], satisfied) == set()


def test_course_does_not_require_itself_however_far_around() -> None:
    requires = {known(1): [known(2)], known(2): [known(3)]}
    check_required(known(0), [known(1)], requires)
    for circle in ([known(3)], [known(1)], [known(2), known(3)]):
        with pytest.raises(Invalid, match=r"prerequisites\.circle"):
            check_required(known(3), circle, requires)


def test_course_requires_only_so_many_others() -> None:
    with pytest.raises(Invalid, match=r"prerequisites\.too_many"):
        check_required(known(0), [known(number + 1) for number in range(MOST_REQUIRED + 1)], {})


@given(asked=st.lists(st.tuples(st.sampled_from(COURSES), st.sets(st.sampled_from(COURSES))), max_size=12))
def test_some_course_can_always_be_begun(asked: list[tuple[UUID, set[UUID]]]) -> None:
    """Whatever is asked for in whatever order: what was let through leaves an order to take all courses."""
    requires: dict[UUID, set[UUID]] = {}
    for course, required in asked:
        try:
            check_required(course, required, requires)
        except Invalid:
            continue
        requires[course] = required
    taken: set[UUID] = set()
    while len(taken) < len(COURSES):
        open_now = {one for one in COURSES if one not in taken and requires.get(one, set()) <= taken}
        assert open_now
        taken |= open_now
