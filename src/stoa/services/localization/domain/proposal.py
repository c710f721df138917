"""What memory or an engine proposes for a segment, before anybody has looked at it."""

from dataclasses import dataclass
from enum import StrEnum

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.estimate import Estimate


class Origin(StrEnum):
    """Where a target came from."""

    CONTEXT = "context"
    """Memory, with the same words before and after."""
    EXACT = "exact"
    FUZZY = "fuzzy"
    MACHINE = "machine"
    PERSON = "person"
    IMPORT = "import"


@dataclass(frozen=True, slots=True)
class Proposal:
    """score: in [0, 1], of a match how alike the sources are; None where nobody says. estimate: of a machine.

    by: the memory unit or engine it comes from. notes: penalties, repairs and redactions, by name.
    """

    target: CodedText
    origin: Origin
    score: float | None
    by: str = ""
    notes: tuple[str, ...] = ()
    estimate: Estimate | None = None
