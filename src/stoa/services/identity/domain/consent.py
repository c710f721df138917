"""What somebody lets be told of how they learn."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Scope(StrEnum):
    """`essential`: only what a course cannot do without. `learning`: also how its learner works with it."""

    ESSENTIAL = "essential"
    LEARNING = "learning"


@dataclass(frozen=True, slots=True)
class Consent:
    """version: counts up by one a person; 0 is nobody's choice, but what holds until somebody chooses."""

    scope: Scope = Scope.LEARNING
    version: int = 0
    chosen_at: datetime | None = None

    def chosen(self, scope: Scope, now: datetime) -> "Consent":
        """The same choice once more is none."""
        if self.version and scope is self.scope:
            return self
        return Consent(scope, self.version + 1, now)
