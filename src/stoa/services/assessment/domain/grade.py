"""What an item set counts for a registration: the best attempt, unless an instructor decided otherwise."""

from dataclasses import dataclass, replace

from stoa.services.assessment.domain.item_set import passes


@dataclass(frozen=True, slots=True)
class Grade:
    """attempts: started. best, override: share of the points, in [0, 1]; override is an instructor's."""

    pass_share: float
    attempts: int = 0
    best: float | None = None
    override: float | None = None

    @property
    def scaled(self) -> float | None:
        return self.best if self.override is None else self.override

    @property
    def passed(self) -> bool:
        return self.scaled is not None and passes(self.scaled, self.pass_share)

    def with_begun(self, number: int) -> "Grade":
        """The attempt of that number was begun."""
        return replace(self, attempts=max(self.attempts, number))

    def with_override(self, scaled: float | None) -> "Grade":
        """An instructor decided; None goes back to the attempts."""
        return replace(self, override=scaled)

    def with_attempt(self, scaled: float) -> "Grade":
        """An attempt was submitted."""
        return replace(self, best=scaled if self.best is None else max(self.best, scaled))
