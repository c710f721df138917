"""Units of the memory: looked up, corrected, removed and brought back."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from litestar import Controller, delete, get, post, put
from litestar.params import QueryParameter
from msgspec import Meta

from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.commands.memory_units import correct_unit, remove_unit, restore_unit
from stoa.services.localization.domain.concordance import LONGEST
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory_unit import MemoryDeed, MemoryUnit, SoughtUnits
from stoa.services.localization.domain.post_edit import LONGEST_TARGET
from stoa.services.localization.domain.scopes import parse_scope
from stoa.services.localization.ports import Outside
from stoa.services.localization.queries.memory_units import LAST_PAGE, find_units, see_unit

Target = Annotated[str, Meta(max_length=LONGEST_TARGET)]


class Correction(Body, frozen=True, kw_only=True):
    """target: with the marks of the source. seen: the target that was looked at."""

    target: Target
    seen: Target


class ShownMemoryUnit(msgspec.Struct, frozen=True, kw_only=True):
    """unit, course: of which course it was learnt; file: that brought it. None and empty where it was not."""

    id: UUID
    source_locale: str
    target_locale: str
    scope: str
    source: str
    target: str
    origin: str
    unit: UUID | None
    course: str
    file: UUID | None
    by: UUID | None
    at: datetime
    removed: bool


class ShownMemoryUnits(msgspec.Struct, frozen=True, kw_only=True):
    """units: fifty a page, the newest first. more: behind it. whole: no older ones were left out."""

    units: list[ShownMemoryUnit]
    more: bool
    whole: bool


class ShownMemoryChange(msgspec.Struct, frozen=True, kw_only=True):
    """target: that it had before."""

    deed: MemoryDeed
    target: str
    by: UUID
    at: datetime


class ShownMemoryHistory(msgspec.Struct, frozen=True, kw_only=True):
    """history: the newest first."""

    unit: ShownMemoryUnit
    history: list[ShownMemoryChange]


class MemoryUnits(Controller):
    path = "/api/memory/units"

    @get("/", opt=roles(*WHO_MAY_TRANSLATE))
    async def find(
        self,
        caller: Caller,
        db: Database,
        source: str,
        target: str,
        within: str | None = None,
        file: UUID | None = None,
        words: Annotated[str, QueryParameter(max_length=LONGEST)] = "",
        page: Annotated[int, QueryParameter(ge=1, le=LAST_PAGE)] = 1,
    ) -> ShownMemoryUnits:
        """Of a pair of locales. within: a scope. file: that brought them. words: in source or target."""
        pair = LocalePair(parse_locale(source, "source"), parse_locale(target, "target"))
        scope = parse_scope(within, "within") if within else None
        found = await find_units(db, caller, SoughtUnits(pair, scope, file, words), page)
        return ShownMemoryUnits(
            units=[_shown(one) for one in found.units], more=found.more, whole=found.whole
        )

    @get("/{unit:uuid}", opt=roles(*WHO_MAY_TRANSLATE))
    async def show(self, unit: UUID, caller: Caller, db: Database) -> ShownMemoryHistory:
        """With what people did to it, also once it is removed."""
        found, changes = await see_unit(db, caller, unit)
        history = [
            ShownMemoryChange(deed=one.deed, target=one.target, by=one.by, at=one.at) for one in changes
        ]
        return ShownMemoryHistory(unit=_shown(found), history=history)

    @put("/{unit:uuid}", opt=roles(*WHO_MAY_TRANSLATE), status_code=204)
    async def correct(
        self, unit: UUID, data: Correction, caller: Caller, db: Database, outside: Outside
    ) -> None:
        """What it says from now on; courses stay as they are."""
        await correct_unit(db, outside, caller, unit, data.target, data.seen)

    @delete("/{unit:uuid}", opt=roles(*WHO_MAY_TRANSLATE))
    async def remove(self, unit: UUID, caller: Caller, db: Database, outside: Outside) -> None:
        """It is proposed nowhere from now on."""
        await remove_unit(db, outside, caller, unit)

    @post("/{unit:uuid}/restore", opt=roles(*WHO_MAY_TRANSLATE), status_code=204)
    async def restore(self, unit: UUID, caller: Caller, db: Database, outside: Outside) -> None:
        """As it was."""
        await restore_unit(db, outside, caller, unit)


def _shown(one: MemoryUnit) -> ShownMemoryUnit:
    return ShownMemoryUnit(
        id=one.id,
        source_locale=one.pair.source,
        target_locale=one.pair.target,
        scope=one.scope,
        source=one.source.text,
        target=one.target.text,
        origin=one.origin,
        unit=one.unit,
        course=one.course,
        file=one.file,
        by=one.by,
        at=one.changed_at,
        removed=one.removed,
    )
