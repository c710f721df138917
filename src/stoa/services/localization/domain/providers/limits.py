"""What a provider takes at once."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """texts, characters: of one request. at_once: requests that may be under way together.

    within_s: seconds for one request. microusd_per_character: price of a source character, in millionths of
    a US dollar (20 for 20 dollars a million). abroad: whether texts leave this machine.
    """

    texts: int
    characters: int
    at_once: int = 1
    within_s: float = 30.0
    microusd_per_character: float = 0.0
    abroad: bool = True
