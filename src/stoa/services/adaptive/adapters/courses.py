"""Published courses, from the object store."""

import msgspec

from stoa.contracts.delivery import Cue, Manifest, ManifestObject
from stoa.kernel.errors import Defect, NotFound
from stoa.runtime.objects import Bucket, Objects
from stoa.services.adaptive.domain.course import CourseMap
from stoa.services.adaptive.domain.course_object import CourseObject
from stoa.services.adaptive.domain.passage import Passage
from stoa.services.adaptive.domain.passages import of_cues, of_page
from stoa.services.adaptive.ports import Published

_STANDARD = "standard"
# Made at import: msgspec must not come to know a type in two threads at once.
_MANIFEST = msgspec.json.Decoder(Manifest)
_CUES = msgspec.json.Decoder(list[Cue])


class ObjectCourses:
    def __init__(self, objects: Objects) -> None:
        self._objects = objects

    async def published(self, key: str, checksum: str) -> Published:
        document = await _verified(self._objects.private, key, checksum)
        manifest = _MANIFEST.decode(document)
        passages = [
            passage for thing in _speaking(manifest) for passage in await self._passages(manifest, thing)
        ]
        objects = tuple(_course_object(thing) for thing in manifest.objects)
        return Published(title=manifest.title, map=CourseMap(objects), passages=passages)

    async def _passages(self, manifest: Manifest, thing: ManifestObject) -> list[Passage]:
        found: list[Passage] = []
        if _STANDARD in thing.pages:
            html = await self._asset(manifest, thing.pages[_STANDARD])
            found += of_page(thing.id, thing.title, html.decode())
        if manifest.locale in thing.transcripts:
            cues = await self._asset(manifest, thing.transcripts[manifest.locale])
            lines = [(cue.at_s, cue.text) for cue in _CUES.decode(cues)]
            found += of_cues(thing.id, thing.title, lines)
        return found

    async def _asset(self, manifest: Manifest, path: str) -> bytes:
        checksum = next((asset.checksum for asset in manifest.assets if asset.path == path), None)
        return await _verified(self._objects.assets, manifest.key_of(path), checksum)


def _speaking(manifest: Manifest) -> list[ManifestObject]:
    """Those whose words may be cited where a learner is stuck; never item sets, which give responses away.

    What neither trains a skill nor counts towards the course, such as sources and credits, speaks about
    the course and not of what it teaches; yet it holds the very words that are searched for. Its editor
    said both, so nothing is guessed from a title, a place or a language, and an imported course, in which no
    object has skills, keeps all that counts. Where that leaves nothing, nothing can be told apart: all is
    kept.
    """
    explaining = [thing for thing in manifest.objects if thing.kind not in ("block", "items")]
    return [thing for thing in explaining if thing.skills or thing.required] or explaining


def _course_object(thing: ManifestObject) -> CourseObject:
    return CourseObject(
        id=thing.id,
        kind=thing.kind,
        parent=thing.parent,
        minutes=thing.minutes,
        duration_s=thing.duration_s,
        skills=tuple(thing.skills),
        requires=tuple(thing.requires),
        levels=frozenset(thing.pages),
        exam=thing.exam,
        in_video=thing.in_video,
    )


async def _verified(bucket: Bucket, key: str, checksum: str | None) -> bytes:
    """What delivery said is there has to be: a missing object is a defect, not a wrong address."""
    try:
        return await bucket.get(key, checksum)
    except NotFound as error:
        raise Defect("object.missing", key=key) from error
