"""How far a translation is."""

from enum import IntEnum


class State(IntEnum):
    """Ordered, so that `state >= State.TRANSLATED` asks what it says. Source: XLIFF 2.1, 4.3.1.24."""

    INITIAL = 0
    TRANSLATED = 1
    REVIEWED = 2
    FINAL = 3

    @property
    def word(self) -> str:
        """As XLIFF 2.1 writes it."""
        return self.name.lower()
