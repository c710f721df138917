"""The queue as a page of it is shown: what can be chosen, how much there is, one page of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.task import Remarks, Task
from stoa.services.localization.queries.tasks import PAGE, Wanted, list_waiting
from stoa.services.localization.store.queue import Heap, count_heaps
from stoa.services.localization.store.remarks import remarks_of


@dataclass(frozen=True, slots=True)
class Queue:
    """heaps: all that waits, whatever is wanted of it. tasks: the page that is wanted. now: of looking.

    remarks: by unit of the page.
    """

    now: datetime
    wanted: Wanted
    heaps: list[Heap]
    tasks: list[Task]
    remarks: Mapping[UUID, Remarks]

    @property
    def locales(self) -> list[str]:
        return sorted({heap.locale for heap in self.heaps})

    @property
    def courses(self) -> list[tuple[UUID, str]]:
        return list({heap.course: (heap.course, heap.title) for heap in self.heaps}.values())

    @property
    def chosen(self) -> list[Heap]:
        wanted = self.wanted
        return [
            heap
            for heap in self.heaps
            if (not wanted.locales or heap.locale in wanted.locales)
            and (wanted.course is None or heap.course == wanted.course)
            and (wanted.kind is None or heap.kind == wanted.kind.value)
        ]

    @property
    def count(self) -> int:
        return sum(heap.free if self.wanted.free else heap.waiting for heap in self.chosen)

    @property
    def free(self) -> int:
        return sum(heap.free for heap in self.chosen)

    @property
    def overdue(self) -> int:
        return sum(heap.overdue for heap in self.chosen)

    @property
    def pages(self) -> int:
        return max(1, -(-self.count // PAGE))


async def see_queue(db: Database, caller: Caller, wanted: Wanted) -> Queue:
    """Three statements, however long the queue is."""
    async with db.read(caller) as read:
        heaps = await count_heaps(read, caller.known(), read.now)
    tasks = await list_waiting(db, caller, wanted)
    async with db.read(caller) as read:
        remarks = await remarks_of(read, [task.unit.id for task in tasks])
    # One that was taken away between the two has nothing to be remarked of it.
    return Queue(read.now, wanted, heaps, [task for task in tasks if task.unit.id in remarks], remarks)
