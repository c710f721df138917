"""The state of objects, what is left, what comes next."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from stoa.services.tracking.domain.outline import Outline
from stoa.services.tracking.domain.standing import Progress, Standing, State
from tests.services.tracking.domain.courses import block, items, known, text, two_blocks, video


def standing(*completed: int, opened: tuple[int, ...] = (), outline: Outline | None = None) -> Standing:
    progress = Progress(opened=frozenset(map(known, opened)), completed=frozenset(map(known, completed)))
    return Standing(outline or two_blocks(), progress)


def states(seen: Standing) -> dict[int, State]:
    found = (seen.outline.get(known(number)) for number in range(1, 8))
    return {thing.id.int: seen.state(thing) for thing in found if thing is not None}


def test_at_the_start_what_needs_nothing_is_open() -> None:
    assert states(standing()) == {
        1: State.OPEN,
        2: State.OPEN,
        3: State.OPEN,
        4: State.LOCKED,
        5: State.LOCKED,
        6: State.LOCKED,
        7: State.LOCKED,
    }


def test_a_block_opens_with_everything_in_it_when_the_block_before_is_completed() -> None:
    seen = standing(2, 3)
    assert states(seen)[1] is State.COMPLETED
    assert states(seen)[5] is State.OPEN
    assert states(seen)[7] is State.LOCKED


def test_a_locked_object_names_what_it_waits_for() -> None:
    seen = standing(2)
    locked = seen.outline.get(known(5))
    assert locked is not None
    assert [thing.title for thing in seen.waits_for(locked)] == ["Block 1"]


def test_what_is_completed_stays_so_when_its_prerequisite_comes_later() -> None:
    assert states(standing(7))[7] is State.COMPLETED


def test_a_prerequisite_that_is_gone_holds_nothing_back() -> None:
    seen = standing(outline=Outline([text(2, requires=(99,))]))
    assert seen.state(seen.outline.steps[0]) is State.OPEN


def test_an_opened_object_is_in_progress_and_so_is_its_block() -> None:
    assert states(standing(opened=(2,)))[2] is State.IN_PROGRESS
    assert states(standing(opened=(2,)))[1] is State.IN_PROGRESS


def test_optional_objects_count_neither_for_the_share_nor_for_the_minutes() -> None:
    seen = standing(2, 6)
    assert seen.counted() == (1, 4)
    assert seen.minutes_left() == 8  # 0.5 + 2 + 5 minutes, rounded up


def test_sets_inside_a_video_are_no_steps() -> None:
    outline = Outline([video(1, sets=(2,)), items(2, in_video=1), text(3)])
    assert [step.id.int for step in outline.steps] == [1, 3]
    assert outline.countable == {known(1), known(3)}


def test_one_resumes_exactly_where_one_left_even_if_it_is_completed() -> None:
    found = standing(2, 3).resume_at(known(3))
    assert found is not None
    assert found.id == known(3)


def test_one_resumes_at_the_next_step_when_the_place_is_gone_or_locked() -> None:
    for left in (99, 7):
        found = standing(2).resume_at(known(left))
        assert found is not None
        assert found.id == known(3)


def test_the_next_step_is_looked_for_behind_and_then_from_the_start() -> None:
    found = standing(2, 5, 7).next_step(known(7))
    assert found is not None
    assert found.id == known(3)
    assert standing(2, 3, 5, 7).next_step() is None


def test_blocks_in_each_other_end_in_no_endless_walk() -> None:
    outline = Outline([block(1, parent=2), block(2, parent=1), text(3, parent=1)])
    assert [thing.id.int for thing in outline.ancestors(outline.steps[0])] == [1, 2]


@given(st.sets(st.integers(2, 7)))
def test_more_progress_never_locks_or_takes_back(completed: set[int]) -> None:
    order = [State.LOCKED, State.OPEN, State.IN_PROGRESS, State.COMPLETED]
    before, after = states(standing(*completed)), states(standing(*completed | {5}))
    assert all(order.index(before[thing]) <= order.index(after[thing]) for thing in before)
    assert standing(*completed).share() <= standing(*completed | {5}).share()


@given(st.sets(st.integers(2, 7)))
def test_share_and_minutes_agree_at_the_ends(completed: set[int]) -> None:
    seen = standing(*completed)
    assert 0 <= seen.share() <= 1
    assert (seen.share() == 1) == (seen.minutes_left() == 0) == (seen.next_step() is None)


@given(
    st.lists(st.tuples(st.integers(1, 12), st.integers(0, 12)), max_size=12, unique_by=lambda pair: pair[0])
)
def test_every_step_is_in_the_tree_once_whatever_the_parents(pairs: list[tuple[int, int]]) -> None:
    outline = Outline([text(number, parent=parent if parent < number else None) for number, parent in pairs])

    def below(parent: UUID | None) -> list[UUID]:
        return [found for child in outline.children(parent) for found in (child.id, *below(child.id))]

    assert sorted(below(None)) == sorted(step.id for step in outline.steps)
