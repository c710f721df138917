"""Joining courses to components of Weblate, for programs."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar import Controller, delete, get, post, put
from msgspec import Meta

from stoa.kernel.locale import parse_locale
from stoa.runtime import surroundings
from stoa.runtime.caller import Caller
from stoa.runtime.config import Secret
from stoa.runtime.db import Database
from stoa.runtime.forms import first_answer
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.services.localization.commands.connecting import (
    CALLS,
    Connected,
    Mended,
    Wish,
    change,
    connect,
    disconnect,
    pass_now,
    pause,
)
from stoa.services.localization.commands.editions import WHO_MAY_CHOOSE
from stoa.services.localization.domain.sync.connection import Connection, Hook, Pass, Phase, Place
from stoa.services.localization.domain.sync.modes import Mode
from stoa.services.localization.ports import Translators
from stoa.services.localization.queries.connections import Joined, see_connections, see_joined

_Said = Annotated[str, Meta(min_length=1, max_length=500)]


class Joining(Body, frozen=True, kw_only=True):
    """locale: none for all of the course. secret: what calls are signed with, if Weblate has it already."""

    address: _Said
    project: _Said
    component: _Said
    token: _Said
    mode: Mode = Mode.HYBRID
    locale: str | None = None
    secret: _Said | None = None


class Mending(Body, frozen=True, kw_only=True):
    """version: as it was seen. token: a new one."""

    version: int
    mode: Mode
    token: _Said | None = None


class ShownConnection(msgspec.Struct, frozen=True, kw_only=True):
    """Its token and secret are shown to nobody. code, data: why it is in trouble or stopped."""

    id: UUID
    course: UUID
    locale: str | None
    place: Place
    mode: Mode
    phase: Phase
    hook: Hook
    hook_address: str
    version: int
    next_at: datetime | None
    whole_at: datetime | None
    code: str | None
    data: dict[str, Any]


class ShownJoined(msgspec.Struct, frozen=True, kw_only=True):
    """waiting: conflicts that a person is to decide, by locale."""

    connection: ShownConnection
    passes: list[Pass]
    waiting: dict[str, int]


class CourseConnections(Controller):
    path = "/api/courses/{course:uuid}/connections"

    @get("/", opt=roles(*WHO_MAY_CHOOSE))
    async def list_all(self, course: UUID, caller: Caller, db: Database) -> list[ShownConnection]:
        """What the course, or a locale of it, is joined to."""
        return [_connection(one) for one in await see_connections(db, caller, course)]

    @post("/", opt=roles(*WHO_MAY_CHOOSE))
    async def join(
        self, course: UUID, data: Joining, caller: Caller, db: Database, translators: Translators
    ) -> Connected:
        """To a component that has nothing in it but what is of this course. The first pass follows."""
        wish = Wish(
            course=course,
            locale=str(parse_locale(data.locale)) if data.locale is not None else None,
            place=Place(data.address, data.project, data.component),
            mode=data.mode,
            token=Secret(data.token),
            secret=Secret(data.secret) if data.secret is not None else None,
            hooks=surroundings.origin.get() + CALLS,
        )
        return await first_answer(connect(db, translators, caller, wish), Connected)


class Connections(Controller):
    path = "/api/connections/{connection_id:uuid}"

    @get("/", opt=roles(*WHO_MAY_CHOOSE))
    async def show(self, connection_id: UUID, caller: Caller, db: Database) -> ShownJoined:
        """With its last passes and what waits for a person."""
        return _joined(await see_joined(db, caller, connection_id))

    @put("/", opt=roles(*WHO_MAY_CHOOSE), status_code=204)
    async def mend(
        self, connection_id: UUID, data: Mending, caller: Caller, db: Database, translators: Translators
    ) -> None:
        """Another mode or a new token. What had stopped goes on."""
        token = Secret(data.token) if data.token is not None else None
        await change(db, translators, caller, connection_id, Mended(data.version, data.mode, token))

    @post("/pause", opt=roles(*WHO_MAY_CHOOSE), status_code=204)
    async def pause(self, connection_id: UUID, caller: Caller, db: Database) -> None:
        """Nothing moves until a pass is asked for."""
        await pause(db, caller, connection_id)

    @post("/passes", opt=roles(*WHO_MAY_CHOOSE), status_code=202)
    async def pass_now(self, connection_id: UUID, caller: Caller, db: Database) -> None:
        """As soon as may be, also where it was paused or had stopped."""
        await pass_now(db, caller, connection_id)

    @delete("/", opt=roles(*WHO_MAY_CHOOSE))
    async def end(self, connection_id: UUID, caller: Caller, db: Database) -> None:
        """What moved stays on both sides."""
        await disconnect(db, caller, connection_id)


def _connection(one: Connection) -> ShownConnection:
    return ShownConnection(**{name: getattr(one, name) for name in ShownConnection.__struct_fields__})


def _joined(seen: Joined) -> ShownJoined:
    waiting = {locale: count for locale, (_, count) in seen.waiting.items()}
    return ShownJoined(connection=_connection(seen.connection), passes=list(seen.passes), waiting=waiting)
