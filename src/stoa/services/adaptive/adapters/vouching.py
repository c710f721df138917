"""Passages that a reader was shown, laid where other services read them, and vouched for."""

from asyncio import gather
from collections.abc import Sequence
from datetime import timedelta
from html import escape
from uuid import UUID

import msgspec

from stoa.contracts.shown import ShownPart, ShownText, ShownVoucher
from stoa.kernel.checksum import checksum
from stoa.kernel.clock import Clock
from stoa.runtime.caller import Caller
from stoa.runtime.objects import Objects
from stoa.runtime.vouchers import Vouchers
from stoa.services.adaptive.domain.passage import Passage

VOUCHED_FOR = timedelta(hours=12)
"""A page may lie open for a working day."""


class BucketVouching:
    """Is the port `Vouching`. Equal words lie there once, whoever was shown them."""

    def __init__(self, objects: Objects, vouchers: Vouchers, clock: Clock) -> None:
        self._objects = objects
        self._vouchers = vouchers
        self._clock = clock

    async def vouch(
        self, caller: Caller, course: UUID, locale: str, passages: Sequence[Passage]
    ) -> list[str]:
        return await gather(*(self._one(caller, course, locale, one) for one in passages))

    async def _one(self, caller: Caller, course: UUID, locale: str, passage: Passage) -> str:
        part = ShownPart(name="text", html=f"<p>{escape(passage.text)}</p>")
        data = msgspec.json.encode(ShownText(locale=locale, course=course, parts=[part]))
        key = f"{caller.tenant}/passages/{course}/{checksum(data)}.json"
        await self._objects.private.put(key, data, "application/json")
        voucher = ShownVoucher(
            kind="passage",
            thing=passage.object,
            locale=locale,
            key=key,
            checksum=checksum(data),
            until=self._clock() + VOUCHED_FOR,
        )
        return self._vouchers.sign(caller, voucher)
