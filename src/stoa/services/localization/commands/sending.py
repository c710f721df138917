"""A translators' file is put into the store, and read in the background."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import msgspec
from anyio import to_thread

from stoa.kernel.errors import Invalid, NotFound, TooLarge
from stoa.kernel.ids import new_id
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.runtime.objects import Objects
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.file import LARGEST, File, FileSent
from stoa.services.localization.domain.remembered import TENANT
from stoa.services.localization.domain.scopes import course_of
from stoa.services.localization.store import courses, editions, files

_LONGEST_NAME = 200


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    file: UUID


@dataclass(frozen=True, slots=True)
class Sending:
    """path: of the file as it was received. course, locale: whose units it has, None for the memory.

    scope: of the memory that it comes into. taken_as: as of `File`.
    """

    path: Path
    name: str
    scope: str = TENANT
    taken_as: tuple[str, ...] = ()
    course: UUID | None = None
    locale: str | None = None


async def send_file(db: Database, objects: Objects, caller: Caller, sending: Sending) -> Sent:
    """The bytes lie in the store before anything is promised. Raises Invalid, TooLarge, NotFound."""
    caller.require(*WHO_MAY_TRANSLATE)
    size, digest = await to_thread.run_sync(_measure, sending.path)
    if size == 0:
        raise Invalid("file.empty", field="file")
    if size > LARGEST:
        raise TooLarge("file.too_large", field="file", limit_mb=LARGEST // 1_000_000)
    key = f"{caller.tenant}/files/{digest}"
    await objects.private.put_file(key, sending.path)
    async with db.work(caller) as work:
        await _check_place(work, sending)
        file = File(
            id=new_id(),
            course=sending.course,
            locale=sending.locale,
            scope=sending.scope,
            taken_as=list(sending.taken_as),
            name=" ".join(Path(sending.name).name.split())[:_LONGEST_NAME] or "file",
            size=size,
            key=key,
            state="waiting",
            done=0,
            total=0,
            counts=[],
            code=None,
            data={},
            at=work.now,
            finished_at=None,
            by=caller.known(),
        )
        await files.add(work, file)
        work.record(FileSent(file=file.id))
        return work.keep(Sent(file=file.id))


async def _check_place(work: UnitOfWork, sending: Sending) -> None:
    """Raises NotFound for a course that is not there, or is not wanted in the locale."""
    course = sending.course or course_of(sending.scope)
    if course is None:
        return
    if await courses.load_course(work, course) is None:
        raise NotFound("localization.course_unknown")
    if sending.locale is not None:
        edition = await editions.load_edition(work, course, sending.locale)
        if edition is None or not edition.active:
            raise NotFound("locale.unknown", locale=sending.locale)


def _measure(path: Path) -> tuple[int, str]:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            digest.update(piece)
    return path.stat().st_size, digest.hexdigest()
