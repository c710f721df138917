"""From which language into which."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LocalePair:
    """Both BCP 47."""

    source: str
    target: str
