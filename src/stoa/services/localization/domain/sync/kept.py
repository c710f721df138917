"""What is remembered of a unit between two passes."""

from dataclasses import dataclass
from uuid import UUID

from stoa.services.localization.domain.sync.overwritten import Written
from stoa.services.localization.domain.sync.stand import Stand


@dataclass(frozen=True, slots=True)
class Question:
    """What a person is told: theirs, in an entry of a file. settled: what they decided.

    refused: the checks stopped it, so there is nothing to decide but on the desk.
    """

    theirs: Stand
    file: UUID
    number: int
    refused: bool = False
    settled: str | None = None


@dataclass(frozen=True, slots=True)
class KeptUnit:
    """base: what both had last. written: over what we were about to write, until their log was read."""

    base: Stand | None = None
    question: Question | None = None
    written: Written | None = None

    @property
    def agreed(self) -> Stand | None:
        """To decide is to write here, with theirs as the new base."""
        if self.question is not None and self.question.settled is not None:
            return self.question.theirs
        return self.base

    def told(self, theirs: Stand, *, conflict: bool) -> bool:
        """Whether a person knows just that already. conflict: it is to be decided, not merely refused."""
        question = self.question
        if question is None or question.settled is not None or question.theirs != theirs:
            return False
        return not (conflict and question.refused)
