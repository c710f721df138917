"""Courses as they were published, opened at hand: immutable, so once read they are good for ever."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from anyio import to_thread

from stoa.kernel.errors import Defect
from stoa.runtime.kept import Fetched
from stoa.runtime.objects import Bucket
from stoa.services.localization.domain.course import Course

Tree = dict[str, Any]

BYTES_AT_HAND = 64 * 1024 * 1024
"""Of documents, in each process."""


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """front, things: as they lie in the document, read when they are asked for. media: entries by name."""

    front: Mapping[str, msgspec.Raw]
    things: Mapping[UUID, msgspec.Raw]
    media: Mapping[str, Tree]

    def thing(self, id_: UUID) -> Tree | None:
        """None where the course has no such object."""
        raw = self.things.get(id_)
        return msgspec.json.decode(raw) if raw is not None else None

    def cover(self) -> Tree:
        """What the course says of itself, as an object."""
        return {**{name: msgspec.json.decode(raw) for name, raw in self.front.items()}, "kind": "course"}


class _Named(msgspec.Struct):
    id: UUID


class DocumentShelf:
    """One a process. A document is held under its tenant: nobody is shown what is not theirs."""

    def __init__(self, bucket: Bucket) -> None:
        self._bucket = bucket
        self._open: Fetched[OpenDocument] = Fetched(BYTES_AT_HAND)

    async def document(self, tenant: UUID, course: Course) -> OpenDocument:
        """Raises NotFound, Unavailable, and Defect when it is none or not the one that was announced."""
        key, checksum = course.document_key, course.document_checksum

        async def fetch() -> tuple[OpenDocument, int]:
            data = await self._bucket.get(key, checksum)
            return await to_thread.run_sync(_open, data), len(data)

        return await self._open.get(f"{tenant}/{key}/{checksum}", fetch)


def _open(data: bytes) -> OpenDocument:
    try:
        front = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
        media = msgspec.json.decode(front.pop("media", b"[]"))
        things = msgspec.json.decode(front.pop("objects"), type=list[msgspec.Raw])
        named = {msgspec.json.decode(one, type=_Named).id: one for one in things}
    except (msgspec.MsgspecError, KeyError) as error:
        raise Defect("localization.document", why=str(error)) from error
    return OpenDocument(front, named, {entry["name"]: entry for entry in media})
