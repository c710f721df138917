"""One version of a course in one locale: what a page of the player is made from, never two of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.event import Event
from stoa.services.tracking.domain.completion import CompletionRule
from stoa.services.tracking.domain.outline import Outline


@dataclass(frozen=True, slots=True)
class CourseVersion:
    """url: prefix of the assets at the content origin. checksums: of them, by path. skills: titles by id.

    description: plain text.
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

    def asset_key(self, path: str) -> str:
        """Where the asset lies in the bucket."""
        return f"content/{self.content}/v{self.version}/{self.locale}/{path}"


class CourseRenewed(Event, frozen=True, kw_only=True):
    """Another version is active; registrations are looked at anew. Tracking's word to itself."""

    service = "tracking"
    noun = "course"
    verb = "renewed"
    private = True

    course: UUID
    locale: str
    activation: int
