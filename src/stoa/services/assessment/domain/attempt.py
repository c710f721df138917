"""One sitting of a learner at an item set."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.kernel.locale import tongue
from stoa.services.assessment.domain.item_set import ItemSet, passes
from stoa.services.assessment.domain.shuffle import Shuffle
from stoa.services.assessment.domain.standing import Standing


@dataclass(frozen=True, slots=True)
class SetKey:
    """Names an item set of one revision of a course; what it names never changes."""

    course: UUID
    revision: int
    locale: str
    item_set: UUID

    @property
    def tongue(self) -> dict[str, str]:
        """For the element around what is asked."""
        return tongue(self.locale)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What of an attempt never changes. number: from 1, by registration and item set. seed: secret."""

    id: UUID
    registration: UUID
    learner: UUID
    key: SetKey
    number: int
    seed: bytes
    started_at: datetime

    @property
    def shuffle(self) -> Shuffle:
        return Shuffle(self.seed)


@dataclass(frozen=True, slots=True)
class Result:
    """raw, maximum: points. scaled: raw ÷ maximum, in [0, 1]."""

    raw: float
    maximum: float
    scaled: float
    passed: bool
    at: datetime


def result_of(item_set: ItemSet, standings: Iterable[Standing], at: datetime) -> Result:
    """Of all items of the set; one without a response earns nothing."""
    raw = sum(standing.earned * standing.item.points for standing in standings)
    scaled = min(1.0, raw / item_set.points)
    return Result(raw, item_set.points, scaled, passes(scaled, item_set.pass_share), at)
