"""Registrations: what a page or a report needs of one, in one statement."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Row,
    Select,
    Uuid,
    and_,
    bindparam,
    func,
    literal,
    or_,
    select,
    true,
    update,
)
from sqlalchemy.dialects.postgresql import insert

from stoa.runtime.db import ReadSession, UnitOfWork
from stoa.runtime.db.rows import among
from stoa.services.tracking.domain.admission import Way
from stoa.services.tracking.domain.announcement import MOST_HEADLINES
from stoa.services.tracking.domain.catalogue import with_pilots
from stoa.services.tracking.domain.learning_object import Level
from stoa.services.tracking.domain.place import Place
from stoa.services.tracking.domain.registration import ObjectState, Participation, Registration
from stoa.services.tracking.domain.standing import Progress
from stoa.services.tracking.domain.watching import Watched
from stoa.services.tracking.store.announcements import headline_from, newest_json, unread_count
from stoa.services.tracking.store.conversations import has_unread
from stoa.services.tracking.store.courses import pilots_json, version_from, versions_json
from stoa.services.tracking.store.naming import is_archived
from stoa.services.tracking.store.runs import run_from
from stoa.services.tracking.tables import enrolments, object_states, registrations, runs

_RUN = [column.label(f"run_{column.name}") for column in runs.c]
_STATE = [column.label(f"state_{column.name}") for column in object_states.c]


def _participations(thing: ColumnElement[UUID] = registrations.c.place_object) -> Select[Any]:
    """With the state of the object given, or of that where the learner was last."""
    at_object = and_(object_states.c.registration == registrations.c.id, object_states.c.object == thing)
    return (
        select(
            registrations,
            enrolments.c.active,
            enrolments.c.way,
            versions_json(registrations.c.course).label("versions"),
            pilots_json(registrations.c.course, registrations.c.run).label("pilots"),
            *_RUN,
            *_STATE,
        )
        .join(runs, runs.c.id == registrations.c.run)
        .join(enrolments, enrolments.c.registration == registrations.c.id)
        .outerjoin(object_states, at_object)
    )


_UNREAD = unread_count(registrations.c.run, registrations.c.learner).label("unread")
_ONE = registrations.c.id == bindparam("registration", type_=Uuid)
_LAST_PLACE = _participations().where(_ONE)
_AT_OBJECT = _participations(bindparam("thing", type_=Uuid)).where(_ONE)
_LAST_PLACE_TOLD, _AT_OBJECT_TOLD = _LAST_PLACE.add_columns(_UNREAD), _AT_OBJECT.add_columns(_UNREAD)
_OWN = (
    _participations()
    .add_columns(_UNREAD, has_unread(registrations.c.id, registrations.c.learner).label("answered"))
    .where(registrations.c.learner == bindparam("learner", type_=Uuid), enrolments.c.active)
    .order_by(registrations.c.last_seen_at.desc().nulls_last(), enrolments.c.at.desc())
    .limit(bindparam("most", type_=Integer))
)
_OWN_IN_COURSE = _OWN.where(registrations.c.course == bindparam("course", type_=Uuid)).add_columns(
    newest_json(registrations.c.run, registrations.c.learner, MOST_HEADLINES).label("headlines"),
    is_archived(registrations.c.course).label("archived"),
)
"""Made once: every page that learners read asks one of these."""


async def load(
    read: ReadSession, registration: UUID, thing: UUID | None = None, *, told: bool = False
) -> Participation | None:
    """told: with what is unread of what its learners were told."""
    if thing is None:
        row = await read.one(_LAST_PLACE_TOLD if told else _LAST_PLACE, {"registration": registration})
    else:
        at_object = _AT_OBJECT_TOLD if told else _AT_OBJECT
        row = await read.one(at_object, {"registration": registration, "thing": thing})
    return None if row is None else _participation(row)


async def load_locked(work: UnitOfWork, registration: UUID, thing: UUID) -> Participation | None:
    """Nobody else changes the registration until the end of the transaction."""
    held = select(registrations.c.id).where(registrations.c.id == registration).with_for_update()
    if await work.value(held) is None:
        return None
    return await load(work, registration, thing)


async def of_learner(read: ReadSession, learner: UUID, most: int) -> Sequence[Participation]:
    """Those with an active enrolment, the one used last first."""
    rows = await read.all(_OWN, {"learner": learner, "most": most})
    return [_participation(row) for row in rows]


async def in_course(read: ReadSession, course: UUID, learner: UUID) -> Participation | None:
    """The one used last of those with an active enrolment, with what its learners were told last."""
    row = await read.one(_OWN_IN_COURSE, {"learner": learner, "course": course, "most": 1})
    if row is None:
        return None
    return replace(_participation(row), headlines=tuple(map(headline_from, row.headlines or ())))


async def save(work: UnitOfWork, registration: Registration) -> None:
    progress = registration.progress
    await work.run(
        update(registrations)
        .where(registrations.c.id == registration.id)
        .values(
            locale=registration.locale,
            level=registration.level,
            opened=list(progress.opened),
            attempted=list(progress.attempted),
            completed=list(progress.completed),
            share=registration.share,
            place_object=registration.place_object,
            place_at=registration.place_at,
            last_seen_at=registration.last_seen_at,
            completed_at=registration.completed_at,
            scaled=registration.scaled,
            passed=registration.passed,
            change=registration.change,
        )
    )


async def save_state(work: UnitOfWork, registration: UUID, thing: UUID, state: ObjectState) -> None:
    place = state.place
    row = {
        "tenant_id": work.tenant,
        "registration": registration,
        "object": thing,
        "opened_at": state.opened_at,
        "completed_at": state.completed_at,
        "watched": [second for interval in state.watched.intervals for second in interval],
        "best_scaled": state.best_scaled,
        "attempts": state.attempts,
        "last_scaled": state.last_scaled,
        "last_at": state.last_at,
        "passed": state.passed,
        "anchor": place.anchor if place else None,
        "second": place.second if place else None,
        "place_at": place.at if place else None,
        "decision": state.decision,
        "decision_change": state.decision_change,
    }
    statement = insert(object_states).values(row)
    key = ("tenant_id", "registration", "object")
    changed = {name: statement.excluded[name] for name in row if name not in key}
    await work.run(statement.on_conflict_do_update(index_elements=list(key), set_=changed))


async def load_state(read: ReadSession, registration: UUID, thing: UUID) -> ObjectState | None:
    row = await read.one(
        select(*_STATE).where(object_states.c.registration == registration, object_states.c.object == thing)
    )
    return None if row is None else _state(row)


async def states(read: ReadSession, registration: UUID, things: Collection[UUID]) -> dict[UUID, ObjectState]:
    """Of those of the objects that have one."""
    of = object_states.c.registration == registration, among(object_states.c.object, things)
    rows = await read.all(select(*_STATE).where(*of))
    return {row.state_object: state for row in rows if (state := _state(row)) is not None}


async def scores(read: ReadSession, ids: Collection[UUID]) -> dict[UUID, dict[UUID, float]]:
    """What item sets count, by registration and item set."""
    scaled = func.coalesce(object_states.c.decision, object_states.c.best_scaled)
    rows = await read.all(
        select(object_states.c.registration, object_states.c.object, scaled.label("scaled")).where(
            object_states.c.registration.in_(ids), scaled.is_not(None)
        )
    )
    found: dict[UUID, dict[UUID, float]] = {one: {} for one in ids}
    for row in rows:
        found[row.registration][row.object] = row.scaled
    return found


async def lock_of_course(
    work: UnitOfWork, course: UUID, runs: Collection[UUID] | None, after: UUID, most: int
) -> Sequence[Registration]:
    """Those with progress, by id from the cursor on. Nobody else changes them until the end.

    runs: None for all of the course.
    """
    progressed = or_(registrations.c.completed != [], registrations.c.attempted != [])
    within = true() if runs is None else among(registrations.c.run, runs)
    rows = await work.all(
        select(registrations)
        .where(registrations.c.course == course, registrations.c.id > after, progressed, within)
        .order_by(registrations.c.id)
        .limit(most)
        .with_for_update()
    )
    return [registration_from(row) for row in rows]


async def completed_objects(read: ReadSession, learner: UUID) -> Sequence[Row[Any]]:
    """course, object, completed_at, best_scaled: the learner's evidence, the newest first."""
    return await read.all(
        select(
            registrations.c.course,
            object_states.c.object,
            object_states.c.completed_at,
            object_states.c.best_scaled,
        )
        .join(registrations, registrations.c.id == object_states.c.registration)
        .where(registrations.c.learner == learner, object_states.c.completed_at.is_not(None))
        .order_by(object_states.c.completed_at.desc())
        .limit(2_000)
    )


