"""Taking the next unit of a part of the queue."""

from collections.abc import Collection
from uuid import UUID

from stoa.kernel.errors import Conflict, Forbidden, NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.services.localization.commands.post_edits import claim
from stoa.services.localization.domain.post_edit import Kind
from stoa.services.localization.store.queue import first_free

_TRIES = 5
"""Somebody else may be faster with the first ones."""


async def take(db: Database, caller: Caller, unit: UUID) -> None:
    """Theirs, also where the same request comes again. Raises as `claim`."""
    try:
        await claim(db, caller, unit)
    except Repeated:
        """It is theirs already."""


async def take_next(
    db: Database,
    caller: Caller,
    *,
    locales: Collection[str],
    course: UUID | None,
    kind: Kind | None,
    without: UUID | None = None,
) -> UUID | None:
    """The first that is free, now theirs. Empty `locales` is any. without: one they have just put aside."""
    async with db.read(caller) as read:
        free = await first_free(
            read,
            caller.known(),
            locales=locales,
            course=course,
            kind=kind.value if kind else None,
            most=_TRIES + 1,
        )
    for unit in [one for one in free if one != without][:_TRIES]:
        try:
            await take(db, caller.under(None), unit)
        except (Conflict, Forbidden, NotFound):
            continue
        return unit
    return None
