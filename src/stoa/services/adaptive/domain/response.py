"""A response that was scored."""

from uuid import UUID

import msgspec


class Response(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """share: of the points, in [0, 1]. tries: which try it was, from 1. hints: seen before it.

    think_ms: from shown to given, 0 where nobody knows.
    """

    item: UUID
    skills: tuple[str, ...]
    share: float
    tries: int = 1
    hints: int = 0
    think_ms: int = 0

    @property
    def right(self) -> bool:
        return self.share >= 1

    @property
    def weight(self) -> float:
        """How much it tells of what the learner knows, in (0, 1].

        A later try has seen that the first was wrong; a right response with hints was partly given.
        """
        helped = self.hints if self.share >= 0.5 else 0
        return 1 / (max(1, self.tries) * (1 + helped))
