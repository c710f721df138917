"""The page that is open: the one opened last, where there are several."""

from uuid import UUID

import msgspec


class Visit(msgspec.Struct, array_like=True):
    """object: None when no page is open. at: when it was opened. level: of the explanation that is shown.

    expected_ms: to go through it. depth: deepest so far, in [0, 1]. visible_ms, responses: in it.
    answered: the item to which the last response was.
    """

    object: UUID | None = None
    at: int = 0
    level: str = "standard"
    expected_ms: int = 0
    visible: bool = True
    focused: bool = True
    depth: float = 0.0
    visible_ms: int = 0
    responses: int = 0
    answered: UUID | None = None

    @property
    def slowness(self) -> float | None:
        """Time in sight by the time expected; None where nothing can be said."""
        return self.visible_ms / self.expected_ms if self.expected_ms and self.visible_ms else None
