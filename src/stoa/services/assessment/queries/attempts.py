"""A learner's own attempt, as it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.kernel.locale import tongue
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.assessment.domain.attempt import Result
from stoa.services.assessment.domain.reveal import Reveal
from stoa.services.assessment.domain.shown import ShownItem, show
from stoa.services.assessment.domain.standing import State
from stoa.services.assessment.store import attempts
from stoa.services.assessment.store.shelf import Shelf


@dataclass(frozen=True, slots=True)
class AttemptShown:
    """pages: ids of items, as this attempt orders them. result: when it is over. locale: of what is asked."""

    id: UUID
    registration: UUID
    item_set: UUID
    locale: str
    title: str
    intro: str
    in_video: bool
    number: int
    reveal: Reveal
    pass_share: float
    pages: Sequence[Sequence[UUID]]
    items: Mapping[UUID, ShownItem]
    result: Result | None

    @property
    def tongue(self) -> dict[str, str]:
        """For the element around what is asked."""
        return tongue(self.locale)

    @property
    def responded(self) -> int:
        return sum(shown.tries > 0 for shown in self.items.values())

    def page_of(self, item: UUID) -> int:
        return next(number for number, page in enumerate(self.pages) if item in page)

    @property
    def settled(self) -> bool:
        """Whether nothing is left to do but to submit."""
        return all(shown.state in (State.OVER, State.SAVED) for shown in self.items.values())

    @property
    def next_page(self) -> int:
        """The first with an item that waits for a response, else the last."""
        waiting = (
            number
            for number, page in enumerate(self.pages)
            if any(self.items[item].state is State.OPEN for item in page)
        )
        return next(waiting, len(self.pages) - 1)


async def attempt_shown(
    db: Database, shelf: Shelf, caller: Caller, attempt: UUID, locale: str | None = None
) -> AttemptShown:
    """The caller's own, with everything that may be seen of it now. locale: wanted. Raises NotFound."""
    sheet, paper = await shelf.read(db, caller, attempt, locale)
    async with db.read(caller) as read:
        found = await attempts.load(read, attempt)
        if found is None:
            raise NotFound("attempt.missing")
        standings = await attempts.standings(
            read, attempt, paper.item_set, submitted=found.result is not None
        )
    resolve = paper.addresses(sheet.registration).resolve
    return AttemptShown(
        id=sheet.id,
        registration=sheet.registration,
        item_set=sheet.key.item_set,
        locale=paper.locale,
        title=paper.item_set.title,
        intro=resolve(paper.item_set.intro),
        in_video=paper.item_set.in_video,
        number=sheet.number,
        reveal=paper.item_set.reveal,
        pass_share=paper.item_set.pass_share,
        pages=paper.item_set.pages_for(sheet.shuffle),
        items={item: show(standing, sheet.shuffle, resolve) for item, standing in standings.items()},
        result=found.result,
    )


async def item_shown(
    db: Database, shelf: Shelf, caller: Caller, attempt: UUID, item: UUID, locale: str | None = None
) -> tuple[AttemptShown, ShownItem]:
    """One item of the caller's own attempt, and the attempt. Raises NotFound."""
    shown = await attempt_shown(db, shelf, caller, attempt, locale)
    if item not in shown.items:
        raise NotFound("item.missing", item=str(item))
    return shown, shown.items[item]
