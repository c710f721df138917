"""A learner's live connection: what they did goes out until it is kept, what is decided for them comes in."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import msgspec

from stoa.compose.learners.connection import Connection, open_connection, request
from stoa.compose.learners.person import Person
from stoa.compose.learners.tally import Tally
from stoa.contracts.adaptive import Decision
from stoa.contracts.telemetry import Action, ActionBatch, AnyAction, ConsentScope
from stoa.kernel.ids import new_id
from stoa.runtime.live.passes import Pass

_KEPT_WITHIN_S = 5.0
_EARLY = timedelta(seconds=40)


class Credentials(Pass, frozen=True, kw_only=True):
    """address: of the WebSocket."""

    address: str


class Line:
    """decisions: what came and was not looked at yet."""

    def __init__(self, person: Person, registration: UUID, tally: Tally) -> None:
        self.decisions: asyncio.Queue[Decision] = asyncio.Queue()
        self._tally = tally
        self._person = person
        self._registration = registration
        self._capture = new_id()
        self._seq = 0
        self._connection: Connection | None = None
        self._credentials: Credentials | None = None
        self._waiting: dict[bytes, asyncio.Future[None]] = {}
        self._last_number = 0

    def act(self, kind: type[Action], thing: UUID, **what: Any) -> AnyAction:
        """The next action in this page's lifetime."""
        self._seq += 1
        action: Any = kind(id=new_id(), seq=self._seq, at=_now_ms(), object=thing, **what)
        return action  # type: ignore[no-any-return]

    async def tell(self, *actions: AnyAction) -> None:
        """Until they are kept, however often that takes: the batch is known by its id."""
        batch = ActionBatch(
            id=new_id(),
            capture=self._capture,
            registration=self._registration,
            sent_at=_now_ms(),
            scope=ConsentScope.LEARNING,
            actions=list(actions),
        )
        self._tally.told += len(actions)
        while not await self._put(batch):
            self.hang_up()
        self._tally.kept += len(actions)

    async def _put(self, batch: ActionBatch) -> bool:
        try:
            connection, granted = await self._open()
        except OSError:
            await asyncio.sleep(1)
            return False
        self._last_number += 1
        reply = f"{granted.inbox}.{self._last_number}"
        kept = self._waiting[reply.encode()] = asyncio.get_running_loop().create_future()
        connection.publish(request(granted.publish, reply, str(batch.id), msgspec.json.encode(batch)))
        try:
            async with asyncio.timeout(_KEPT_WITHIN_S):
                await kept
        except TimeoutError:
            return False
        finally:
            del self._waiting[reply.encode()]
        return True

    async def _open(self) -> tuple[Connection, Credentials]:
        """The connection there is, or a new one when its pass is about to end."""
        good = self._credentials and self._credentials.expires_at - _EARLY > datetime.now(UTC)
        if good and self._credentials and self._connection and not self._connection.closed.done():
            return self._connection, self._credentials
        granted = msgspec.convert(await self._person.post("/api/live/credentials"), Credentials)
        address = urlsplit(granted.address)
        origin = f"{address.scheme.replace('ws', 'http')}://{address.netloc}"
        connection = await open_connection(
            granted, self._heard, to=granted.address, origin=origin, path=address.path
        )
        self.hang_up()
        self._connection, self._credentials = connection, granted
        return connection, granted

    def _heard(self, subject: bytes, data: bytes) -> None:
        if (kept := self._waiting.get(subject)) is not None:
            if b'"seq"' in data and not kept.done():
                kept.set_result(None)
        elif subject.endswith(b".decisions"):
            self.decisions.put_nowait(msgspec.json.decode(data, type=Decision))

    def hang_up(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _now_ms() -> int:
    return int(datetime.now(UTC).timestamp() * 1000)
