"""One object of a course, as far as decisions depend on it."""

from dataclasses import dataclass
from uuid import UUID

WORDS_A_MINUTE = 200
"""Of somebody who reads to learn; 238 at leisure (Brysbaert, Journal of Memory and Language 109, 2019)."""


@dataclass(frozen=True, slots=True)
class CourseObject:
    """kind: as in the manifest. levels: of explanation that it has. exam: nothing may help at it.

    in_video: the film that shows it, of an item set at a checkpoint.
    """

    id: UUID
    kind: str
    parent: UUID | None = None
    minutes: float = 0.0
    duration_s: float | None = None
    skills: tuple[str, ...] = ()
    requires: tuple[UUID, ...] = ()
    levels: frozenset[str] = frozenset({"standard"})
    exam: bool = False
    in_video: UUID | None = None

    @property
    def on_the_way(self) -> bool:
        """A learner comes to it by going on."""
        return self.kind != "block" and self.in_video is None

    @property
    def teaches(self) -> bool:
        return self.kind not in ("block", "items")

    def expected_s(self, words: int) -> float:
        """To go through it: as its editor says, as long as its film, or its words; 0 where nobody knows."""
        if self.minutes > 0:
            return self.minutes * 60
        return self.duration_s or words * 60 / WORDS_A_MINUTE
