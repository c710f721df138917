"""What processing a response yields. Source: QTI 3.0, outcome declarations."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    CORRECT = "correct"
    PARTIAL = "partial"
    INCORRECT = "incorrect"


@dataclass(frozen=True, slots=True)
class Remark:
    """To one option or part that was given. right: whether it was. html: what the author says to it."""

    right: bool
    html: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """share: of the points, in [0, 1]. comment: html to the response as a whole, by what it was.

    remarks: by place of the part shown.
    """

    share: float
    comment: str = ""
    remarks: Mapping[str, Remark] = field(default_factory=dict)

    @property
    def verdict(self) -> Verdict:
        if self.share >= 1:
            return Verdict.CORRECT
        return Verdict.PARTIAL if self.share > 0 else Verdict.INCORRECT
