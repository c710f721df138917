"""A text that a reader was shown, in their language and in its place; saying that it is wrong."""

from contextlib import suppress
from functools import partial
from typing import Any

from litestar import Controller, Response, get, post

from stoa.kernel.clock import Clock
from stoa.kernel.locale import Locale, parse_locale
from stoa.kernel.locale import tongue as in_language
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form
from stoa.runtime.http import signed_in
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.runtime.vouchers import Vouchers
from stoa.services.localization.commands import problems
from stoa.services.localization.commands.on_request import translate_shown
from stoa.services.localization.commands.vouched import vouched
from stoa.services.localization.domain.pace import Pace
from stoa.services.localization.pages.wording import language_name
from stoa.services.localization.ports import Outside, ShownTexts


class OnRequestPages(Controller):
    path = "/translated"

    @get("/", opt=signed_in())
    async def offer(
        self,
        request: AnyRequest,
        voucher: str,
        caller: Caller,
        outside: Outside,
        vouchers: Vouchers,
        clock: Clock,
        pages: Pages,
    ) -> Response[Any]:
        """A button where a machine does these languages; else nothing."""
        said = vouched(vouchers, caller, voucher, clock())
        offered = outside.machines.translates(Locale(said.locale), parse_locale(caller.locale))
        values: dict[str, Any] = {
            "voucher": voucher,
            "offered": offered,
            "language": _name(said.locale, caller),
        }
        if scripted(request):
            return pages.fragment("localization/_to_translate.html", caller, **values)
        return pages.show("localization/to_translate.html", caller, page=_page(pages, caller), **values)

    @post("/", opt=signed_in(), status_code=200)
    async def translate(
        self,
        form: Form,
        caller: Caller,
        db: Database,
        outside: Outside,
        texts: ShownTexts,
        vouchers: Vouchers,
        pace: Pace,
        clock: Clock,
        pages: Pages,
    ) -> Response[Any]:
        voucher, locale = form.text("voucher"), parse_locale(caller.locale)
        said = vouched(vouchers, caller, voucher, clock())
        pace.step(caller.tenant, caller.known(), clock())
        made = await translate_shown(db, outside, texts, caller, said, locale)
        values: dict[str, Any] = {
            "made": made,
            "said": said,
            "voucher": voucher,
            "language": _name(made.source_locale, caller),
            "in_language": in_language,
        }
        if scripted(form.request):
            return pages.fragment("localization/_translated.html", caller, **values)
        return pages.show("localization/translated.html", caller, page=_page(pages, caller), **values)

    @post("/problems", opt=signed_in(), status_code=200)
    async def report(
        self,
        form: Form,
        caller: Caller,
        db: Database,
        texts: ShownTexts,
        vouchers: Vouchers,
        clock: Clock,
        pages: Pages,
    ) -> Response[Any]:
        with suppress(Repeated):
            said = vouched(vouchers, caller, form.text("voucher"), clock())
            locale = parse_locale(caller.locale)
            await problems.report(db, texts, caller, said, locale, form.text("reason"))
        if scripted(form.request):
            return pages.fragment("localization/_problem_told.html", caller)
        return pages.show("localization/problem_told.html", caller, page=_page(pages, caller))


def _name(locale: str, caller: Caller) -> str:
    return language_name(locale, caller.locale)


def _page(pages: Pages, caller: Caller) -> dict[str, Any]:
    say = partial(pages.gettext, locale=caller.locale)
    return {"title": say("Translation")}
