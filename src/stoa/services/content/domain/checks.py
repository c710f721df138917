"""What an object still lacks before learners may see it. Each fault names its object and field.

A warning is told as a fault is, and stops nobody.
"""

import re
from collections.abc import Iterator
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import nearest
from stoa.services.content.domain.html import says_nothing
from stoa.services.content.domain.item_checks import faults_of_item
from stoa.services.content.domain.objects import (
    Block,
    FileObject,
    ImageObject,
    ItemSetObject,
    LearningObject,
    LinkObject,
    TextObject,
    Tree,
    VideoObject,
)
from stoa.services.content.domain.texts import texts

_ADDRESS = re.compile(r'(?:src|href)="(media|object):([^"#]+)')


def faults_of(tree: Tree) -> list[Invalid]:
    """All of a course, in reading order."""
    media = {medium.name for medium in tree.media}
    ids = {this.id for this in tree.objects}
    found: list[Invalid] = []
    if not any(not isinstance(this, Block) for this in tree.objects):
        found.append(Invalid("content.check.empty_course", field="course"))
    for this in tree.objects:
        for fault in faults_of_object(this, media, ids):
            fault.data.update(object=str(this.id), title=this.title)
            found.append(fault)
    return found


def warnings_of(tree: Tree) -> list[Invalid]:
    """A film that has captions in no language of the course, in reading order."""
    locale = tree.front.locale
    return [
        Invalid(
            "content.check.no_captions", field="captions", object=this.id, title=this.title, locale=locale
        )
        for this in tree.objects
        if isinstance(this, VideoObject) and this.video and nearest(list(this.captions), [locale]) is None
    ]


def faults_of_object(this: LearningObject, media: set[str], ids: set[UUID]) -> Iterator[Invalid]:
    if isinstance(this, TextObject) and says_nothing(this.html):
        yield Invalid("content.check.no_text", field="html")
    elif isinstance(this, ImageObject):
        yield from _medium(this.image, media, "image")
        if not this.alt.strip():
            yield Invalid("content.check.no_alt", field="alt")
    elif isinstance(this, VideoObject):
        yield from _of_video(this, media, ids)
    elif isinstance(this, FileObject):
        yield from _medium(this.file, media, "file")
    elif isinstance(this, LinkObject) and not is_web_address(this.url):
        yield Invalid("content.check.no_address", field="url")
    elif isinstance(this, ItemSetObject):
        yield from _of_items(this)
    yield from _addresses(this, media, ids)


def is_web_address(url: str) -> bool:
    return re.fullmatch(r"https?://[^\s/]+[^\s]*", url) is not None


def _medium(name: str | None, media: set[str], field: str) -> Iterator[Invalid]:
    if not name:
        yield Invalid("content.check.no_file", field=field)
    elif name not in media:
        yield Invalid("content.check.file_gone", field=field, name=name)


def _of_video(this: VideoObject, media: set[str], ids: set[UUID]) -> Iterator[Invalid]:
    yield from _medium(this.video, media, "video")
    for name in [this.poster, *this.captions.values()]:
        if name and name not in media:
            yield Invalid("content.check.file_gone", field="captions", name=name)
    for checkpoint in this.checkpoints:
        if checkpoint.item_set not in ids:
            yield Invalid("content.check.checkpoint", field="checkpoints", at_s=checkpoint.at_s)


def _of_items(this: ItemSetObject) -> Iterator[Invalid]:
    if not this.item_set.items:
        yield Invalid("content.check.no_items", field="items")
    if this.item_set.exam and this.in_video:
        yield Invalid("content.check.exam_in_video", field="exam")
    for item in this.item_set.items:
        yield from faults_of_item(item)


def _addresses(this: LearningObject, media: set[str], ids: set[UUID]) -> Iterator[Invalid]:
    """Links and pictures in the texts lead somewhere."""
    for field, html in texts(this):
        for kind, target in _ADDRESS.findall(html):
            if not (target in media if kind == "media" else _is_one_of(target, ids)):
                yield Invalid(f"content.check.lost_{kind}", field=field, name=target)


def _is_one_of(target: str, ids: set[UUID]) -> bool:
    """Whether it is an id just as it is written."""
    try:
        id_ = UUID(target)
    except ValueError:
        return False
    return id_ in ids and str(id_) == target
