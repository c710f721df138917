"""What is wrong with an edition, and what only looks so."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from stoa.kernel.ids import new_id
from stoa.services.localization.domain.edition import Policy
from stoa.services.localization.domain.findings import GROUPS, Finding, Kind, Looked, found_of

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
LONG_AGO, JUST_NOW = NOW - timedelta(hours=1), NOW - timedelta(minutes=1)
SOUND = Looked(
    course=new_id(),
    locale="es",
    policy=Policy.TRANSLATED,
    share=1.0,
    segments=10,
    translated=10,
    reviewed=4,
    unasked=0,
    unqueued=0,
    moved_at=LONG_AGO,
    cut=True,
    open=0,
    settled=True,
    told_at=LONG_AGO,
    version=3,
    shown=3,
    heard_of=True,
)


def kinds(seen: Looked) -> list[Kind]:
    return [one.kind for one in found_of(seen, NOW)]


def test_nothing_is_wrong_with_an_edition_that_readers_have() -> None:
    assert kinds(SOUND) == []


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"unasked": 2, "translated": 8, "settled": False}, Kind.UNASKED),
        ({"unqueued": 2, "translated": 8, "settled": False}, Kind.UNQUEUED),
        ({"settled": False}, Kind.STALE),
        ({"settled": False, "policy": Policy.FALLBACK, "share": 0.5, "translated": 5}, Kind.STALE),
        ({"version": None}, Kind.LOST),
        ({"shown": None}, Kind.WITHDRAWN),
        ({"shown": 2}, Kind.OTHER_VERSION),
    ],
)
def test_each_fault_is_found_by_its_name(changed: dict[str, object], kind: Kind) -> None:
    assert kinds(replace(SOUND, **changed)) == [kind]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "changed",
    [
        {"settled": False, "moved_at": JUST_NOW},
        {"settled": False, "open": 1},
        {"settled": False, "cut": False, "unasked": 3},
        {"settled": False, "translated": 9},
        {"settled": False, "policy": Policy.REVIEWED},
        {"version": None, "told_at": JUST_NOW},
        {"version": None, "told_at": None},
    ],
)
def test_what_is_under_way_or_waits_for_people_is_no_fault(changed: dict[str, object]) -> None:
    assert kinds(replace(SOUND, **changed)) == []  # type: ignore[arg-type]


def test_every_kind_belongs_to_one_group() -> None:
    grouped = [kind for members in GROUPS.values() for kind in members]
    assert sorted(grouped) == sorted(Kind)


@pytest.mark.parametrize(
    ("kind", "editor", "administrator"),
    [
        (Kind.STALE, True, True),
        (Kind.UNITS_DIFFER, False, True),
        (Kind.LOG_BROKEN, False, False),
        (Kind.OTHER_VERSION, False, False),
    ],
)
def test_what_a_person_has_to_decide_is_not_mended_with_the_rest(
    kind: Kind, editor: bool, administrator: bool
) -> None:
    finding = Finding(new_id(), kind, new_id(), "Optics", "es", 1, NOW, None)
    assert finding.repaired_with_all(administrator=False) is editor
    assert finding.repaired_with_all(administrator=True) is administrator
