"""Learning objects and the course they make. Shapes as in `contracts.content`; see `items`."""

from enum import StrEnum
from uuid import UUID

import msgspec

from stoa.services.content.domain.html import Html
from stoa.services.content.domain.items import Item, ItemSet


class Level(StrEnum):
    """Of an explanation. The standard one is the object itself."""

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

    @property
    def needs_pass(self) -> bool:
        """An attempt that passes completes its set too, so two of the rules say the same."""
        return self in (MoveOn.PASSED, MoveOn.COMPLETED_AND_PASSED)


class Skill(msgspec.Struct, frozen=True, kw_only=True):
    """id: a slug, unique in the course."""

    id: str
    title: str


class Media(msgspec.Struct, frozen=True, kw_only=True):
    """A file of the course; its bytes lie in the private bucket under key."""

    name: str
    media_type: str
    size: int
    checksum: str
    key: str


class ObjectBase(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, tag_field="kind"):
    """key: its place in the source, for people. parent: a block, None at the top. minutes: of a learner."""

    id: UUID
    key: str
    title: str
    parent: UUID | None = None
    skills: list[str] = []
    minutes: float = 0
    required: bool = True
    requires: list[UUID] = []
    move_on: MoveOn = MoveOn.COMPLETED
    explanations: dict[Level, Html] = {}


class Block(ObjectBase, frozen=True, kw_only=True, tag="block"):
    description: Html = Html("")


class TextObject(ObjectBase, frozen=True, kw_only=True, tag="text"):
    html: Html


class ImageObject(ObjectBase, frozen=True, kw_only=True, tag="image"):
    image: str
    alt: str
    caption: Html = Html("")


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """at_s: second of the video at which it pauses."""

    at_s: float
    title: str
    item_set: UUID
    required: bool = True


class VideoObject(ObjectBase, frozen=True, kw_only=True, tag="video"):
    """video, poster and captions (by locale) name media."""

    video: str
    poster: str | None = None
    captions: dict[str, str] = {}
    checkpoints: list[Checkpoint] = []
    html: Html = Html("")


class ItemSetObject(ObjectBase, frozen=True, kw_only=True, tag="items"):
    """in_video: shown by a checkpoint of that video, not in the outline."""

    item_set: ItemSet
    in_video: UUID | None = None
    intro: Html = Html("")


class FileObject(ObjectBase, frozen=True, kw_only=True, tag="file"):
    file: str
    filename: str = ""
    html: Html = Html("")


class LinkObject(ObjectBase, frozen=True, kw_only=True, tag="link"):
    url: str
    html: Html = Html("")


LearningObject = Block | TextObject | ImageObject | VideoObject | ItemSetObject | FileObject | LinkObject


def kind_of(this: LearningObject | Item) -> str:
    """As documents name it: `text`, `items`, `choice`..."""
    return str(this.__struct_config__.tag)


class Completion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Complete with this share of the required objects and every set named passed.

    mastery_score: share of the points that passes the course; None: nothing to pass.
    """

    required_share: float = 1.0
    passed: list[UUID] = []
    mastery_score: float | None = None


class Front(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a course says of itself. cover: name of a media entry."""

    title: str
    locale: str
    description: Html = Html("")
    licence: str = ""
    authors: list[str] = []
    cover: str | None = None
    cover_alt: str = ""
    skills: list[Skill] = []
    completion: Completion = msgspec.field(default_factory=Completion)


class Tree(msgspec.Struct, frozen=True, kw_only=True):
    """A course at one moment. objects: depth first, a block before its children, siblings in order."""

    front: Front
    objects: list[LearningObject] = []
    media: list[Media] = []
