"""All units of a course in a locale, a page at a time, in the order of the text."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from stoa.kernel.errors import Invalid, NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.listing import Sought
from stoa.services.localization.domain.task import Remarks, Task
from stoa.services.localization.queries.tasks import PAGE
from stoa.services.localization.store import bulks, courses, listing, tasks
from stoa.services.localization.store.remarks import remarks_of


@dataclass(frozen=True, slots=True)
class Listing:
    """count: units that are sought. unseen: segments that have no unit yet. remarks: by unit of the page.

    refused: why the words cannot be looked for; then all is listed that is sought otherwise.
    """

    title: str
    sought: Sought
    page: int
    objects: Sequence[tuple[UUID, str]]
    count: int
    unseen: int
    tasks: Sequence[Task]
    remarks: Mapping[UUID, Remarks]
    now: datetime
    refused: Invalid | None

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))


async def see_listing(db: Database, caller: Caller, sought: Sought, page: int) -> Listing:
    """Six statements, however many there are. Raises NotFound where the locale is not wanted."""
    refused = _refusal(sought)
    asked = replace(sought, words="") if refused else sought
    async with db.read(caller) as read:
        title = await bulks.title_of(read, sought.course, sought.locale)
        if title is None:
            raise NotFound("locale.unknown", locale=sought.locale)
        found = await tasks.of_course(read, asked, most=PAGE, offset=(page - 1) * PAGE)
        return Listing(
            title=title,
            sought=sought,
            page=page,
            objects=await courses.list_objects(read, sought.course),
            count=await listing.count_units(read, asked),
            unseen=await listing.count_unseen(read, sought.course, sought.locale),
            tasks=found,
            remarks=await remarks_of(read, [task.unit.id for task in found]),
            now=read.now,
            refused=refused,
        )


def _refusal(sought: Sought) -> Invalid | None:
    try:
        _ = sought.pattern
    except Invalid as error:
        return error
    return None
