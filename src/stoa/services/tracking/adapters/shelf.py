"""Versions and pages at hand: immutable, so once read and verified they are good for ever."""

from uuid import UUID

import msgspec
from anyio import to_thread

from stoa.contracts.delivery import Manifest
from stoa.kernel.errors import Defect, NotFound
from stoa.runtime.kept import Fetched
from stoa.runtime.objects import Bucket, Objects
from stoa.services.tracking.adapters.manifest import course_version
from stoa.services.tracking.domain.version import CourseVersion

OBJECTS_AT_HAND = 200_000
"""Learning objects of all versions together: about 200 MB at most."""

PAGES_AT_HAND = 64 * 1024 * 1024
"""Bytes of html."""


class ObjectShelf:
    """Reads from the object store. A version is held under its tenant: nobody is shown what is not theirs."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        self._versions: Fetched[CourseVersion] = Fetched(OBJECTS_AT_HAND)
        self._pages: Fetched[str] = Fetched(PAGES_AT_HAND)

    async def version(self, tenant: UUID, key: str, checksum: str) -> CourseVersion:
        async def fetch() -> tuple[CourseVersion, int]:
            data = await _verified(self._objects.private, key, checksum)
            version = await to_thread.run_sync(_decode, data)
            return version, len(version.outline.steps) + 1

        return await self._versions.get(f"{tenant}/{key}/{checksum}", fetch)

    async def page(self, version: CourseVersion, path: str) -> str:
        checksum = version.checksums.get(path)
        if checksum is None:
            raise Defect("manifest.asset_missing", path=path, content=str(version.content))
        key = version.asset_key(path)

        async def fetch() -> tuple[str, int]:
            data = await _verified(self._objects.assets, key, checksum)
            return data.decode(), len(data)

        return await self._pages.get(f"{key}/{checksum}", fetch)


async def _verified(bucket: Bucket, key: str, checksum: str) -> bytes:
    """What delivery said is there has to be: a missing object is a defect, not a wrong address."""
    try:
        return await bucket.get(key, checksum)
    except NotFound as error:
        raise Defect("object.missing", key=key) from error


def _decode(data: bytes) -> CourseVersion:
    return course_version(msgspec.json.decode(data, type=Manifest))
