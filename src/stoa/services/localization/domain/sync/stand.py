"""What one side has for a unit."""

from dataclasses import dataclass

from stoa.kernel.checksum import Checksum, checksum, checksum_of
from stoa.services.localization.domain.unit import State


def source_checksum(source: str) -> Checksum:
    """Of a source as both sides write it."""
    return checksum(source.encode())


@dataclass(frozen=True, slots=True)
class Stand:
    """source: checksum of the source's content. target: as both sides write it; empty where there is none."""

    source: Checksum
    target: str = ""
    state: State = State.INITIAL

    @property
    def version(self) -> Checksum:
        """The same wherever the same stands: compared, where an `If-Match` would be ignored."""
        return checksum_of([self.source, self.target, int(self.state)])

    def says(self) -> tuple[str, State]:
        return self.target, self.state
