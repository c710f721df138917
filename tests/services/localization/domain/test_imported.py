"""What of a file has a place in the memory."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, mark
from stoa.services.localization.domain.exchange.unit import ExchangedUnit
from stoa.services.localization.domain.file import FileCount, FileEntry, Outcome, added
from stoa.services.localization.domain.imported import Imported, imported
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.scopes import course_of, parse_scope
from stoa.services.localization.domain.unit import State

_BOLD = (Code(CodeKind.OPEN, "<b>", 1), Code(CodeKind.CLOSE, "</b>", 1))


def unit(
    source: str, target: str | None, locale: str = "es", state: State = State.TRANSLATED
) -> ExchangedUnit:
    said = None if target is None else CodedText(target, _BOLD)
    return ExchangedUnit(None, Locale("en"), Locale(locale), CodedText(source, _BOLD), said, state)


def why(part: ExchangedUnit) -> str:
    found = imported(part, ())
    assert isinstance(found, FileEntry)
    return found.code


def test_unit_that_says_something_is_taken_without_the_space_around_it() -> None:
    found = imported(unit(" Light. ", "Luz. "), ())
    assert isinstance(found, Imported)
    assert (found.source.text, found.target) == ("Light.", "Luz.")


def test_two_targets_of_one_source_stand_side_by_side() -> None:
    one, other = (imported(unit("Light.", target), ()) for target in ("Luz.", "La luz."))
    assert isinstance(one, Imported)
    assert isinstance(other, Imported)
    assert one.checksum == other.checksum
    assert one.context != other.context


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (unit("Light.", None), "memory.no_target"),
        (unit("Light.", "  "), "memory.no_target"),
        (unit("Light.", "Luz.", state=State.INITIAL), "memory.initial"),
        (unit("12 %", "12 %"), "memory.no_words"),
        (unit("Light.", "Luz" * 9_000), "memory.too_long"),
        (unit(f"{mark(0)}Light{mark(1)}.", "Luz."), "memory.codes"),
        (unit("Light.", "Luz\x00."), "memory.characters"),
    ],
)
def test_unit_that_has_no_place_in_the_memory_is_refused_by_name(part: ExchangedUnit, code: str) -> None:
    assert why(part) == code


def test_language_of_a_file_is_taken_for_the_tenants_own_where_that_was_asked() -> None:
    found = imported(unit("Light.", "Luz.", "es-ES"), ("es", "en-GB"))
    assert isinstance(found, Imported)
    assert found.pair == LocalePair("en-GB", "es")
    kept = imported(unit("Light.", "Luz.", "pt-BR"), ("es",))
    assert isinstance(kept, Imported)
    assert kept.pair == LocalePair("en", "pt-BR")


@given(st.lists(st.sampled_from(list(Outcome)), max_size=30), st.integers(0, 30))
def test_counts_of_a_report_do_not_depend_on_how_the_file_was_cut_into_batches(
    outcomes: list[Outcome], cut: int
) -> None:
    pair = LocalePair("en", "es")
    ended = [(pair, one) for one in outcomes]
    whole: list[FileCount] = added([], ended)
    assert added(added([], ended[:cut]), ended[cut:]) == whole
    assert sum(one.count for one in whole) == len(outcomes)


@pytest.mark.parametrize("text", ["everywhere", "domain:", "domain:Two Words", "course:one"])
def test_place_that_is_none_is_refused_by_name(text: str) -> None:
    with pytest.raises(Invalid, match=r"memory\.scope"):
        parse_scope(text)


def test_place_left_empty_is_the_whole_tenant() -> None:
    assert parse_scope("") == "tenant"
    assert parse_scope("domain:optics") == "domain:optics"
    assert course_of("tenant") is None
