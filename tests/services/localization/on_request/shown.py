"""Texts as other services show them to readers, and what readers ask about them."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from stoa.contracts.shown import ShownPart, ShownText, ShownVoucher
from stoa.kernel.checksum import checksum
from stoa.kernel.ids import new_id
from stoa.runtime.vouchers import Vouchers
from tests.world import Someone, World

LINK = '<a href="https://example.org/a?b=1">https://example.org/a?b=1</a>'
TEXT = f"<p>Bring air. See {LINK} for 3 reasons.</p>"


@dataclass
class Shown:
    """A text in the store, as another service showed it."""

    world: World
    key: str
    checksum: str
    locale: str
    thing: UUID
    kind: str = "announcement"

    def to(self, reader: Someone, *, hours: float = 12) -> str:
        now = self.world.process.platform.clock()
        vouchers = Vouchers(self.world.process.platform.settings.web.token_key)
        return vouchers.sign(
            reader.caller,
            ShownVoucher(
                kind=self.kind,
                thing=self.thing,
                locale=self.locale,
                key=self.key,
                checksum=self.checksum,
                until=now + timedelta(hours=hours),
            ),
        )


async def show(
    world: World, html: str = TEXT, title: str = "The exam", locale: str = "en", course: UUID | None = None
) -> Shown:
    parts = [ShownPart(name="title", html=title), ShownPart(name="text", html=html)]
    data = msgspec.json.encode(ShownText(locale=locale, course=course or new_id(), parts=parts))
    thing = new_id()
    key = f"{world.tenant}/announcements/{thing}/{checksum(data)}.json"
    await world.objects.private.put(key, data, "application/json")
    return Shown(world, key, checksum(data), locale, thing)


async def asked(reader: Someone, voucher: str, locale: str = "es") -> dict[str, Any]:
    answer = await reader.post("/api/translations", json={"voucher": voucher, "locale": locale})
    assert answer.status_code == 200, answer.text
    said: dict[str, Any] = answer.json()
    return said


async def refused(reader: Someone, voucher: str, locale: str = "es") -> tuple[int, str]:
    answer = await reader.post("/api/translations", json={"voucher": voucher, "locale": locale})
    return answer.status_code, "" if answer.is_success else answer.json()["code"]


def said(answer: dict[str, Any]) -> list[str]:
    return [part["html"] for part in answer["parts"]]


async def problem_of(world: World, reader: Someone, text: Shown, reason: str = "") -> dict[str, Any]:
    """It was reported, and this is how translators find it."""
    body = {"voucher": text.to(reader), "locale": "es", "reason": reason}
    assert (await reader.post("/api/translations/problems", json=body)).status_code == 204
    translator = await world.someone("translator")
    [waiting] = (await translator.get("/api/translation/problems")).json()
    found: dict[str, Any] = (await translator.get(f"/api/translation/problems/{waiting['id']}")).json()
    return found
