"""A stretch of a partition, from the log itself."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

from nats.errors import Error as NatsError
from nats.js.api import AckPolicy, ConsumerConfig, DeliverPolicy
from nats.js.errors import APIError

from stoa.kernel.errors import Unavailable
from stoa.runtime.live import subjects
from stoa.runtime.partitions.log import STREAM, Log
from stoa.runtime.partitions.record import Record, read_delivery
from stoa.runtime.pull import pulling

_BATCH = 500
_WITHIN_S = 10.0


async def read_between(log: Log, partition: int, first: int, last: int) -> AsyncIterator[list[Record]]:
    """Records with a sequence from first to last, in order, as far as the log keeps them still.

    Raises Unavailable where the server falls silent before the last: what was missed would never be read.
    """
    if last < first:
        return
    stream = log.bus.stream
    wanted = ConsumerConfig(
        filter_subject=subjects.log(partition),
        deliver_policy=DeliverPolicy.BY_START_SEQUENCE,
        opt_start_seq=max(1, first),
        ack_policy=AckPolicy.NONE,
        inactive_threshold=60,
    )
    try:
        made = await stream.add_consumer(STREAM, wanted)
        try:
            async with pulling(log.bus.client, STREAM, made.name, _BATCH) as pull:
                more = bool(made.num_pending)
                while more:
                    async with asyncio.timeout(_WITHIN_S):
                        messages = await pull.next()
                    records = [read_delivery(message).record for message in messages]
                    yield [record for record in records if record.sequence <= last]
                    more = records[-1].sequence < last and messages[-1].metadata.num_pending > 0
        finally:
            with suppress(NatsError, APIError, TimeoutError):
                await stream.delete_consumer(STREAM, made.name)
    except (NatsError, APIError, OSError, TimeoutError) as error:
        raise Unavailable("log.unavailable") from error
