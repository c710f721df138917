"""The index as localization calls it."""

from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from stoa.services.localization.adapters.index.memory import IndexedMemory
from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, mark
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.proposal import Origin
from stoa.services.localization.ports import FuzzyMemory

A, B = UUID(int=1), UUID(int=2)
SPANISH, FRENCH = LocalePair("en", "es"), LocalePair("en", "fr")
UNTIL = datetime(2026, 11, 1, tzinfo=UTC)
WANTED = [CodedText("Open the second page of the course")]


def unit(number: int, source: str, target: str, scope: str = "tenant") -> Remembered:
    return Remembered(UUID(int=number), scope, CodedText(source), CodedText(target))


PAGE = unit(1, "Open the first page of the course", "Abra la primera página del curso")


async def names(
    memory: FuzzyMemory, tenant: UUID, pair: LocalePair, scopes: Sequence[str] = ("tenant",)
) -> list[str]:
    [proposals] = await memory.look_up(tenant, pair, scopes, WANTED)
    return [one.by for one in proposals]


async def test_another_tenants_memory_is_never_found(tmp_path: Path) -> None:
    memory = IndexedMemory(tmp_path)
    await memory.learn(A, SPANISH, [PAGE])
    assert await names(memory, A, SPANISH) == [str(PAGE.id)]
    assert await names(memory, B, SPANISH) == []
    assert await names(memory, A, FRENCH) == []
    assert await names(memory, A, SPANISH, ["course:1"]) == []
    await memory.close()
    again = IndexedMemory(tmp_path)
    assert await names(again, A, SPANISH) == [str(PAGE.id)]
    assert await names(again, B, SPANISH) == []
    await again.close()


async def test_units_come_back_whole_with_codes_score_and_notes(tmp_path: Path) -> None:
    memory = IndexedMemory(tmp_path)
    bold = (Code(CodeKind.OPEN, "<b>", 0), Code(CodeKind.CLOSE, "</b>", 0))
    source, target = (
        CodedText(f"{mark(0)}{one}{mark(1)} 12", bold) for one in ("Open page", "Abra la página")
    )
    await memory.learn(A, SPANISH, [Remembered(UUID(int=4), "course:1", source, target, Origin.MACHINE)])
    wanted = CodedText(f"{mark(0)}Open page{mark(1)} 15", bold)
    [[proposal]] = await memory.look_up(A, SPANISH, ["tenant", "course:1"], [wanted])
    assert proposal.target == CodedText(f"{mark(0)}Abra la página{mark(1)} 15", bold)
    assert proposal.notes == ("other_scope", "machine", "repaired", "numbers")
    assert proposal.score == pytest.approx(1 - 0.13)
    await memory.close()


async def test_rebuilding_replaces_all_and_keeps_what_was_learned_meanwhile(tmp_path: Path) -> None:
    memory = IndexedMemory(tmp_path)
    await memory.learn(A, SPANISH, [PAGE])
    late = unit(3, "Open the third page of the course", "Abra la tercera página del curso")

    async def rows() -> AsyncIterator[Remembered]:
        yield unit(2, "Open the next page of the course", "Abra la página siguiente del curso")
        assert await names(memory, A, SPANISH) == [str(PAGE.id)]
        yield unit(3, "Open the second page of a course", "Abra la página dos")
        await memory.learn(A, SPANISH, [late])

    await memory.rebuild(A, SPANISH, rows(), UNTIL)
    assert sorted(await names(memory, A, SPANISH)) == [str(UUID(int=2)), str(UUID(int=3))]
    assert await memory.known_until(A, SPANISH) == UNTIL
    await memory.close()


async def test_thousands_of_new_units_are_settled_in_the_background(tmp_path: Path) -> None:
    memory = IndexedMemory(tmp_path)
    for first in range(0, 6_000, 500):
        await memory.learn(
            A, SPANISH, [unit(n, f"Sentence {n * 7919}", "x") for n in range(first, first + 500)]
        )
    await memory.learn(A, SPANISH, [PAGE], UNTIL)
    await memory.close()
    again = IndexedMemory(tmp_path)
    assert await again.known_until(A, SPANISH) == UNTIL
    [[best, *_]] = await again.look_up(A, SPANISH, ["tenant"], [CodedText(f"Sentence {4321 * 7919}")])
    assert best.by == str(UUID(int=4321))
    await again.close()


async def test_second_process_cannot_have_the_same_folder(tmp_path: Path) -> None:
    memory = IndexedMemory(tmp_path)
    with pytest.raises(BlockingIOError):
        IndexedMemory(tmp_path)
    await memory.close()


async def test_it_is_what_the_core_asks_for(tmp_path: Path) -> None:
    memory: FuzzyMemory = IndexedMemory(tmp_path)
    assert isinstance(memory, FuzzyMemory)
    await memory.close()
