"""A set of items as one revision of a course has it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.services.assessment.domain.item import Item
from stoa.services.assessment.domain.reveal import Reveal
from stoa.services.assessment.domain.shuffle import Shuffle

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemSet:
    """pages: ids of items, page by page. attempts: None is unlimited. pass_share: of the points, 0 to 1.

    shuffled: the order of items inside a page differs by attempt. in_video: asked at a checkpoint.
    exam: nothing may help its learner while it is open. frame: checksum of what no language changes.
    needs: objects of the course that are completed before it opens. film: that asks it.
    """

    id: UUID
    title: str
    items: Mapping[UUID, Item]
    pages: tuple[tuple[UUID, ...], ...]
    pass_share: float
    attempts: int | None
    reveal: Reveal
    shuffled: bool = False
    in_video: bool = False
    exam: bool = False
    intro: str = ""
    frame: str = ""
    needs: frozenset[UUID] = frozenset()
    film: UUID | None = None

    def item(self, item: UUID) -> Item:
        """Raises NotFound."""
        if item not in self.items:
            raise NotFound("item.missing", item=str(item))
        return self.items[item]

    @property
    def points(self) -> float:
        return sum(item.points for item in self.items.values())

    def is_open(self, completed: Collection[UUID]) -> bool:
        """As tracking has it: what was completed itself stays open, whatever comes before it since."""
        return self.needs <= set(completed) or self.id in completed or self.film in completed

    def pages_for(self, shuffle: Shuffle) -> tuple[tuple[UUID, ...], ...]:
        if not self.shuffled:
            return self.pages
        return tuple(
            tuple(page[index] for index in shuffle.order(len(page), f"{self.id}/page/{number}"))
            for number, page in enumerate(self.pages)
        )


def passes(scaled: float, pass_share: float) -> bool:
    """Whether a share of the points reaches the one asked for, rounding forgiven."""
    return scaled >= pass_share - _ROUNDING
