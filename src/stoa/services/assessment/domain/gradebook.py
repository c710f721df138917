"""How an instructor looks at a gradebook."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from stoa.kernel.errors import Invalid

BY_ENROLMENT = "enrolment"
BY_TOTAL = "total"
BY_NAME = "name"
_NO_SET = frozenset({BY_ENROLMENT, BY_TOTAL, BY_NAME})


class Show(StrEnum):
    """Whom: everybody, who has not done every set, who failed one, who was decided about by an instructor."""

    ALL = "all"
    UNFINISHED = "unfinished"
    FAILING = "failing"
    OVERRIDDEN = "overridden"


@dataclass(frozen=True, slots=True)
class Sorting:
    """by: enrolment, total, name, or the id of an item set."""

    by: str = BY_ENROLMENT
    descending: bool = False

    @property
    def item_set(self) -> UUID | None:
        return None if self.by in _NO_SET else UUID(self.by)

    @classmethod
    def parse(cls, text: str) -> "Sorting":
        """From `total`, or `-total` for the highest first. Raises Invalid."""
        by = text.removeprefix("-")
        if by not in _NO_SET:
            try:
                by = str(UUID(by))
            except ValueError:
                raise Invalid("gradebook.unknown_column", field="sort", given=by[:40]) from None
        return cls(by, text.startswith("-"))


@dataclass(frozen=True, slots=True)
class View:
    """What of a gradebook is looked at. words: of a name, empty for everybody."""

    sorting: Sorting = Sorting()
    show: Show = Show.ALL
    words: str = ""

    @property
    def asks_names(self) -> bool:
        return bool(self.words) or self.sorting.by == BY_NAME
