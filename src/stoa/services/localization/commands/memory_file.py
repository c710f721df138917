"""A file comes into the memory: what it says stands beside what is known, never in its place."""

from collections.abc import Sequence

from anyio import to_thread

from stoa.runtime.db import UnitOfWork
from stoa.services.localization.commands.file_parts import Unit
from stoa.services.localization.commands.reading import Batch
from stoa.services.localization.domain.file import Ended, File, FileEntry, Outcome
from stoa.services.localization.domain.imported import Imported, imported
from stoa.services.localization.store.imported import add_imported

Looked = Sequence[Imported | FileEntry]


class IntoMemory:
    """Is a `Taker`."""

    async def look(self, file: File, units: Sequence[Unit]) -> Looked:
        return await to_thread.run_sync(_looked_at, units, file.taken_as)

    async def take(self, work: UnitOfWork, file: File, looked: Looked) -> Batch:
        good = [one for one in looked if isinstance(one, Imported)]
        refused = [one for one in looked if isinstance(one, FileEntry)]
        added = await add_imported(work, file.id, file.scope, good)
        ended: list[Ended] = [(one.pair, Outcome.TAKEN if is_new else Outcome.KNOWN) for one, is_new in added]
        return Batch([*ended, *((one.pair, one.outcome) for one in refused)], refused)


def _looked_at(units: Sequence[Unit], taken_as: Sequence[str]) -> list[Imported | FileEntry]:
    return [imported(one, taken_as) for one in units]
