"""What all simulated learners did together."""

from dataclasses import dataclass


@dataclass(slots=True)
class Tally:
    """told, kept: actions. decisions: that came. taken: of them. gone: who were through, or had enough."""

    told: int = 0
    kept: int = 0
    responses: int = 0
    right: int = 0
    decisions: int = 0
    taken: int = 0
    gone: int = 0
