"""What a unit of the memory is worth for a segment."""

from uuid import UUID

import pytest

from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, mark
from stoa.services.localization.domain.memory.match import (
    POINTS,
    Circumstances,
    Match,
    MatchKind,
    Penalty,
    judge,
    proposed,
)
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.memory.similarity import plain, similarity
from stoa.services.localization.domain.proposal import Origin

PICTURE = (Code(CodeKind.ALONE, '<img src="a.png">'),)
OTHER_PICTURE = (Code(CodeKind.ALONE, '<img src="b.png">'),)


def unit(source: CodedText, target: str = "Una frase", origin: Origin = Origin.PERSON) -> Remembered:
    return Remembered(UUID(int=1), "tenant", source, CodedText(target, source.codes), origin)


def match(wanted: CodedText, known: Remembered, **circumstances: bool) -> Match:
    return judge(wanted, known, "es", Circumstances(**circumstances))


def test_same_words_are_exact_and_in_the_same_context_more() -> None:
    same = CodedText("A sentence")
    assert (match(same, unit(same)).kind, match(same, unit(same)).percent) == (MatchKind.EXACT, 100)
    in_context = match(same, unit(same), same_context=True)
    assert (in_context.kind, in_context.percent, in_context.score) == (MatchKind.CONTEXT, 101, 1)


def test_similarity_counts_characters_against_the_longer_text() -> None:
    assert similarity("A page", "A pages") == pytest.approx(6 / 7)
    assert similarity("a page", "A page") == pytest.approx(5 / 6)


def test_codes_and_spacing_do_not_count_as_words() -> None:
    assert plain(CodedText(f"  A {mark(0)} cafe\u0301\n", PICTURE)) == "A caf\u00e9"


@pytest.mark.parametrize(
    ("circumstance", "penalty"),
    [("stale", Penalty.STALE), ("alternative", Penalty.ALTERNATIVE)],
)
def test_each_circumstance_costs_its_points(circumstance: str, penalty: Penalty) -> None:
    same = CodedText("A sentence")
    found = match(same, unit(same), **{circumstance: True})
    assert found.penalties == (penalty,)
    assert found.score == pytest.approx(1 - POINTS[penalty] / 100)
    assert found.percent < 100


def test_other_scopes_machines_and_imports_cost_points() -> None:
    same = CodedText("A sentence")
    assert match(same, unit(same), own_scope=False).penalties == (Penalty.OTHER_SCOPE,)
    assert match(same, unit(same, origin=Origin.MACHINE)).penalties == (Penalty.MACHINE,)
    assert match(same, unit(same, origin=Origin.IMPORT)).penalties == (Penalty.IMPORTED,)


def test_other_codes_are_a_penalty_and_no_exact_match() -> None:
    found = match(CodedText(f"A{mark(0)} sentence", PICTURE), unit(CodedText("A sentence")))
    assert found.kind is MatchKind.FUZZY
    assert Penalty.CODES in found.penalties


def test_other_mark_up_of_the_same_shape_is_a_small_penalty() -> None:
    wanted = CodedText(f"A{mark(0)} sentence", OTHER_PICTURE)
    found = match(wanted, unit(CodedText(f"A{mark(0)} sentence", PICTURE), f"Una{mark(0)} frase"))
    assert (found.kind, found.penalties) == (MatchKind.EXACT, (Penalty.MARKUP,))
    assert found.target == CodedText(f"Una{mark(0)} frase", OTHER_PICTURE)


def test_repaired_match_is_worth_more_than_it_was_and_less_than_exact() -> None:
    found = match(CodedText("Wait 20 minutes"), unit(CodedText("Wait 15 minutes"), "Espere 15 minutos"))
    assert found.kind is MatchKind.FUZZY
    assert found.similarity < found.score < 1
    proposal = proposed(found)
    assert proposal.target.text == "Espere 20 minutos"
    assert proposal.notes == ("repaired", "numbers")
    assert (proposal.origin, proposal.by) == (Origin.FUZZY, str(UUID(int=1)))
