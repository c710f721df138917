"""What asking a machine for the translation of one text comes to."""

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why there is no target. Stored and counted by these names."""

    UNAVAILABLE = "unavailable"
    """Nobody answers now: worth another try after a while."""
    QUOTA = "quota"
    """The provider's quota or our budget is used up: worth another try when it is renewed."""
    PAIR = "pair"
    """No provider translates between these locales."""
    TOO_LONG = "too_long"
    """Longer than any provider takes at once."""
    REFUSED = "refused"
    """The provider does not want it: the key is wrong, or the content is not allowed there."""
    MALFORMED = "malformed"
    """What came back is not what the provider's documentation says: ours to mend."""
    CODES = "codes"
    """Marks were lost and could not be put back."""


@dataclass(frozen=True, slots=True)
class Translated:
    """target: with the marks of its source, each once and well nested.

    provider, version: who made it, for the provenance of a unit. cost_microusd: millionths of a US dollar,
    0 for what runs on this machine. likelihood: mean natural logarithm of a token's probability as the
    engine tells it; known_share: share of words that it knew; None where it tells none. broken_terms:
    sources of terms that the target does not keep.
    """

    target: str
    provider: str
    version: str
    cost_microusd: int = 0
    likelihood: float | None = None
    known_share: float | None = None
    broken_terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Failed:
    """provider: the last that was asked, empty when none was. wait_s: how long to wait, if it said so."""

    reason: Reason
    provider: str = ""
    wait_s: float | None = None


Answer = Translated | Failed
