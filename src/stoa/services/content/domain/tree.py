"""A course put together from its drafts, and taken apart again."""

import re
from collections.abc import Iterable, Mapping
from uuid import UUID

from stoa.services.content.domain.draft import Draft
from stoa.services.content.domain.objects import (
    FileObject,
    Front,
    ImageObject,
    ItemSetObject,
    LearningObject,
    Media,
    Tree,
    VideoObject,
    kind_of,
)
from stoa.services.content.domain.outline import STEP, Entry, in_order
from stoa.services.content.domain.texts import texts

_MEDIA = re.compile(r'(?:src|href)="media:([^"#]+)')


def entries_of(tree: Tree) -> list[Entry]:
    """The outline of a course that was kept."""
    return [_entry(draft) for draft in drafts_of(tree.objects, {})]


def tree_of(front: Front, drafts: Mapping[UUID, Draft], media: Iterable[Media]) -> Tree:
    """Objects in reading order, and of the media those that something refers to."""
    entries = [_entry(draft) for draft in drafts.values()]
    objects = [drafts[line.entry.id].object for line in in_order(entries)]
    used = media_used(front, objects)
    return Tree(front=front, objects=objects, media=[medium for medium in media if medium.name in used])


def _entry(draft: Draft) -> Entry:
    this = draft.object
    in_video = this.in_video if isinstance(this, ItemSetObject) else None
    return Entry(
        this.id, this.parent, draft.position, kind_of(this), this.title, draft.version, in_video=in_video
    )


def drafts_of(objects: Iterable[LearningObject], before: Mapping[UUID, Draft]) -> list[Draft]:
    """In the order given. One that stays as it was keeps the count of its changes, others count up."""
    drafts = []
    for number, this in enumerate(objects, 1):
        old = before.get(this.id)
        version = 0 if old is None else old.version + (old.object != this)
        drafts.append(Draft(object=this, position=number * STEP, version=version))
    return drafts


def media_used(front: Front, objects: Iterable[LearningObject]) -> set[str]:
    """Names of media that fields or texts refer to."""
    used = {front.cover} if front.cover else set()
    for this in objects:
        used |= {name for _, html in texts(this) for name in _MEDIA.findall(html)}
        if isinstance(this, ImageObject):
            used.add(this.image)
        elif isinstance(this, FileObject):
            used.add(this.file)
        elif isinstance(this, VideoObject):
            used |= {this.video, *this.captions.values()} | ({this.poster} if this.poster else set())
    return used
