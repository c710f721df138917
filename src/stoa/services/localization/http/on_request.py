"""Texts that one was just shown, in one's own language; and saying that such a translation is wrong."""

from typing import Annotated

import msgspec
from litestar import Controller, post
from msgspec import Meta

from stoa.kernel.clock import Clock
from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import signed_in
from stoa.runtime.http.body import Body
from stoa.runtime.vouchers import LONGEST, Vouchers
from stoa.services.localization.commands import problems
from stoa.services.localization.commands.on_request import translate_shown
from stoa.services.localization.commands.vouched import vouched
from stoa.services.localization.domain.pace import Pace
from stoa.services.localization.domain.problem import LONGEST_REASON
from stoa.services.localization.ports import Outside, ShownTexts


class Wanted(Body, frozen=True, kw_only=True):
    """voucher: as it came with the text. locale: the caller's own where none is given."""

    voucher: Annotated[str, Meta(min_length=1, max_length=LONGEST)]
    locale: Annotated[str, Meta(max_length=35)] | None = None


class Wrong(Wanted, frozen=True, kw_only=True):
    reason: Annotated[str, Meta(max_length=LONGEST_REASON)] = ""


class Part(msgspec.Struct, frozen=True, kw_only=True):
    """name: `title` or `text`."""

    name: str
    html: str


class InOtherWords(msgspec.Struct, frozen=True, kw_only=True):
    """machines: whose words are in it, empty where people said all of it.

    lacking: some of it is in its own language still, marked with `lang`.
    """

    source_locale: str
    locale: str
    parts: list[Part]
    machines: list[str]
    lacking: bool


class OnRequest(Controller):
    path = "/api/translations"

    @post("/", opt=signed_in(), status_code=200)
    async def translate(
        self,
        data: Wanted,
        caller: Caller,
        db: Database,
        outside: Outside,
        texts: ShownTexts,
        vouchers: Vouchers,
        pace: Pace,
        clock: Clock,
    ) -> InOtherWords:
        """What was said before is said again; else machines are asked."""
        locale = parse_locale(data.locale or caller.locale)
        said = vouched(vouchers, caller, data.voucher, clock())
        pace.step(caller.tenant, caller.known(), clock())
        made = await translate_shown(db, outside, texts, caller, said, locale)
        return InOtherWords(
            source_locale=made.source_locale,
            locale=made.locale,
            parts=[Part(name=part.name, html=part.html) for part in made.parts],
            machines=list(made.machines),
            lacking=made.lacking,
        )

    @post("/problems", opt=signed_in(), status_code=204)
    async def report(
        self,
        data: Wrong,
        caller: Caller,
        db: Database,
        texts: ShownTexts,
        vouchers: Vouchers,
        clock: Clock,
    ) -> None:
        """Translators see the text and the reason."""
        locale = parse_locale(data.locale or caller.locale)
        said = vouched(vouchers, caller, data.voucher, clock())
        await problems.report(db, texts, caller, said, locale, data.reason)
