"""What all simulated learners did together."""

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """decisions: that came. taken: of them. gone: learners who were through, or had enough."""

    responses: int = 0
    right: int = 0
    decisions: int = 0
    taken: int = 0
    gone: int = 0
