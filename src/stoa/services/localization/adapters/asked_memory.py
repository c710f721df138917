"""Asking the process that has the fuzzy index, and answering for it.

Pages have no part in the subject: theirs is another account of the bus.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

import msgspec
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription
from nats.errors import Error as NatsError

from stoa.kernel.errors import Unavailable
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.terms.term import Term

_SUBJECT = "ask.localization.memory"
_HOLDERS = "holders"
"""Of several, each with a folder of its own, one answers."""
_WITHIN_S = 0.5
_AT_ONCE = 8
"""Texts of a question: it stays small, and answered in time."""

Found = Sequence[Sequence[Proposal]]


@dataclass(frozen=True, slots=True)
class Question:
    """As `FuzzyMemory.look_up` is asked."""

    tenant: UUID
    pair: LocalePair
    scopes: Sequence[str]
    texts: Sequence[CodedText]
    terms: Sequence[Term] = ()


_QUESTION = msgspec.msgpack.Decoder(Question)
_FOUND = msgspec.msgpack.Decoder(list[list[Proposal]])
_encode = msgspec.msgpack.encode


class AskedMemory:
    def __init__(self, client: Client) -> None:
        self._client = client
        self._answering: Subscription | None = None

    async def ask(self, question: Question) -> list[list[Proposal]]:
        """Raises Unavailable when nobody has the index, or does not answer in time."""
        found: list[list[Proposal]] = []
        for at in range(0, len(question.texts), _AT_ONCE):
            found += await self._ask(replace(question, texts=question.texts[at : at + _AT_ONCE]))
        return found

    async def _ask(self, question: Question) -> list[list[Proposal]]:
        data = _encode(question)
        if len(data) > self._client.max_payload:
            # A glossary can be larger than a message; without it a target is left as it was.
            data = _encode(replace(question, terms=()))
        try:
            answer = await self._client.request(_SUBJECT, data, timeout=_WITHIN_S)
        except (NatsError, OSError, TimeoutError) as error:
            raise Unavailable("memory.unavailable") from error
        return _FOUND.decode(answer.data)

    async def answer(self, find: Callable[[Question], Awaitable[Found]]) -> None:
        """Whoever asks from now on. Again changes nothing. Raises Unavailable."""
        if self._answering is not None:
            return

        async def heard(message: Msg) -> None:
            await message.respond(_encode(await find(_QUESTION.decode(message.data))))

        try:
            self._answering = await self._client.subscribe(_SUBJECT, queue=_HOLDERS, cb=heard)
        except (NatsError, OSError) as error:
            raise Unavailable("memory.unavailable") from error

    async def fall_silent(self) -> None:
        answering, self._answering = self._answering, None
        if answering is not None and not self._client.is_closed:
            await answering.unsubscribe()
