"""An item lies open, and the learner has not begun."""

from uuid import UUID

import msgspec

MOST_OPEN = 32


class Waiting(msgspec.Struct, array_like=True):
    """open: items shown and not answered, in their order. begun: the one that is being answered.

    since: when the wait began; it moves on while the page is out of sight. hidden_at: None in sight.
    """

    open: list[UUID] = []
    begun: UUID | None = None
    since: int = 0
    hidden_at: int | None = None

    def show(self, at: int, item: UUID) -> None:
        if item in self.open or len(self.open) >= MOST_OPEN:
            return
        if not self.open:
            self.since = at
        self.open.append(item)

    def begin(self, at: int, item: UUID) -> None:
        self.begun = item
        self.since = at

    def settle(self, at: int, item: UUID) -> None:
        """It was answered, or skipped."""
        if item in self.open:
            self.open.remove(item)
        self.begun = None
        self.since = at

    def hide(self, at: int) -> None:
        self.hidden_at = at

    def unhide(self, at: int) -> None:
        if self.hidden_at is not None:
            self.since += at - self.hidden_at
            self.hidden_at = None

    @property
    def item(self) -> UUID | None:
        """The one the learner is at."""
        return self.begun or (self.open[0] if self.open else None)

    def for_ms(self, at: int) -> int:
        """How long nothing was begun; 0 when nothing is open, or something is begun."""
        if self.begun or not self.open:
            return 0
        return max(0, (at if self.hidden_at is None else self.hidden_at) - self.since)
