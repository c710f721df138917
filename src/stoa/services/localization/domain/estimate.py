"""What was known of a machine's target when it was proposed."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Estimate:
    """likelihood: mean probability of a token, as the engine tells it; known_share: of words that it knew.

    An engine's word is a signal and no quality. calibration: version of the one that told the chance which
    the unit has as its score; None where the locales have none to tell.
    """

    likelihood: float | None = None
    known_share: float | None = None
    calibration: int | None = None

    def kept(self) -> dict[str, Any]:
        return asdict(self)


def estimate_of(kept: Mapping[str, Any] | None) -> Estimate | None:
    return None if kept is None else Estimate(**kept)
