"""Whatever both sides did, one pass brings them together, and nothing that somebody wrote is gone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from stoa.kernel.checksum import Checksum
from stoa.services.localization.domain.sync.reconcile import Kind, Outcome, reconcile
from stoa.services.localization.domain.sync.stand import Stand
from stoa.services.localization.domain.unit import State

Side = dict[str, Stand]
_stands = st.builds(
    Stand,
    st.sampled_from([Checksum("s1"), Checksum("s2")]),
    st.sampled_from(["", "a", "b", "c"]),
    st.sampled_from([State.INITIAL, State.TRANSLATED, State.REVIEWED]),
)
_sides = st.dictionaries(st.sampled_from(["u1", "u2", "u3", "u4"]), _stands)


def carried_out(outcome: Outcome, ours: Side, theirs: Side) -> tuple[Side, Side]:
    """Both sides once the outcome was brought."""
    left = {unit: stand for unit, stand in theirs.items() if unit not in outcome.withdraw}
    return {**ours, **outcome.pull}, {**left, **outcome.push}


@settings(deadline=None)
@given(_sides, _sides, _sides)
def test_one_pass_is_enough(base: Side, ours: Side, theirs: Side) -> None:
    first = reconcile(base, ours, theirs)
    after = reconcile(first.agreed, *carried_out(first, ours, theirs))
    assert after.settled
    assert after.conflicts == first.conflicts
    assert after.agreed == first.agreed


@settings(deadline=None)
@given(_sides, _sides, _sides)
def test_both_sides_have_the_same_but_for_conflicts(base: Side, ours: Side, theirs: Side) -> None:
    outcome = reconcile(base, ours, theirs)
    here, there = carried_out(outcome, ours, theirs)
    open_ = {conflict.unit for conflict in outcome.conflicts}
    assert {u: s for u, s in here.items() if u not in open_} == {
        u: s for u, s in there.items() if u not in open_
    }


@settings(deadline=None)
@given(_sides, _sides, _sides)
def test_no_change_of_either_side_is_lost(base: Side, ours: Side, theirs: Side) -> None:
    """What a side changed since both had the same is on both sides afterwards, or in a named conflict."""
    outcome = reconcile(base, ours, theirs)
    here, there = carried_out(outcome, ours, theirs)
    named = {conflict.unit: conflict for conflict in outcome.conflicts}
    for unit, stand in theirs.items():
        was = base.get(unit)
        if stand.target and (was is None or was.says() != stand.says()):
            kept = unit in named and named[unit].theirs == stand
            assert kept or (here[unit].says() == there[unit].says() == stand.says())
    for unit, stand in ours.items():
        was = base.get(unit)
        if stand.target and (was is None or was.says() != stand.says()):
            kept = unit in named and named[unit].ours == stand
            assert kept or there[unit] == here[unit] == stand


@settings(deadline=None)
@given(_sides, _sides, _sides)
def test_conflict_changes_neither_side(base: Side, ours: Side, theirs: Side) -> None:
    outcome = reconcile(base, ours, theirs)
    for conflict in outcome.conflicts:
        assert conflict.unit not in {*outcome.push, *outcome.pull, *outcome.withdraw}
        assert (conflict.ours, conflict.theirs) == (ours.get(conflict.unit), theirs[conflict.unit])
        assert conflict.base == base.get(conflict.unit)


@settings(deadline=None)
@given(_sides, st.lists(st.tuples(st.sampled_from("ot"), st.sampled_from(["u1", "u2"]), _stands)))
def test_order_and_number_of_news_do_not_matter(base: Side, edits: list[tuple[str, str, Stand]]) -> None:
    """News of changes only say where to look: looking early, late or twice ends in the same."""
    ours, theirs = dict(base), dict(base)
    for who, unit, stand in edits:
        (ours if who == "o" else theirs)[unit] = stand
    whole = reconcile(base, ours, theirs)
    seen: dict[str, Stand] = {}
    for _, unit, _ in [*reversed(edits), *edits]:
        one = reconcile(_only(base, unit), _only(ours, unit), _only(theirs, unit))
        assert one.push.get(unit) == whole.push.get(unit)
        assert one.pull.get(unit) == whole.pull.get(unit)
        assert [c for c in whole.conflicts if c.unit == unit] == list(one.conflicts)
        seen |= one.agreed
    assert seen.items() <= whole.agreed.items()


def _only(side: Side, unit: str) -> Side:
    return {unit: side[unit]} if unit in side else {}


def test_change_of_one_side_goes_to_the_other() -> None:
    source = Checksum("s")
    was, new = Stand(source, "a", State.TRANSLATED), Stand(source, "b", State.REVIEWED)
    assert reconcile({"u": was}, {"u": was}, {"u": new}).pull == {"u": new}
    assert reconcile({"u": was}, {"u": new}, {"u": was}).push == {"u": new}


def test_same_change_of_both_sides_is_no_conflict() -> None:
    was, new = Stand(Checksum("s"), "a"), Stand(Checksum("s"), "b")
    outcome = reconcile({"u": was}, {"u": new}, {"u": new})
    assert outcome.settled
    assert not outcome.conflicts
    assert outcome.agreed == {"u": new}


def test_translation_of_a_former_source_is_kept_and_named() -> None:
    was = Stand(Checksum("s1"), "a")
    theirs = Stand(Checksum("s1"), "better", State.TRANSLATED)
    (conflict,) = reconcile({"u": was}, {"u": Stand(Checksum("s2"))}, {"u": theirs}).conflicts
    assert (conflict.kind, conflict.theirs) == (Kind.OTHER_SOURCE, theirs)


def test_version_tells_stands_apart_and_nothing_else() -> None:
    one = Stand(Checksum("s"), "a", State.TRANSLATED)
    assert one.version == Stand(Checksum("s"), "a", State.TRANSLATED).version
    others = [Stand(Checksum("t"), "a", State.TRANSLATED), Stand(Checksum("s"), "b", State.TRANSLATED)]
    assert one.version not in {other.version for other in [*others, Stand(Checksum("s"), "a")]}
