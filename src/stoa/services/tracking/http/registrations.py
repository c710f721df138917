"""A learner's own registrations: what the player reports, where one stands, notes."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, delete, get, post, put
from msgspec import Meta

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer
from stoa.runtime.http import signed_in
from stoa.runtime.http.body import Body
from stoa.services.tracking.commands import notes, progress
from stoa.services.tracking.commands.enrolments import Left, leave_run
from stoa.services.tracking.domain.advance import Report
from stoa.services.tracking.domain.learning_object import Level
from stoa.services.tracking.domain.note import LONGEST_NOTE, Note
from stoa.services.tracking.domain.place import LONGEST_ANCHOR, LearningSession
from stoa.services.tracking.domain.standing import Standing, State
from stoa.services.tracking.ports import Shelf
from stoa.services.tracking.queries import player

Second = Annotated[float, Meta(ge=0, le=172_800)]
Anchor = Annotated[str, Meta(min_length=1, max_length=LONGEST_ANCHOR)]


class Session(Body, frozen=True, kw_only=True):
    """A learning session in one browser window. id: made by the browser. active_s: in all, since it began."""

    id: UUID
    began_at: Annotated[datetime, Meta(tz=True)]
    active_s: Annotated[int, Meta(ge=0, le=604_800)]


class Seen(Body, frozen=True, kw_only=True):
    """What the player saw. at: by the server's time as the page began, plus what has passed since.

    watched: stretches of the video played, in seconds. finished: read to the end, or followed.
    """

    at: Annotated[datetime, Meta(tz=True)]
    anchor: Anchor | None = None
    second: Second | None = None
    watched: Annotated[list[tuple[Second, Second]], Meta(max_length=64)] = []
    finished: bool = False
    level: Level | None = None
    locale: Annotated[str, Meta(max_length=35)] | None = None
    session: Session | None = None


class Now(msgspec.Struct, frozen=True, kw_only=True):
    """Where the learner stands. completed: by this very report. finished: the whole course."""

    state: State
    percent: int
    minutes_left: int
    completed: list[UUID]
    course_completed: bool
    finished: bool


class NoteText(Body, frozen=True, kw_only=True):
    """anchor: the paragraph it stands beside."""

    text: Annotated[str, Meta(min_length=1, max_length=LONGEST_NOTE)]
    anchor: Anchor | None = None


class Registrations(Controller):
    path = "/api/registrations/{registration:uuid}"

    @post("/objects/{thing:uuid}", opt=signed_in(), status_code=200)
    async def report(
        self, registration: UUID, thing: UUID, data: Seen, caller: Caller, db: Database, shelf: Shelf
    ) -> Now:
        """Tell what the player saw of a learning object. Told again or late it changes nothing."""
        told = Report(
            at=data.at,
            anchor=data.anchor,
            second=data.second,
            intervals=tuple(data.watched),
            finished=data.finished,
            level=data.level,
            locale=data.locale,
        )
        session = _session(data.session)
        reported = await progress.report(db, shelf, caller, registration, thing, told, session)
        advanced, standing = reported.advanced, reported.standing
        return Now(
            state=_state(standing, thing),
            percent=standing.percent(),
            minutes_left=standing.minutes_left(),
            completed=list(advanced.completed),
            course_completed=advanced.course_completed,
            finished=advanced.registration.completed_at is not None,
        )

    @post("/leave", opt=signed_in(), status_code=200)
    async def leave(self, registration: UUID, caller: Caller, db: Database) -> Left:
        """Leave the run that one came into by oneself. What was done is kept. Again is fine."""
        return await first_answer(leave_run(db, caller, registration), Left)

    @get("/objects/{thing:uuid}/notes", opt=signed_in())
    async def notes(self, registration: UUID, thing: UUID, caller: Caller, db: Database) -> list[Note]:
        """One's own, in the order they were written."""
        return await player.notes_at(db, caller, registration, thing)

    @post("/objects/{thing:uuid}/notes", opt=signed_in())
    async def add_note(
        self, registration: UUID, thing: UUID, data: NoteText, caller: Caller, db: Database
    ) -> Note:
        return await notes.add_note(db, caller, registration, thing, data.text, data.anchor)


class Notes(Controller):
    path = "/api/notes/{note:uuid}"

    @put("/", opt=signed_in(), status_code=204)
    async def rewrite(self, note: UUID, data: NoteText, caller: Caller, db: Database) -> None:
        await notes.rewrite_note(db, caller, note, data.text)

    @delete("/", opt=signed_in())
    async def remove(self, note: UUID, caller: Caller, db: Database) -> None:
        await notes.remove_note(db, caller, note)


def _state(standing: Standing, thing: UUID) -> State:
    found = standing.outline.get(thing)
    return standing.state(found) if found else State.OPEN


def _session(told: Session | None) -> LearningSession | None:
    return None if told is None else LearningSession(told.id, told.began_at, told.active_s)
