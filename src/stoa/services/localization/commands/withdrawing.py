"""A file that came into the memory is taken back: what it brought leaves, in the background."""

from uuid import UUID

from stoa.kernel.errors import Conflict, Forbidden, NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.commands.editions import WHO_MAY_CHOOSE, WHO_MAY_TRANSLATE
from stoa.services.localization.domain.memory_unit import FileWithdrawn
from stoa.services.localization.ports import Outside
from stoa.services.localization.store import files, memory_units

_AT_ONCE = 5_000


async def withdraw_file(db: Database, caller: Caller, about: UUID) -> None:
    """Whoever sent it takes it back, or an editor. Raises NotFound, Forbidden, Conflict."""
    caller.require(*WHO_MAY_TRANSLATE)
    async with db.work(caller) as work:
        file = await files.load(work, about, lock=True)
        if file.course is not None:
            raise NotFound("file.unknown")
        if file.by != caller.known() and not caller.has(*WHO_MAY_CHOOSE):
            raise Forbidden("file.not_yours")
        if file.state != "done":
            raise Conflict("file.not_in_memory", field="file")
        total = await memory_units.count_of_file(work, about)
        await files.begin_leaving(work, about, total, caller.known())
        work.record(FileWithdrawn(file=about))


async def let_go(db: Database, outside: Outside, caller: Caller, about: UUID) -> None:
    """Batch by batch, each told to the index. After a death it goes on with what is left."""
    caller = caller.under(None)
    while True:
        async with db.work(caller) as work:
            file = await files.load(work, about, lock=True)
            if file.state != "leaving":
                return
            gone = await memory_units.remove_of_file(work, about, _AT_ONCE)
            if gone:
                await files.go_on(work, about, file.done + sum(map(len, gone.values())), file.counts)
            else:
                await files.end(work, about, "left", None, {})
        for pair, some in gone.items():
            await outside.fuzzy.forget(caller.tenant, pair, some)
