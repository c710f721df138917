"""A learner's attempts: begin, respond, ask for help, submit, look."""

from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, get, post
from litestar.params import QueryParameter

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import signed_in
from stoa.runtime.http.body import Body
from stoa.runtime.http.straight import often
from stoa.services.assessment.commands.attempts import (
    Started,
    ask_hint,
    show_answer,
    start_attempt,
    submit_attempt,
)
from stoa.services.assessment.commands.responses import Answer, Intake, respond
from stoa.services.assessment.domain.attempt import Result
from stoa.services.assessment.domain.shown import ShownItem
from stoa.services.assessment.queries.attempts import AttemptShown, attempt_shown, item_shown
from stoa.services.assessment.store.shelf import Shelf

Locale = Annotated[str, msgspec.Meta(max_length=35)]
ThinkTime = Annotated[float, msgspec.Meta(ge=0, le=86_400)]


class Start(Body, frozen=True, kw_only=True):
    """locale: in which to be asked, where the course has it; without it the caller's."""

    registration: UUID
    item_set: UUID
    locale: Locale | None = None


class Respond(Body, frozen=True, kw_only=True):
    """given: a place for choice, places for multiple and order, a text for numbers and texts, true or false,
    or a value by place for match and cloze. think_time_s: from shown to given. locale: that it was asked in.
    """

    item: UUID
    locale: Locale | None = None
    given: bool | str | list[str] | dict[str, str]
    think_time_s: ThinkTime | None = None


class Ask(Body, frozen=True, kw_only=True):
    """number: of the hint, from 1."""

    item: UUID
    number: Annotated[int, msgspec.Meta(ge=1, le=100)]


class GiveUp(Body, frozen=True, kw_only=True):
    item: UUID


class Attempts(Controller):
    path = "/api/attempts"

    @post("/", opt=signed_in())
    async def start(self, data: Start, caller: Caller, db: Database, shelf: Shelf) -> Started:
        return await start_attempt(db, shelf, caller, data.registration, data.item_set, data.locale)

    @get("/{attempt:uuid}", opt=signed_in())
    async def look(
        self,
        attempt: UUID,
        caller: Caller,
        db: Database,
        shelf: Shelf,
        locale: Annotated[str | None, QueryParameter(max_length=35)] = None,
    ) -> AttemptShown:
        return await attempt_shown(db, shelf, caller, attempt, locale)

    @post("/{attempt:uuid}/responses", opt=signed_in() | often())
    async def respond(
        self, attempt: UUID, data: Respond, caller: Caller, db: Database, shelf: Shelf, intake: Intake
    ) -> Answer:
        said = data.item, data.given, data.think_time_s, data.locale
        return await respond(db, shelf, intake, caller, attempt, *said)

    @post("/{attempt:uuid}/hints", opt=signed_in())
    async def hint(self, attempt: UUID, data: Ask, caller: Caller, db: Database, shelf: Shelf) -> ShownItem:
        await ask_hint(db, shelf, caller, attempt, data.item, data.number)
        return (await item_shown(db, shelf, caller, attempt, data.item))[1]

    @post("/{attempt:uuid}/answers", opt=signed_in())
    async def answer(
        self, attempt: UUID, data: GiveUp, caller: Caller, db: Database, shelf: Shelf
    ) -> ShownItem:
        await show_answer(db, shelf, caller, attempt, data.item)
        return (await item_shown(db, shelf, caller, attempt, data.item))[1]

    @post("/{attempt:uuid}/submit", status_code=200, opt=signed_in())
    async def submit(self, attempt: UUID, caller: Caller, db: Database, shelf: Shelf) -> Result:
        return await submit_attempt(db, shelf, caller, attempt)
