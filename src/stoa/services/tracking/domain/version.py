"""One version of a course in one locale: what a page of the player is made from, never two of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.event import Event
from stoa.services.tracking.domain.completion import CompletionRule
from stoa.services.tracking.domain.learning_object import LearningObject
from stoa.services.tracking.domain.outline import Outline


@dataclass(frozen=True, slots=True)
class CourseVersion:
    """url: prefix of the assets at the content origin. checksums: of them, by path. skills: titles by id.

    description: plain text. source_locale: that it was translated from, None for the source. lacking: as of
    a learning object, of the course's own texts.
    """

    content: UUID
    course: UUID
    locale: str
    version: int
    url: str
    tag: str
    title: str
    description: str
    licence: str
    authors: tuple[str, ...]
    skills: Mapping[str, str]
    completion: CompletionRule
    outline: Outline
    checksums: Mapping[str, str]
    source_locale: str | None = None
    lacking: frozenset[str] = frozenset()
    machine: bool = False

    def locale_of(self, thing: "LearningObject | CourseVersion", field: str = "title") -> str:
        """Of what a field of the object, or of the course itself, says."""
        return self.source_locale if self.source_locale and field in thing.lacking else self.locale

    def asset_key(self, path: str) -> str:
        """Where the asset lies in the bucket, perhaps in the folder of an earlier version."""
        return f"content/{self.url.rpartition('/content/')[2]}{path}"


class CourseRenewed(Event, frozen=True, kw_only=True):
    """Another version is active; registrations are looked at anew. Tracking's word to itself."""

    service = "tracking"
    noun = "course"
    verb = "renewed"
    private = True

    course: UUID
    locale: str
    activation: int


class PilotTurned(Event, frozen=True, kw_only=True):
    """Learners of these runs have another version in a locale than before. Tracking's word to itself.

    turn: as of delivery's PilotActivated and PilotEnded.
    """

    service = "tracking"
    noun = "pilot"
    verb = "turned"
    private = True

    course: UUID
    locale: str
    runs: list[UUID]
    turn: int
