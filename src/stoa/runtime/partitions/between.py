"""A stretch of a partition, from the log itself."""

from collections.abc import AsyncIterator

from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy

from stoa.runtime.live import subjects
from stoa.runtime.partitions.log import STREAM, Log
from stoa.runtime.partitions.record import Record, read_delivery

_BATCH = 500
_FETCH_S = 2.0


async def read_between(log: Log, partition: int, first: int, last: int) -> AsyncIterator[list[Record]]:
    """Records with a sequence from first to last, in order, as far as the log keeps them still."""
    if last < first:
        return
    pull = await log.bus.stream.pull_subscribe(
        subjects.log(partition),
        stream=STREAM,
        config=ConsumerConfig(
            deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
            opt_start_seq=max(1, first),
            ack_policy=AckPolicy.NONE,
            inactive_threshold=60,
        ),
    )
    try:
        more = True
        while more:
            try:
                messages = await pull.fetch(_BATCH, timeout=_FETCH_S)
            except TimeoutError:
                return
            records = [read_delivery(message).record for message in messages]
            wanted = [record for record in records if record.sequence <= last]
            if wanted:
                yield wanted
            more = len(wanted) == len(records) and int(messages[-1].metadata.num_pending) > 0
    finally:
        await pull.unsubscribe()
