"""An edition as it was told to be ready, and what became of it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Release:
    """revision: of the document in the locale. source: content's, that it translates.

    share: of the segments that are in the locale. wanted_at: since when readers could have had it: the source
    was published, and the locale wanted. live_at: when readers had it, as which version of delivery's;
    failed: delivery's code why not.
    """

    course: UUID
    locale: str
    revision: int
    source: int
    publication: UUID
    document_key: str
    document_checksum: str
    share: float
    wanted_at: datetime
    told_at: datetime
    live_at: datetime | None = None
    version: int | None = None
    failed: str | None = None
