"""A unit as it becomes by a word about many, and as it is put back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from stoa.services.localization.domain.bulk import DONE, RESTORED, BulkUnit, Candidate, Deed, Word
from stoa.services.localization.domain.cascade import asked_of_people
from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.estimate import estimate_of
from stoa.services.localization.domain.judgement import BREAKING, asks
from stoa.services.localization.domain.post_edit import PostEdit
from stoa.services.localization.domain.task import Task
from stoa.services.localization.domain.unit import State, Unit

ACTIONS = {Deed.ACCEPT: "taken", Deed.SEND_BACK: "rejected", Deed.SET_STATE: "set"}
"""Words of the log. What is taken with others tells nothing of how much had to be changed in it."""


def candidate_of(task: Task, person: UUID, now: datetime, stopping: frozenset[str]) -> Candidate:
    """stopping: names of the checks that stop its target now."""
    unit, waiting = task.unit, task.waiting
    return Candidate(
        state=unit.state,
        empty=not unit.target,
        stale=unit.source != task.segment.checksum,
        breaks=not BREAKING.isdisjoint(stopping),
        stops=bool(stopping),
        waiting=waiting is not None,
        held=waiting is not None and waiting.is_held(now) and waiting.holder != person,
        own=waiting is not None and waiting.not_by == person,
        drafted=waiting is not None and bool(waiting.draft) and waiting.holder != person,
        persons=unit.by is not None or (waiting is not None and bool(waiting.draft)),
    )


def changed(unit: Unit, word: Word, person: UUID, now: datetime) -> Unit:
    """What was sent back, or has another state."""
    state = word.to if word.deed is Deed.SET_STATE and word.to is not None else State.INITIAL
    return replace(unit, state=state, by=person, version=unit.version + 1, changed_at=now)


def kept(task: Task) -> dict[str, Any]:
    """What a unit is put back from: all that people's words change, and what was asked of people."""
    unit, waiting = task.unit, task.waiting
    queue = waiting and {
        "kind": waiting.kind.value,
        "wanted_at": waiting.wanted_at.isoformat(),
        "draft": waiting.draft,
        # Only a release of before asks for it.
        "not_by": None if waiting.not_by is None else str(waiting.not_by),
        "skipped": waiting.skipped,
    }
    return {
        "state": int(unit.state),
        "origin": unit.origin,
        "engine": unit.engine,
        "by": None if unit.by is None else str(unit.by),
        "queue": queue,
    }


def kept_whole(task: Task) -> dict[str, Any]:
    """With what memory and machines change."""
    unit = task.unit
    return {
        **kept(task),
        "target": unit.target,
        "score": unit.score,
        "checks": list(unit.checks),
        "estimate": None if unit.estimate is None else unit.estimate.kept(),
    }


def obstacle_back(one: BulkUnit, word: Word, task: Task | None, now: datetime) -> str:
    """Code of what is in the way of putting it back; empty where nothing is."""
    if task is None:
        return "unit.unknown"
    waiting = task.waiting
    if waiting is not None and waiting.is_held(now):
        return "post_edit.taken"
    if word.deed is not Deed.PUT_ASIDE and task.unit.version != one.after:
        return "unit.changed"
    if waiting is not None and waiting.draft and waiting.draft != _draft_left(one, word):
        return "bulk.drafted"
    if word.deed is not Deed.PUT_ASIDE:
        return ""
    return "" if waiting is not None and waiting.skipped == one.after else "post_edit.unknown"


def _draft_left(one: BulkUnit, word: Word) -> str | None:
    """What the word left of a draft: whoever is asked anew begins anew."""
    queue = (one.before or {}).get("queue")
    return queue["draft"] if word.deed is Deed.PUT_ASIDE and queue else None


def restored(unit: Unit, before: Mapping[str, Any], now: datetime) -> Unit:
    """With what the checks say of it by now: where no person said so, it goes by them, as of `rechecked`."""
    by = None if before["by"] is None else UUID(before["by"])
    unit = _with_target(unit, before) if "target" in before else unit
    holds_back = by is None and asks(unit.checks)
    return replace(
        unit,
        state=State.INITIAL if holds_back else State(before["state"]),
        origin=before["origin"],
        engine=before["engine"],
        by=by,
        version=unit.version + 1,
        changed_at=now,
    )


def _with_target(unit: Unit, before: Mapping[str, Any]) -> Unit:
    """As of `kept_whole`; whoever puts it back has it held against the glossary of now."""
    return replace(
        unit,
        target=before["target"],
        score=before["score"],
        checks=tuple(before["checks"]),
        estimate=estimate_of(before["estimate"]),
    )


def asked_again(unit: Unit, before: Mapping[str, Any], edition: Edition, now: datetime) -> PostEdit | None:
    """What is to be asked of people on the terms of now; what was asked before goes on as it was."""
    asked, queue = asked_of_people(unit, edition, now), before["queue"]
    if asked is None or queue is None:
        return asked
    return replace(
        asked,
        wanted_at=datetime.fromisoformat(queue["wanted_at"]),
        draft=queue["draft"],
        skipped=queue["skipped"],
    )


def counted(counts: Mapping[str, int], some: list[str], *, undo: bool) -> dict[str, int]:
    """Counts with the outcomes of some more units."""
    found = dict(counts)
    for outcome in some:
        name = f"undo:{outcome}" if undo and outcome != RESTORED else outcome
        found[name] = found.get(name, 0) + 1
    return found


def was_done(one: BulkUnit) -> bool:
    return one.outcome == DONE
