"""What the translation memory keeps."""

from dataclasses import dataclass
from uuid import UUID

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.proposal import Origin


@dataclass(frozen=True, slots=True)
class Remembered:
    """A unit of the translation memory. id: of its row. scope: `tenant`, `course:{id}` or `domain:{name}`.

    source, target: one set of codes for both. origin: who made the target.
    """

    id: UUID
    scope: str
    source: CodedText
    target: CodedText
    origin: Origin = Origin.PERSON
