"""Documents of courses and their captions, from the private bucket, verified."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from anyio import to_thread

from stoa.contracts.content import CourseDocument
from stoa.kernel.captions import Cue, read_captions
from stoa.kernel.errors import Defect
from stoa.runtime.objects import Bucket
from stoa.services.localization.domain.course import Course
from stoa.services.localization.domain.cut_object import captions_of

Tree = dict[str, Any]


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
