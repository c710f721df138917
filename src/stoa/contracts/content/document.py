"""The normalised course: one immutable document a revision and locale, whatever it was imported from.

Texts marked `html` are sanitised. In them `media:NAME` addresses an entry of `media` and `object:UUID`
another learning object; delivery replaces both by real addresses.
"""

from enum import StrEnum
from uuid import UUID

import msgspec

from stoa.contracts.content.items import ItemSet


class ExplanationLevel(StrEnum):
    SIMPLER = "simpler"
    STANDARD = "standard"
    DEEPER = "deeper"


class MoveOn(StrEnum):
    """When an object is satisfied. Source: cmi5, moveOn."""

    COMPLETED = "completed"
    PASSED = "passed"
    COMPLETED_OR_PASSED = "completed_or_passed"
    COMPLETED_AND_PASSED = "completed_and_passed"
    NOT_APPLICABLE = "not_applicable"


class Skill(msgspec.Struct, frozen=True, kw_only=True):
    """id: a slug, unique in the course."""

    id: str
    title: str


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the course. key: where its bytes lie in the private bucket, by checksum."""

    name: str
    media_type: str
    size: int
    checksum: str
    key: str


class Translated(msgspec.Struct, frozen=True, kw_only=True):
    """How far something of a course that was translated says it in its own locale.

    lacking: fields of it that still say some in the source's language, as `title` or `html`; marked there
    where mark-up can be. machine: a machine translated some of it, and no person has looked at that.
    """

    lacking: list[str] = []
    machine: bool = False


class LearningObjectBase(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """id: stable over revisions. key: its place in the source, for people. parent: a block, None at the top.

    minutes: expected time of a learner. required: counts for completion. requires: satisfied before it opens,
    never a block. move_on: other than `completed` and `not_applicable` only for item sets.
    explanations: html by level, `simpler` and `deeper`; the standard one is the object itself.
    translated: None where there is nothing to tell of it.
    """

    id: UUID
    key: str
    title: str
    parent: UUID | None = None
    skills: list[str] = []
    minutes: float = 0
    required: bool = True
    requires: list[UUID] = []
    move_on: MoveOn = MoveOn.COMPLETED
    explanations: dict[ExplanationLevel, str] = {}
    translated: Translated | None = None


class Block(LearningObjectBase, frozen=True, kw_only=True, tag="block"):
    """A grouping. description: html."""

    description: str = ""


class TextObject(LearningObjectBase, frozen=True, kw_only=True, tag="text"):
    html: str


class ImageObject(LearningObjectBase, frozen=True, kw_only=True, tag="image"):
    """image: name of a media entry. alt: what it shows, in words. caption: html."""

    image: str
    alt: str
    caption: str = ""


class VideoCheckpoint(msgspec.Struct, frozen=True, kw_only=True):
    """The video pauses at the second and shows the item set. required: the video is complete only with it."""

    at_s: float
    title: str
    item_set: UUID
    required: bool = True


class VideoObject(LearningObjectBase, frozen=True, kw_only=True, tag="video"):
    """video, poster and captions name media entries; captions by locale. html: text beside the video."""

    video: str
    poster: str | None = None
    captions: dict[str, str] = {}
    checkpoints: list[VideoCheckpoint] = []
    html: str = ""


class ItemSetObject(LearningObjectBase, frozen=True, kw_only=True, tag="items"):
    """in_video: shown by a checkpoint of that video only, not in the outline. intro: html."""

    item_set: ItemSet
    in_video: UUID | None = None
    intro: str = ""


class FileObject(LearningObjectBase, frozen=True, kw_only=True, tag="file"):
    """file: name of a media entry. filename: it is saved under. html: what it is and what for."""

    file: str
    filename: str = ""
    html: str = ""


class LinkObject(LearningObjectBase, frozen=True, kw_only=True, tag="link"):
    """url: http or https. html: why to follow it."""

    url: str
    html: str = ""


LearningObject = Block | TextObject | ImageObject | VideoObject | ItemSetObject | FileObject | LinkObject


class CompletionRule(msgspec.Struct, frozen=True, kw_only=True):
    """A registration is complete when this share of the required objects is and every set named is passed.

    mastery_score: share of the points of all required item sets that makes it passed; None: nothing to pass.
    """

    required_share: float = 1.0
    passed: list[UUID] = []
    mastery_score: float | None = None


class CourseDocument(msgspec.Struct, frozen=True, kw_only=True):
    """objects: the tree depth first, a block before its children, siblings in order. description: html.

    cover: name of a media entry, an image that cover_alt puts in words. source_locale: that it was translated
    from, None for the source. translated: of its own texts, not of the objects'.
    """

    course: UUID
    revision: int
    locale: str
    title: str
    description: str = ""
    licence: str = ""
    authors: list[str] = []
    cover: str | None = None
    cover_alt: str = ""
    skills: list[Skill] = []
    completion: CompletionRule = CompletionRule()
    objects: list[LearningObject]
    media: list[Media] = []
    source_locale: str | None = None
    translated: Translated | None = None
