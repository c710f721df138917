"""Order and search by name: names are identity's alone, so other services ask it about people by their ids.

Only ids come back. Pages have no part in the subject: theirs is another account of the bus.
"""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from stoa.kernel.errors import Conflict, Unavailable
from stoa.kernel.ids import TenantId

MOST_PEOPLE = 60_000
"""As many ids as fit into a message."""
LONGEST_SEARCH = 100
_SUBJECT = "ask.identity.names"
_WHO_ANSWERS = "identity"
_WITHIN_S = 5.0
_BYTES = 16


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """Which of the people have the words in their name, and in which order they come. No words: all have."""

    tenant: TenantId
    words: str
    people: bytes

    def ids(self) -> list[UUID]:
        return _ids(self.people)


Find = Callable[[Question], Awaitable[Sequence[UUID]]]
_QUESTION = msgspec.msgpack.Decoder(Question)


class Names:
    def __init__(self, client: Client) -> None:
        self._client = client

    async def in_order(self, tenant: TenantId, people: Sequence[UUID], words: str = "") -> list[UUID]:
        """Those whose name has the words, by name; without words all of them, who has no name last.

        Raises Conflict for more than can be asked about, Unavailable when nobody answers in time.
        """
        if len(people) > MOST_PEOPLE:
            raise Conflict("names.too_many_to_order", most=MOST_PEOPLE)
        question = Question(tenant=tenant, words=words, people=_packed(people))
        try:
            answer = await self._client.request(_SUBJECT, msgspec.msgpack.encode(question), timeout=_WITHIN_S)
        except (NatsError, OSError, TimeoutError) as error:
            raise Unavailable("names.unavailable") from error
        found = _ids(answer.data)
        if words:
            return found
        known = set(found)
        return [*found, *(one for one in people if one not in known)]

    async def answer(self, find: Find) -> Subscription:
        """Whoever asks from now on, as one of those who answer."""

        async def heard(message: Msg) -> None:
            await message.respond(_packed(await find(_QUESTION.decode(message.data))))

        return await self._client.subscribe(_SUBJECT, queue=_WHO_ANSWERS, cb=heard)


def _packed(people: Sequence[UUID]) -> bytes:
    return b"".join(one.bytes for one in people)


def _ids(packed: bytes) -> list[UUID]:
    return [UUID(bytes=bytes(packed[at : at + _BYTES])) for at in range(0, len(packed), _BYTES)]
