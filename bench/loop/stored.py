"""What of a load is in the stream, and when it got there by the server's clock."""

from collections import Counter
from dataclasses import dataclass

from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from bench.loop.crowds import Waits
from bench.loop.marks import read_mark
from stoa.kernel.ids import TenantId
from stoa.runtime.bus import Bus
from stoa.runtime.partitions import Log
from stoa.runtime.partitions.log import STREAM

_FETCHED = 2000
_BEGINS = b'{"id":"'


@dataclass(frozen=True, slots=True)
class Stored:
    """batches: different ones. doubled: more than once. waits: from due to stored."""

    batches: int
    doubled: int
    waits: Waits


async def read_stored(bus: Bus, tenant: TenantId, *, drive: int, after: int) -> Stored:
    """after: the stream's last sequence before the load."""
    last = await Log(bus).last_sequence()
    pull = await bus.stream.pull_subscribe(
        f"log.*.{tenant}.*.*",
        stream=STREAM,
        config=ConsumerConfig(
            deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=after + 1,
            ack_policy=AckPolicy.NONE,
            inactive_threshold=60,
        ),
    )
    seen: Counter[tuple[int, int]] = Counter()
    waits: list[float] = []
    sequence = after
    while sequence < last:
        try:
            messages = await pull.fetch(_FETCHED, timeout=2)
        except TimeoutError:
            break
        for message in messages:
            words = message.reply.split(".")
            sequence, at_us = int(words[-4]), int(words[-2]) // 1000
            if message.data.startswith(_BEGINS):
                mark = read_mark(message.data[len(_BEGINS) : len(_BEGINS) + 36])
                if mark.drive == drive:
                    seen[mark.crowd, mark.number] += 1
                    waits.append((at_us - mark.due_us) / 1000)
    await pull.unsubscribe()
    return Stored(len(seen), len(waits) - len(seen), Waits(sorted(waits)))
