"""Files of a course that a person adds."""

import re
import unicodedata
from pathlib import Path
from uuid import UUID

from anyio import to_thread

from stoa.kernel.errors import Invalid
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.objects import Objects
from stoa.services.content.commands.reading import Tools, store_medium
from stoa.services.content.domain.captions import check_captions
from stoa.services.content.domain.limits import FILE
from stoa.services.content.domain.objects import Media
from stoa.services.content.store import courses
from stoa.services.content.store import objects as drafts

_NOT_IN_NAME = re.compile(r"[^A-Za-z0-9._-]+")
_LONGEST_NAME = 80


async def add_medium(
    db: Database,
    objects: Objects,
    tools: Tools,
    caller: Caller,
    course: UUID,
    path: Path,
    file_name: str,
) -> Media:
    """Under a name of its own in the course; the same file again keeps the name that it has."""
    name = plain_name(file_name)
    tools.file_type(name)
    data = await to_thread.run_sync(_read, path, name)
    await to_thread.run_sync(tools.check_file, name, data)
    async with db.read(caller) as read:
        (await courses.load(read, course)).check_open()
    if name.endswith(".vtt"):
        await to_thread.run_sync(check_captions, data)
    stored = await store_medium(objects.private, tools.file_type, caller, name, data)
    async with db.work(caller) as work:
        await courses.load_locked(work, course)
        there = await drafts.media_of(work, course)
        same = next((medium for medium in there if medium.checksum == stored.checksum), None)
        if same is not None:
            return work.keep(same)
        free = _free_name(name, {medium.name for medium in there})
        medium = Media(
            name=free,
            media_type=stored.media_type,
            size=stored.size,
            checksum=stored.checksum,
            key=stored.key,
        )
        await drafts.save_media(work, course, [medium])
        return work.keep(medium)


def plain_name(given: str) -> str:
    """Letters, digits, dot, hyphen and underscore, with the extension in small letters."""
    flat = unicodedata.normalize("NFKD", Path(given).name).encode("ascii", "ignore").decode()
    stem, dot, extension = _NOT_IN_NAME.sub("-", flat).strip("-._").rpartition(".")
    if not dot:
        raise Invalid("content.media.unknown", field="file", name=given)
    return f"{stem[:_LONGEST_NAME].strip('-._') or 'file'}.{extension.lower()}"


def _free_name(name: str, taken: set[str]) -> str:
    stem, _, extension = name.rpartition(".")
    candidates = [name, *(f"{stem}-{number}.{extension}" for number in range(2, len(taken) + 3))]
    return next(candidate for candidate in candidates if candidate not in taken)


def _read(path: Path, name: str) -> bytes:
    if path.stat().st_size > FILE.video:
        raise Invalid("content.media.too_large", field="file", name=name, limit_mb=FILE.video // 1_000_000)
    return path.read_bytes()
