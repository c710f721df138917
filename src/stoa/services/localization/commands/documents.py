"""Documents of courses and their captions, from the private bucket, verified."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import msgspec
from anyio import to_thread

from stoa.contracts.content import CourseDocument
from stoa.kernel.captions import Cue, read_captions
from stoa.kernel.errors import Defect, NotFound
from stoa.runtime import log
from stoa.runtime.objects import Bucket
from stoa.services.localization.domain.course import Course
from stoa.services.localization.domain.cut_object import captions_of
from stoa.services.localization.domain.made import MadeDocument

_log = log.get(__name__)
Tree = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """Of the last document in a locale. things: objects that stay as they are, by id; media: by name."""

    locale: str = ""
    things: Mapping[str, Tree] = field(default_factory=dict)
    media: Mapping[str, Tree] = field(default_factory=dict)

    def captions(self, source: Tree) -> dict[str, Tree]:
        """Entries of the files that were written for films which stay, by film. source: document."""
        found = {}
        for thing in source["objects"]:
            kept = self.things.get(thing["id"])
            name = (captions_of(kept, self.locale) if kept else None) or ""
            if name in self.media and captions_of(thing, self.locale) is None:
                found[str(thing["id"])] = self.media[name]
        return found


async def fetch_tree(bucket: Bucket, course: Course) -> Tree:
    """A CourseDocument as JSON. Raises Defect when it is none, or not the one that was announced."""
    data = await bucket.get(course.document_key, course.document_checksum)
    return await to_thread.run_sync(_read, data, course)


def _read(data: bytes, course: Course) -> Tree:
    try:
        document = msgspec.json.decode(data, type=CourseDocument)
    except msgspec.MsgspecError as error:
        raise Defect("localization.document", why=str(error)) from error
    if (document.course, document.locale, document.revision) != (course.id, course.locale, course.revision):
        raise Defect("localization.document", why="course, locale or revision")
    tree: Tree = msgspec.json.decode(data)
    return tree


async def fetch_kept(bucket: Bucket, before: MadeDocument | None, marks: Mapping[UUID, str]) -> Kept:
    """Nothing where the last document is gone or damaged. marks: of the objects as they are now."""
    if before is None:
        return Kept()
    try:
        data = await bucket.get(before.key, before.checksum)
    except (NotFound, Defect) as error:
        _log.warning("localization.document_left_out", key=before.key, code=error.code)
        return Kept()
    return await to_thread.run_sync(_kept, data, {str(id_) for id_ in before.same(marks)})


def _kept(data: bytes, same: Collection[str]) -> Kept:
    tree: Tree = msgspec.json.decode(data)
    things = {thing["id"]: thing for thing in tree["objects"] if thing["id"] in same}
    return Kept(str(tree["locale"]), things, {entry["name"]: entry for entry in tree.get("media", ())})


async def fetch_captions(
    bucket: Bucket, tree: Tree, wanted: Sequence[str] | None = None
) -> Mapping[str, list[Cue]]:
    """Cues in the source's locale, by id of the film. wanted: ids of films, None for all.

    A file that delivery would refuse is none here: the editor hears of it from there.
    """
    media = {entry["name"]: entry for entry in tree.get("media", ())}
    found: dict[str, list[Cue]] = {}
    for thing in tree["objects"]:
        name = captions_of(thing, tree["locale"])
        if name in media and (wanted is None or thing["id"] in wanted):
            data = await bucket.get(media[name]["key"], media[name]["checksum"])
            found[thing["id"]] = read_captions(data)
    return found
