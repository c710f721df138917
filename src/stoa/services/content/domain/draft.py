"""What is being written: a learning object with its place and the count of its changes."""

from typing import Any
from uuid import UUID

import msgspec
from msgspec.structs import replace

from stoa.kernel.errors import Invalid
from stoa.services.content.domain.html import Html
from stoa.services.content.domain.items import ItemSet
from stoa.services.content.domain.objects import (
    Block,
    FileObject,
    ImageObject,
    ItemSetObject,
    LearningObject,
    LinkObject,
    MoveOn,
    TextObject,
    VideoObject,
)

KINDS = ("block", "text", "image", "video", "items", "file", "link")
LONGEST_TITLE = 200

EDITORS = ("editor", "administrator")
"""Roles that may write courses."""


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """version: counts up by one a change, for comparing and setting. position: among its siblings."""

    object: LearningObject
    position: float
    version: int

    @property
    def id(self) -> UUID:
        return self.object.id

    def changed(self, **fields: Any) -> "Draft":
        return replace(self, object=replace(self.object, **fields), version=self.version + 1)


def title_of(given: str, field: str = "title") -> str:
    """Raises Invalid when it is empty or too long."""
    title = " ".join(given.split())
    if not title:
        raise Invalid("content.title.missing", field=field)
    if len(title) > LONGEST_TITLE:
        raise Invalid("content.title.too_long", field=field, limit=LONGEST_TITLE)
    return title


def blank(kind: str, about: UUID, title: str, parent: UUID | None) -> LearningObject:
    """A fresh object. What it still lacks is said before it is published."""
    common: dict[str, Any] = {"id": about, "key": str(about), "title": title_of(title), "parent": parent}
    if kind == "block":
        return Block(**common)
    if kind == "text":
        return TextObject(**common, html=Html(""))
    if kind == "image":
        return ImageObject(**common, image="", alt="")
    if kind == "video":
        return VideoObject(**common, video="")
    if kind == "items":
        return ItemSetObject(**common, item_set=ItemSet(items=[], pages=[]), move_on=MoveOn.PASSED)
    if kind == "file":
        return FileObject(**common, file="")
    if kind == "link":
        return LinkObject(**common, url="")
    raise Invalid("content.object.kind", field="kind", allowed=", ".join(KINDS))
