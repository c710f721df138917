"""What comes before its enrolment is told waits for it, within bounds, and not for ever."""

from uuid import UUID

import msgspec
import pytest

from stoa.contracts import telemetry as wire
from stoa.kernel.ids import PersonId, TenantId
from stoa.runtime.partitions import Record
from stoa.services.adaptive.commands.fold.early import EARLY
from stoa.services.adaptive.commands.fold.reading import Unreadable, read
from stoa.services.adaptive.commands.fold.tenant import TenantFold

TENANT, LEARNER = TenantId(UUID(int=1)), PersonId(UUID(int=2))
NOW_MS = 1_790_000_000_000
TEN_MINUTES_MS = 600_000


def told(place: int, registration: int, *, at_ms: int = NOW_MS) -> Record:
    opened = wire.PageOpened(id=UUID(int=place), seq=1, at=NOW_MS, object=UUID(int=5))
    batch = wire.ActionBatch(
        id=UUID(int=place),
        capture=UUID(int=place),
        registration=UUID(int=registration),
        sent_at=NOW_MS,
        scope=wire.ConsentScope.LEARNING,
        actions=[opened],
    )
    return Record(f"log.0.{TENANT}.{LEARNER}.{UUID(int=9)}", place, at_ms, msgspec.json.encode(batch))


def test_registrations_that_nobody_enrolled_for_leave_nothing_behind() -> None:
    fold = TenantFold(TENANT, 0, 0, {})
    for place in range(1, 5):
        fold.take(read(told(place, registration=100 + place)))
    with pytest.raises(Unreadable):
        fold.take(read(told(5, registration=105)))
    fold.begin_changes()
    fold.take(read(told(6, registration=106, at_ms=NOW_MS + TEN_MINUTES_MS)))
    changes = fold.changes()
    assert changes is not None
    rows = {row.about.int: msgspec.msgpack.decode(row.data) for row in changes.known if row.noun == EARLY}
    assert {about: len(records) for about, records in rows.items()} == {
        101: 0,
        102: 0,
        103: 0,
        104: 0,
        106: 1,
    }