def _participation(row: Row[Any]) -> Participation:
    values = row._asdict()
    return Participation(
        registration=registration_from(row),
        run=run_from({column.name: values[f"run_{column.name}"] for column in runs.c}),
        active=row.active,
        way=Way(row.way),
        versions=with_pilots(
            tuple(map(version_from, row.versions or ())), tuple(map(version_from, row.pilots or ()))
        ),
        state=_state(row),
        unread=values.get("unread", 0),
        answered=values.get("answered", False),
        archived=values.get("archived", False),
    )


def registration_from(row: Row[Any]) -> Registration:
    return Registration(
        id=row.id,
        run=row.run,
        course=row.course,
        learner=row.learner,
        locale=row.locale,
        level=Level(row.level),
        progress=Progress(frozenset(row.opened), frozenset(row.attempted), frozenset(row.completed)),
        share=row.share,
        place_object=row.place_object,
        place_at=row.place_at,
        last_seen_at=row.last_seen_at,
        completed_at=row.completed_at,
        scaled=row.scaled,
        passed=row.passed,
        change=row.change,
    )


def _state(row: Row[Any]) -> ObjectState | None:
    if row.state_opened_at is None:
        return None
    bounds = row.state_watched
    place = Place(row.state_place_at, row.state_anchor, row.state_second) if row.state_place_at else None
    return ObjectState(
        opened_at=row.state_opened_at,
        completed_at=row.state_completed_at,
        watched=Watched(tuple(zip(bounds[::2], bounds[1::2], strict=True))),
        best_scaled=row.state_best_scaled,
        attempts=row.state_attempts,
        last_scaled=row.state_last_scaled,
        last_at=row.state_last_at,
        passed=row.state_passed,
        place=place,
        decision=row.state_decision,
        decision_change=row.state_decision_change,
    )


async def save_completion(work: UnitOfWork, registration: UUID, thing: UUID) -> None:
    """Of an object that has a state already."""
    await work.run(
        update(object_states)
        .where(
            object_states.c.registration == registration,
            object_states.c.object == thing,
            object_states.c.completed_at.is_(None),
        )
        .values(completed_at=work.now)
    )


async def is_own(read: ReadSession, registration: UUID, learner: UUID) -> bool:
    """Whether the learner may use the registration now."""
    mine = select(literal(1)).where(
        enrolments.c.registration == registration, enrolments.c.learner == learner, enrolments.c.active
    )
    return await read.value(mine) is not None


async def run_of_own(read: ReadSession, registration: UUID, learner: UUID) -> UUID | None:
    """The run of a registration that the learner may use now."""
    mine = select(enrolments.c.run).where(
        enrolments.c.registration == registration, enrolments.c.learner == learner, enrolments.c.active
    )
    found: UUID | None = await read.value(mine)
    return found
