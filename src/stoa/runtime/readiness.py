"""What of a process is still on its way to being ready."""

from collections.abc import Callable


class Readiness:
    """Parts that were expected and did not say yet that they are ready."""

    def __init__(self) -> None:
        self._awaited: set[str] = set()

    @property
    def reached(self) -> bool:
        return not self._awaited

    def expect(self, part: str) -> Callable[[], None]:
        """To be called when the part is ready."""
        self._awaited.add(part)
        return lambda: self._awaited.discard(part)
