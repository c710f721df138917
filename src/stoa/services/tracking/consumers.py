"""What other services tell, and what it changes here."""

from stoa.contracts.assessment import AttemptSubmitted, ScoreOverridden
from stoa.contracts.content import CourseArchived, CourseRestored
from stoa.contracts.delivery import ManifestActivated, ManifestWithdrawn, PilotActivated, PilotEnded
from stoa.contracts.identity import (
    GroupChanged,
    PersonDeactivated,
    PersonReactivated,
    PersonRegistered,
    RolesChanged,
    WardsChanged,
)
from stoa.runtime.caller import Caller
from stoa.runtime.consumer import consumer
from stoa.runtime.db import Database
from stoa.services.tracking.commands import courses, outcomes, people, progress
from stoa.services.tracking.domain.advance import Attempted, Decided
from stoa.services.tracking.domain.version import CourseRenewed, PilotTurned
from stoa.services.tracking.ports import Shelf


@consumer(ManifestActivated)
async def on_manifest_activated(event: ManifestActivated, caller: Caller, db: Database, shelf: Shelf) -> None:
    version = await shelf.version(caller.tenant, event.key, event.checksum)
    await courses.activate(
        db, caller, version, activation=event.activation, key=event.key, checksum=event.checksum
    )


@consumer(ManifestWithdrawn)
async def on_manifest_withdrawn(event: ManifestWithdrawn, caller: Caller, db: Database) -> None:
    await courses.withdraw(db, caller, event.course, event.locale, event.activation)


@consumer(PilotActivated)
async def on_pilot_activated(event: PilotActivated, caller: Caller, db: Database) -> None:
    await courses.pilot(db, caller, event)


@consumer(PilotEnded)
async def on_pilot_ended(event: PilotEnded, caller: Caller, db: Database) -> None:
    await courses.end_pilot(db, caller, event)


@consumer(CourseRenewed)
async def on_course_renewed(event: CourseRenewed, caller: Caller, db: Database, shelf: Shelf) -> None:
    await outcomes.judge_locale(db, shelf, caller, event.course, event.locale)


@consumer(PilotTurned)
async def on_pilot_turned(event: PilotTurned, caller: Caller, db: Database, shelf: Shelf) -> None:
    await outcomes.judge_runs(db, shelf, caller, event.course, event.runs)


@consumer(CourseArchived)
async def on_course_archived(event: CourseArchived, caller: Caller, db: Database) -> None:
    await courses.note_archived(db, caller, event.course, event.change, stands=True)


@consumer(CourseRestored)
async def on_course_restored(event: CourseRestored, caller: Caller, db: Database) -> None:
    await courses.note_archived(db, caller, event.course, event.change, stands=False)


@consumer(AttemptSubmitted)
async def on_attempt_submitted(event: AttemptSubmitted, caller: Caller, db: Database, shelf: Shelf) -> None:
    attempt = Attempted(event.item_set, event.scaled, event.passed, event.at)
    await progress.note_result(db, shelf, caller, event.registration, attempt)


@consumer(ScoreOverridden)
async def on_score_overridden(event: ScoreOverridden, caller: Caller, db: Database, shelf: Shelf) -> None:
    scaled = event.scaled if event.stands else None
    decided = Decided(event.item_set, scaled, event.passed, event.change)
    await progress.note_result(db, shelf, caller, event.registration, decided)


@consumer(PersonRegistered)
async def on_person_registered(event: PersonRegistered, caller: Caller, db: Database) -> None:
    await people.register_person(db, caller, event.person, [role.value for role in event.roles])


@consumer(RolesChanged)
async def on_roles_changed(event: RolesChanged, caller: Caller, db: Database) -> None:
    await people.change_roles(db, caller, event.person, [role.value for role in event.roles], event.change)


@consumer(PersonDeactivated)
async def on_person_deactivated(event: PersonDeactivated, caller: Caller, db: Database) -> None:
    await people.set_person_active(db, caller, event.person, False, event.change)


@consumer(PersonReactivated)
async def on_person_reactivated(event: PersonReactivated, caller: Caller, db: Database) -> None:
    await people.set_person_active(db, caller, event.person, True, event.change)


@consumer(GroupChanged)
async def on_group_changed(event: GroupChanged, caller: Caller, db: Database) -> None:
    await people.change_group(db, caller, event.group, event.members, event.change)


@consumer(GroupChanged)
async def on_managers_changed(event: GroupChanged, caller: Caller, db: Database) -> None:
    """Beside `on_group_changed`: it is told of all groups from the beginning, also of those known before."""
    await people.change_managers(db, caller, event.group, event.managers, event.change)


@consumer(WardsChanged)
async def on_wards_changed(event: WardsChanged, caller: Caller, db: Database) -> None:
    await people.change_wards(db, caller, event.guardian, event.wards, event.change)
