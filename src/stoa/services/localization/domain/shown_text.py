"""A text that a reader was shown, taken apart to be translated on request, and put together again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from stoa.kernel.errors import TooLarge
from stoa.services.localization.domain.document import Field
from stoa.services.localization.domain.ends import sentence_ends
from stoa.services.localization.domain.places import Form
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.skeletons import FieldSkeleton, close_field, open_field

MOST_CHARACTERS = 20_000
MOST_SEGMENTS = 400
LONGEST_TITLE = 120
_NAMES = UUID("6f0c3a52-9a0e-4b0e-8f0b-2f6d1f5f9a31")


@dataclass(frozen=True, slots=True)
class Part:
    """name: `title` or `text`. html: safe."""

    name: str
    html: str


@dataclass(frozen=True, slots=True)
class OpenText:
    """segments: each with an id of its own within the text. skeletons: of its parts, in order."""

    locale: str
    course: UUID
    parts: tuple[Part, ...]
    skeletons: tuple[FieldSkeleton, ...]
    segments: tuple[Segment, ...]

    @property
    def title(self) -> str:
        """Its first words, in its own language."""
        return self.segments[0].coded.words[:LONGEST_TITLE] if self.segments else ""

    def closed(self, targets: Mapping[UUID, str], locale: str) -> tuple[Part, ...]:
        """In another language; what has no target stays as it is, marked with its own."""
        return tuple(
            Part(skeleton.path, close_field(skeleton, targets, self.locale, locale))
            for skeleton in self.skeletons
        )


def open_text(locale: str, course: UUID, kind: str, parts: Sequence[Part]) -> OpenText:
    """kind: of text; what is approved in one is preferred in another of the same. Raises TooLarge."""
    if sum(len(part.html) for part in parts) > MOST_CHARACTERS:
        raise TooLarge("translation.too_long", most=MOST_CHARACTERS)
    skeletons: list[FieldSkeleton] = []
    segments: list[Segment] = []
    for part in parts:
        opened = open_field(Field(part.name, Form.HTML, part.html), locale, sentence_ends)
        ids = []
        for cut in opened.cuts:
            at = len(segments)
            ids.append(uuid5(_NAMES, f"{at} {cut.checksum}"))
            segments.append(
                Segment(ids[-1], course, course, cut.path, cut.form, at, cut.coded, cut.checksum, kind)
            )
        skeletons.append(opened.named(ids))
    if len(segments) > MOST_SEGMENTS:
        raise TooLarge("translation.too_long", most=MOST_CHARACTERS)
    return OpenText(locale, course, tuple(parts), tuple(skeletons), tuple(segments))


def each_once(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Of those that say the same the first."""
    seen: set[str] = set()
    for one in segments:
        if one.checksum not in seen:
            seen.add(one.checksum)
            yield one
