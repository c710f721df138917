"""The queue of translators, and what they say of units."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, delete, get, post, put
from litestar.params import QueryParameter
from msgspec import Meta

from stoa.contracts.localization import UnitState
from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.services.localization.commands import accepting, post_edits, rejecting
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.concordance import LONGEST
from stoa.services.localization.domain.listing import Condition, Sought
from stoa.services.localization.domain.post_edit import LONGEST_COMMENT, LONGEST_TARGET, Comment, Kind
from stoa.services.localization.domain.shown import (
    ShownDesk,
    ShownTask,
    ShownUnit,
    shown_desk,
    shown_task,
)
from stoa.services.localization.domain.unit import State
from stoa.services.localization.ports import Outside
from stoa.services.localization.queries import tasks

Tag = Annotated[str, Meta(min_length=2, max_length=35)]
Target = Annotated[str, Meta(max_length=LONGEST_TARGET)]
Remark = Annotated[str, Meta(min_length=1, max_length=LONGEST_COMMENT)]
Number = Annotated[int, Meta(ge=0, le=2**31 - 1)]


class Claim(Body, frozen=True, kw_only=True):
    """locales: that the person translates into. count: how many at once."""

    locales: Annotated[list[Tag], Meta(min_length=1, max_length=50)]
    course: UUID | None = None
    count: Annotated[int, Meta(ge=1, le=post_edits.MOST_CLAIMED)] = 1


class Draft(Body, frozen=True, kw_only=True):
    target: Target


class Accepted(Body, frozen=True, kw_only=True):
    """source: checksum of the source that was seen. version: of the unit. seconds: spent on it.

    insist: it is right, whatever the checks say of it.
    """

    target: Target
    source: Annotated[str, Meta(max_length=64)]
    version: Number
    seconds: Annotated[int, Meta(ge=0, le=86_400)] = 0
    insist: bool = False


class Rejected(Body, frozen=True, kw_only=True):
    """why: is kept as a comment."""

    version: Number
    why: Remark


class Words(Body, frozen=True, kw_only=True):
    text: Remark


class PostEdits(Controller):
    path = "/api/post-edits"

    @get("/", opt=roles(*WHO_MAY_TRANSLATE))
    async def waiting(
        self,
        caller: Caller,
        db: Database,
        locale: str | None = None,
        course: UUID | None = None,
        kind: Kind | None = None,
        free: bool = False,
        page: Annotated[int, QueryParameter(ge=1, le=10_000)] = 1,
    ) -> list[ShownTask]:
        """The queue in its order: priority, deadline, place in the text. Fifty a page."""
        locales = [parse_locale(locale)] if locale else []
        wanted = tasks.Wanted(locales, course, kind, free, page)
        return [shown_task(task) for task in await tasks.list_waiting(db, caller, wanted)]

    @post("/claims", opt=roles(*WHO_MAY_TRANSLATE), status_code=200)
    async def claim_next(self, data: Claim, caller: Caller, db: Database) -> list[ShownTask]:
        """Take the next units. Nobody else gets them for half an hour from one's last word about them."""
        locales = [parse_locale(one, "locales") for one in data.locales]
        return await post_edits.claim_next(db, caller, locales, data.course, data.count)


class CourseUnits(Controller):
    path = "/api/courses/{course:uuid}/units"

    @get("/", opt=roles(*WHO_MAY_TRANSLATE))
    async def show(
        self,
        course: UUID,
        caller: Caller,
        db: Database,
        locale: str,
        thing: UUID | None = None,
        only: UnitState | None = None,
        condition: Condition | None = None,
        words: Annotated[str, QueryParameter(max_length=LONGEST)] = "",
        page: Annotated[int, QueryParameter(ge=1, le=10_000)] = 1,
    ) -> list[ShownTask]:
        """Units of a course in a locale, in its order. thing: of one object. only: in one state. condition:
        that fare so. words: with them in source or target. Fifty a page."""
        state = State[only.name] if only else None
        sought = Sought(course, parse_locale(locale), thing, state, condition, words)
        return [shown_task(task) for task in await tasks.list_units(db, caller, sought, page)]


class Units(Controller):
    path = "/api/units/{unit:uuid}"

    @get("/", opt=roles(*WHO_MAY_TRANSLATE))
    async def show(self, unit: UUID, caller: Caller, db: Database, outside: Outside) -> ShownDesk:
        """The unit with its neighbours, what the memory offers, comments and history."""
        return shown_desk(await tasks.see_desk(db, outside, caller, unit))

    @post("/claim", opt=roles(*WHO_MAY_TRANSLATE), status_code=200)
    async def claim(self, unit: UUID, caller: Caller, db: Database) -> ShownTask:
        """Take this unit of the queue."""
        return await post_edits.claim(db, caller, unit)

    @delete("/claim", opt=roles(*WHO_MAY_TRANSLATE))
    async def release(self, unit: UUID, caller: Caller, db: Database) -> None:
        """Give it back as it is."""
        await post_edits.give_back(db, caller, unit, skip=False)

    @post("/skip", opt=roles(*WHO_MAY_TRANSLATE), status_code=204)
    async def skip(self, unit: UUID, caller: Caller, db: Database) -> None:
        """Give it back, behind others of its priority."""
        await post_edits.give_back(db, caller, unit, skip=True)

    @put("/draft", opt=roles(*WHO_MAY_TRANSLATE), status_code=204)
    async def save(self, unit: UUID, data: Draft, caller: Caller, db: Database) -> None:
        """Keep what there is so far, and the unit for another half hour."""
        await post_edits.save_draft(db, caller, unit, data.target)

    @post("/accept", opt=roles(*WHO_MAY_TRANSLATE), status_code=200)
    async def accept(
        self, unit: UUID, data: Accepted, caller: Caller, db: Database, outside: Outside
    ) -> ShownUnit:
        """The target as it shall be."""
        said = accepting.Said(data.target, data.source, data.version, data.seconds, data.insist)
        return await accepting.accept(db, outside, caller, unit, said)

    @post("/reject", opt=roles(*WHO_MAY_TRANSLATE), status_code=200)
    async def reject(
        self, unit: UUID, data: Rejected, caller: Caller, db: Database, outside: Outside
    ) -> ShownUnit:
        """A target that stands goes back to be worked at."""
        return await rejecting.reject(db, outside, caller, unit, data.version, data.why)

    @post("/comments", opt=roles(*WHO_MAY_TRANSLATE))
    async def comment(self, unit: UUID, data: Words, caller: Caller, db: Database) -> Comment:
        """Say something to others about it."""
        return await post_edits.comment(db, caller, unit, data.text)
