"""What a bulk changes in the translation memory, and what it had written over there."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from stoa.kernel.ids import new_id
from stoa.runtime.db import UnitOfWork
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.remembered import Memory, shared_scope
from stoa.services.localization.domain.task import Task
from stoa.services.localization.store import memory


@dataclass(frozen=True, slots=True)
class Kept:
    """For the index: what is known from now on, and ids of what is not."""

    pair: LocalePair
    learnt: Sequence[Remembered] = ()
    forgotten: Sequence[UUID] = ()


async def known_before(
    work: UnitOfWork, edition: Edition, some: Sequence[Task]
) -> dict[UUID, dict[str, Any]]:
    """By unit, what the memory says to the same words in the same place."""
    if not some:
        return {}
    scope = shared_scope(edition.terms.domain)
    pair = LocalePair(some[0].source_locale, edition.locale)
    exact = await memory.exact(work, pair, [scope], {task.segment.checksum for task in some})
    return {
        task.unit.id: _told(one)
        for task in some
        for one in exact.get(task.segment.checksum, ())
        if one.context == task.segment.context
    }


async def know_again(
    work: UnitOfWork, edition: Edition, some: Sequence[tuple[Task, dict[str, Any]]]
) -> list[Remembered]:
    """What `known_before` told of them."""
    found = {
        (task.segment.checksum, task.segment.context): _memory(edition, task, told) for task, told in some
    }
    ids = await memory.remember(work, list(found.values()))
    return [
        Remembered(id_, one.scope, one.source, CodedText(one.target, one.source.codes))
        for id_, one in zip(ids, found.values(), strict=True)
    ]


def _told(one: Memory) -> dict[str, Any]:
    return {
        "target": one.target,
        "origin": one.origin,
        "unit": None if one.unit is None else str(one.unit),
        "by": None if one.by is None else str(one.by),
    }


def _memory(edition: Edition, task: Task, told: dict[str, Any]) -> Memory:
    return Memory(
        id=new_id(),
        scope=shared_scope(edition.terms.domain),
        source_locale=task.source_locale,
        target_locale=edition.locale,
        checksum=task.segment.checksum,
        context=task.segment.context,
        source=task.segment.coded,
        target=told["target"],
        origin=told["origin"],
        unit=None if told["unit"] is None else UUID(told["unit"]),
        by=None if told["by"] is None else UUID(told["by"]),
    )
