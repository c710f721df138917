"""What a course requires, for programs."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from litestar import Controller, get, put
from msgspec import Meta

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles, signed_in
from stoa.runtime.http.body import Body
from stoa.services.tracking.commands.prerequisites import WHO_MAY_CHOOSE, choose_prerequisites
from stoa.services.tracking.domain.prerequisite import MOST_REQUIRED, Prerequisite
from stoa.services.tracking.queries.prerequisites import list_prerequisites


class Required(Body, frozen=True, kw_only=True):
    """required: courses, in the order they are shown."""

    required: Annotated[list[UUID], Meta(max_length=MOST_REQUIRED)]


class Prerequisites(Controller):
    path = "/api/courses/{course:uuid}/prerequisites"

    @get("/", opt=signed_in())
    async def show(self, course: UUID, caller: Caller, db: Database) -> Sequence[Prerequisite]:
        """With what the caller has satisfied of it."""
        return await list_prerequisites(db, caller, course)

    @put("/", opt=roles(*WHO_MAY_CHOOSE))
    async def choose(self, course: UUID, data: Required, caller: Caller, db: Database) -> list[UUID]:
        """All of them at once; an empty list takes them away."""
        return await choose_prerequisites(db, caller, course, data.required)
