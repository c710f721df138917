"""Somebody's own account: name, language, password, where they are signed in."""

from typing import Any
from uuid import UUID

from litestar import Controller, Response, get, post

from stoa.kernel.clock import Clock, time_zones
from stoa.kernel.errors import Refusal
from stoa.kernel.ids import SessionId
from stoa.runtime import words
from stoa.runtime.auth import TokenSigner
from stoa.runtime.caller import Caller
from stoa.runtime.config import Settings
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, go_on
from stoa.runtime.http import signed_in
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.pages import Pages
from stoa.services.identity.commands.account import Preferences, change_account, change_password
from stoa.services.identity.commands.passwords import Passwords
from stoa.services.identity.commands.sessions import end_other_sessions, end_session
from stoa.services.identity.domain.password import SHORTEST
from stoa.services.identity.pages.cookies import choose_locale, forget_access, network
from stoa.services.identity.queries.sessions import list_sessions, load_account

_PAGE = "identity/account.html"


class Account(Controller):
    path = "/account"

    @get("/", opt=signed_in())
    async def show(
        self, caller: Caller, db: Database, pages: Pages, clock: Clock, done: str = ""
    ) -> Response[Any]:
        values = await _values(db, caller, clock)
        return pages.show(_PAGE, caller, done=done, **values)

    @post("/", opt=signed_in())
    async def save(
        self, form: Form, caller: Caller, db: Database, clock: Clock, settings: Settings
    ) -> Response[Any]:
        wanted = Preferences(
            name=form.text("name"), locale=form.text("locale"), time_zone=form.text("time_zone")
        )
        try:
            await change_account(db, caller, wanted)
        except Refusal as error:
            values = await _values(db, caller, clock, wanted)
            return form.again(error, _PAGE, done="", **values)
        response = go_on(form.request, "/account?done=saved")
        forget_access(response, settings.web)
        choose_locale(response, settings.web, "")
        return response

    @post("/password", opt=signed_in())
    async def change_password(
        self,
        form: Form,
        caller: Caller,
        db: Database,
        passwords: Passwords,
        tokens: TokenSigner,
        clock: Clock,
    ) -> Response[Any]:
        """Asks for the old one and ends every other session."""
        old, new = form.text("old"), form.text("new")
        try:
            ended = await change_password(db, caller, passwords, old, new, network(form.request))
        except Refusal as error:
            values = await _values(db, caller, clock)
            return form.again(error, _PAGE, done="", **values)
        for session in ended:
            tokens.end(session)
        return go_on(form.request, "/account?done=password")

    @post("/sessions/{session:uuid}/end", opt=signed_in())
    async def end_session(
        self, session: UUID, request: AnyRequest, caller: Caller, db: Database, tokens: TokenSigner
    ) -> Response[Any]:
        try:
            for ended in await end_session(db, caller, SessionId(session)):
                tokens.end(ended)
        except Repeated:
            pass
        return go_on(request, "/account?done=session#sessions")

    @post("/sessions/end-others", opt=signed_in())
    async def end_others(
        self, request: AnyRequest, caller: Caller, db: Database, tokens: TokenSigner
    ) -> Response[Any]:
        try:
            for ended in await end_other_sessions(db, caller):
                tokens.end(ended)
        except Repeated:
            pass
        return go_on(request, "/account?done=sessions#sessions")


async def _values(
    db: Database, caller: Caller, clock: Clock, typed: Preferences | None = None
) -> dict[str, Any]:
    account = await load_account(db, caller)
    return {
        "account": account,
        "typed": typed or Preferences(name=account.name, locale=account.locale, time_zone=account.time_zone),
        "sessions": await list_sessions(db, caller, clock),
        "this_session": caller.session,
        "offered_locales": words.LOCALES,
        "zones": time_zones(),
        "least": SHORTEST,
    }
