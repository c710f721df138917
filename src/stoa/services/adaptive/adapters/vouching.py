"""Passages that a reader was shown, laid where other services read them, and vouched for."""

from asyncio import gather
from collections.abc import Sequence
from html import escape
from uuid import UUID

import msgspec

from stoa.contracts.shown import VOUCHED_FOR, ShownPart, ShownText, ShownVoucher
from stoa.kernel.checksum import checksum
from stoa.kernel.clock import Clock
from stoa.runtime.caller import Caller
from stoa.runtime.kept import Kept
from stoa.runtime.objects import Objects
from stoa.runtime.vouchers import Vouchers
from stoa.services.adaptive.domain.passage import Passage

_REMEMBERED = 10_000


class BucketVouching:
    """Is the port `Vouching`. Equal words lie there once, whoever was shown them."""

    def __init__(self, objects: Objects, vouchers: Vouchers, clock: Clock) -> None:
        self._objects = objects
        self._vouchers = vouchers
        self._clock = clock
        self._laid: Kept[str, bool] = Kept(_REMEMBERED)

    async def vouch(
        self, caller: Caller, course: UUID, locale: str, passages: Sequence[Passage]
    ) -> list[str]:
        return await gather(*(self._one(caller, course, locale, one) for one in passages))

    async def _one(self, caller: Caller, course: UUID, locale: str, passage: Passage) -> str:
        part = ShownPart(name="text", html=f"<p>{escape(passage.text)}</p>")
        data = msgspec.json.encode(ShownText(locale=locale, course=course, parts=[part]))
        key = f"{caller.tenant}/passages/{course}/{checksum(data)}.json"
        if not self._laid.get(key):
            await self._objects.private.put(key, data, "application/json")
            self._laid.put(key, thing=True)
        voucher = ShownVoucher(
            kind="passage",
            thing=passage.object,
            locale=locale,
            key=key,
            checksum=checksum(data),
            until=self._clock() + VOUCHED_FOR,
        )
        return self._vouchers.sign(caller, voucher)
