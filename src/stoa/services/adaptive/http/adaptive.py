"""What is so now: a learner's decisions, an instructor's run, the reasons, help."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, get
from litestar.params import QueryParameter

from stoa.contracts.adaptive import RunLive
from stoa.kernel.clock import Clock
from stoa.kernel.errors import Unavailable
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles, signed_in
from stoa.services.adaptive.ports import Holders, Vouching
from stoa.services.adaptive.queries import help as helping
from stoa.services.adaptive.queries import registrations, runs
from stoa.services.adaptive.queries.access import STAFF


class ShownPassage(msgspec.Struct, frozen=True, kw_only=True):
    """A piece of the course's text that can be cited. title: of the object. anchor: of its first part.

    locale: of its words. voucher: to have it translated, null where it is in the caller's own language.
    """

    object: UUID
    title: str
    heading: str
    anchor: str
    text: str
    locale: str
    voucher: str | None


class Adaptive(Controller):
    path = "/api/adaptive"

    @get("/registrations/{registration:uuid}", opt=signed_in())
    async def registration(
        self, registration: UUID, caller: Caller, db: Database, holders: Holders
    ) -> registrations.RegistrationNow:
        """For its learner and for who teaches the run."""
        return await registrations.registration_now(db, holders, caller, registration)

    @get("/registrations/{registration:uuid}/passages", opt=signed_in())
    async def passages(
        self,
        registration: UUID,
        caller: Caller,
        db: Database,
        vouching: Vouching,
        object: UUID,  # noqa: A002 - the word of the address
        words: Annotated[str, QueryParameter(max_length=2000)] = "",
    ) -> list[ShownPassage]:
        """At most five passages of this course that help there; words: of the item, as shown."""
        found = await helping.passages(db, caller, registration, object, words)
        vouchers = await _vouchers(vouching, caller, found)
        return [
            ShownPassage(
                object=one.object,
                title=one.title,
                heading=one.heading,
                anchor=one.anchor,
                text=one.text,
                locale=found.locale,
                voucher=voucher,
            )
            for one, voucher in zip(found.passages, vouchers, strict=True)
        ]

    @get("/runs/{run:uuid}", opt=roles(*STAFF))
    async def run(
        self, run: UUID, caller: Caller, db: Database, holders: Holders, clock: Clock
    ) -> list[RunLive]:
        """Its learners, items and films, and how the class went, by partition of the log."""
        return await runs.run_now(db, clock, holders, caller, run)

    @get("/decisions/{decision:uuid}", opt=signed_in())
    async def decision(self, decision: UUID, caller: Caller, db: Database) -> registrations.Why:
        """Why it was made, for its learner and for who teaches the run; once it is in safe keeping."""
        return await registrations.why(db, caller, decision)


async def _vouchers(vouching: Vouching, caller: Caller, found: helping.Help) -> Sequence[str | None]:
    """None for a reader of the language, and while the words cannot be laid down: help does not wait."""
    if found.locale.split("-")[0] != caller.locale.split("-")[0]:
        with suppress(Unavailable):
            return await vouching.vouch(caller, found.course, found.locale, found.passages)
    return [None] * len(found.passages)
