"""One word about many units: what it would do, giving it, how far it is, taking it back."""

from typing import Annotated
from uuid import UUID

from litestar import Controller, get, post
from litestar.params import QueryParameter
from msgspec import Meta

from stoa.contracts.localization import UnitState
from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.services.localization.commands.bulk import BulkBegun, begin_bulk, undo_bulk
from stoa.services.localization.commands.editions import WHO_MAY_CHOOSE, WHO_MAY_TRANSLATE
from stoa.services.localization.domain.bulk import Deed, Selection, Word
from stoa.services.localization.domain.post_edit import LONGEST_COMMENT
from stoa.services.localization.domain.unit import State
from stoa.services.localization.http.shown_bulks import (
    ShownBulk,
    ShownLeft,
    ShownPreview,
    shown_bulk,
    shown_left,
    shown_preview,
)
from stoa.services.localization.queries.bulks import list_left, load_bulk, preview

Share = Annotated[float, Meta(ge=0, le=1)]


class BulkWord(Body, frozen=True, kw_only=True):
    """Chosen as by the preview; expected: how many it counted. to: of set_state. why: of send_back."""

    course: UUID
    locale: Annotated[str, Meta(min_length=2, max_length=35)]
    thing: UUID | None = None
    only: UnitState | None = None
    finding: Annotated[str, Meta(max_length=40)] | None = None
    likeness: Share | None = None
    waiting: bool = False
    deed: Deed
    to: UnitState | None = None
    why: Annotated[str, Meta(max_length=LONGEST_COMMENT)] = ""
    expected: Annotated[int, Meta(ge=0, le=2**31 - 1)]


class Bulks(Controller):
    path = "/api/translation/bulks"

    @get("/preview", opt=roles(*WHO_MAY_TRANSLATE))
    async def preview(
        self,
        caller: Caller,
        db: Database,
        course: UUID,
        locale: str,
        thing: UUID | None = None,
        only: UnitState | None = None,
        finding: str | None = None,
        likeness: Annotated[float | None, QueryParameter(ge=0, le=1)] = None,
        waiting: bool = False,
    ) -> ShownPreview:
        """How many are chosen, and what each word would do to them. thing: of one object; only: in one state;
        finding: of that check; likeness: by the memory, at least so alike; waiting: in the queue."""
        chosen = Selection(course, parse_locale(locale), thing, _state(only), finding, likeness, waiting)
        return shown_preview(await preview(db, caller, chosen, maker=caller.has(*WHO_MAY_CHOOSE)))

    @post("/", opt=roles(*WHO_MAY_TRANSLATE), status_code=202)
    async def begin(self, data: BulkWord, caller: Caller, db: Database) -> BulkBegun:
        """About the units as they are now; it is carried out in the background."""
        chosen = Selection(
            data.course,
            parse_locale(data.locale),
            data.thing,
            _state(data.only),
            data.finding,
            data.likeness,
            data.waiting,
        )
        word = Word(data.deed, _state(data.to), data.why)
        return await begin_bulk(db, caller, chosen, word, data.expected)

    @get("/{bulk:uuid}", opt=roles(*WHO_MAY_TRANSLATE))
    async def show(self, bulk: UUID, caller: Caller, db: Database) -> ShownBulk:
        """How far it is, and what became of its units."""
        return shown_bulk(await load_bulk(db, caller, bulk))

    @get("/{bulk:uuid}/left", opt=roles(*WHO_MAY_TRANSLATE))
    async def left(
        self, bulk: UUID, caller: Caller, db: Database, undo: bool = False, after: int = 0
    ) -> list[ShownLeft]:
        """Units that were left as they are, with the reason; undo: when it was taken back. Fifty a page."""
        await load_bulk(db, caller, bulk)
        return [shown_left(one) for one in await list_left(db, caller, bulk, undo=undo, after=after)]

    @post("/{bulk:uuid}/undo", opt=roles(*WHO_MAY_TRANSLATE), status_code=202)
    async def undo(self, bulk: UUID, caller: Caller, db: Database) -> None:
        """All that nobody has touched since is put back as it was."""
        await undo_bulk(db, caller, bulk)


def _state(named: UnitState | None) -> State | None:
    return None if named is None else State[named.name]
