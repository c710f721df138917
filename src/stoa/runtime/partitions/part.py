"""One partition as a reader sees it: whether it holds it, how far it read, what came since."""

from dataclasses import dataclass, field
from typing import NamedTuple

from stoa.runtime.partitions.record import Delivery, Record


class Mark(NamedTuple):
    """A place in the log, and which delivery of the consumer it was: acknowledging it needs both."""

    sequence: int
    delivered: int


START = Mark(0, 0)


@dataclass(slots=True)
class Part:
    """pin: the server's word that the partition is ours; None when it is not, or not yet.

    unknown: the partition was just given to us. missed: deliveries got lost on the way. ended: it is no
    longer ours, and nobody was told. mark: the last record that was taken.
    """

    number: int
    pin: str | None = None
    unknown: bool = False
    missed: bool = False
    ended: bool = False
    mark: Mark = START
    waiting: list[Delivery] = field(default_factory=list)
    _delivered: int = 0

    @property
    def held(self) -> bool:
        """Ours, and read up to what is waiting."""
        return self.pin is not None and not self.unknown

    def arrive(self, delivery: Delivery) -> None:
        if delivery.pin != self.pin:
            self.pin, self.unknown = delivery.pin, True
            self.waiting.clear()
        elif delivery.delivered != self._delivered + 1:
            self.missed = True
        self._delivered = delivery.delivered
        self.waiting.append(delivery)

    def lose(self) -> None:
        self.ended = self.ended or self.pin is not None
        self.pin, self.unknown, self.missed = None, False, False
        self.waiting.clear()

    @property
    def behind(self) -> bool:
        """Ours, and the log holds what was not brought to us."""
        return self.pin is not None and (self.unknown or self.missed)

    def caught_up(self, mark: Mark) -> None:
        """Everything up to the mark was taken."""
        self.unknown = False
        self.mark = mark

    def next_records(self, most: int) -> tuple[list[Record], Mark]:
        """What waits, in the order of the log, without what was taken before and only came again."""
        records, mark = [], self.mark
        for delivery in self.waiting[:most]:
            if delivery.record.sequence > mark.sequence:
                records.append(delivery.record)
                mark = Mark(delivery.record.sequence, delivery.delivered)
        del self.waiting[:most]
        return records, mark
