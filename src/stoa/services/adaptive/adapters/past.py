"""What the log still has."""

from collections.abc import AsyncIterator

from nats.errors import Error as NatsError
from nats.js.errors import APIError

from stoa.kernel.errors import Unavailable
from stoa.runtime.partitions import Log, Record
from stoa.runtime.partitions.between import read_between


class LogPast:
    def __init__(self, log: Log) -> None:
        self._log = log

    async def records(self, partition: int) -> AsyncIterator[list[Record]]:
        try:
            last = await self._log.last_sequence_of(partition)
            async for records in read_between(self._log, partition, 1, last):
                yield records
        except (NatsError, APIError, OSError, TimeoutError) as error:
            raise Unavailable("log.unavailable") from error
