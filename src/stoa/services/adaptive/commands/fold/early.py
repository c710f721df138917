"""Messages about registrations that the log does not know yet: an enrolment may be told a moment later."""

from uuid import UUID

import msgspec

from stoa.runtime.partitions import Record
from stoa.services.adaptive.domain.changes import Known

EARLY = "early"
_MOST_REGISTRATIONS = 500
_MOST_OF_LEARNER = 4
"""Registrations: who names more makes them up, and would leave no room for anybody else's."""
_MOST_OF_ONE = 50
_MOST_BYTES = 256 * 1024
"""Of one registration."""
_EXPIRES_MS = 600_000
_DECODER = msgspec.msgpack.Decoder(list[tuple[str, int, int, bytes]])


class Early:
    """Kept in order, for ten minutes of the log: what nobody enrolled for by then was nobody's.

    expired: registrations of which nothing is kept any more, since they were looked at last.
    """

    def __init__(self) -> None:
        self.expired: set[UUID] = set()
        self._records: dict[UUID, list[Record]] = {}

    def load(self, row: Known) -> None:
        records = [Record(*fields) for fields in _DECODER.decode(row.data)]
        if records:
            self._records[row.about] = records

    def keep(self, registration: UUID, record: Record) -> bool:
        """Whether there is room for it."""
        held = self._records.get(registration, [])
        if not held and not self._has_room(record):
            self._expire(record.at_ms)
            if not self._has_room(record):
                return False
        if len(held) >= _MOST_OF_ONE or sum(len(one.data) for one in held) + len(record.data) > _MOST_BYTES:
            return False
        self._records[registration] = [*held, record]
        return True

    def _has_room(self, record: Record) -> bool:
        learner = _learner(record)
        theirs = sum(_learner(records[0]) == learner for records in self._records.values())
        return theirs < _MOST_OF_LEARNER and len(self._records) < _MOST_REGISTRATIONS

    def take(self, registration: UUID) -> list[Record]:
        return self._records.pop(registration, [])

    def row(self, registration: UUID) -> Known:
        records = [tuple(record) for record in self._records.get(registration, [])]
        return Known(EARLY, registration, msgspec.msgpack.encode(records))

    def _expire(self, now_ms: int) -> None:
        old = {one for one, records in self._records.items() if records[0].at_ms <= now_ms - _EXPIRES_MS}
        self.expired |= old
        for registration in old:
            del self._records[registration]


def _learner(record: Record) -> str:
    return record.subject.split(".")[3]
