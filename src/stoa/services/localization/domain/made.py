"""What a document in a locale was put together from, so that the next one takes over what stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from stoa.kernel.checksum import checksum_of
from stoa.services.localization.domain.cut_object import CUT, captions_of

WAY = 1
"""Counts up when the same object would come out otherwise: then everything is put together anew."""


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """key, checksum: of the document in the private bucket. marks: by object, of all that made it."""

    key: str
    checksum: str
    marks: Mapping[UUID, str]

    def same(self, marks: Mapping[UUID, str]) -> set[UUID]:
        """Objects that would come out as they did."""
        return {id_ for id_, mark in marks.items() if self.marks.get(id_) == mark}


@dataclass(frozen=True, slots=True)
class SaidObject:
    """mark: equal as long as its segments, and what readers may get of them in the locale, are the same.

    reached: segments of which readers may get something.
    """

    id: UUID
    mark: str
    segments: int
    reached: int


def share_of(said: Sequence[SaidObject]) -> float:
    """Of the segments that readers may get. 1 for a course that says nothing."""
    segments = sum(one.segments for one in said)
    return sum(one.reached for one in said) / segments if segments else 1.0


def marks_of(tree: dict[str, Any], said: Sequence[SaidObject]) -> dict[UUID, str]:
    """By object. tree: of the source's document."""
    known = {one.id: one.mark for one in said}
    media = {entry["name"]: entry["checksum"] for entry in tree.get("media", ())}
    locale = str(tree["locale"])
    marks: dict[UUID, str] = {}
    for thing in tree["objects"]:
        id_ = UUID(thing["id"])
        captions = media.get(captions_of(thing, locale) or "")
        marks[id_] = checksum_of([WAY, CUT, locale, thing, captions, known.get(id_)])
    return marks
