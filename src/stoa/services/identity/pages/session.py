"""Signing in and out, and staying signed in."""

from typing import Annotated, Any
from urllib.parse import quote

from litestar import Controller, Response, get, post
from litestar.params import QueryParameter

from stoa.kernel.errors import Invalid, Refusal, Unauthenticated
from stoa.runtime import words
from stoa.runtime.auth import TokenSigner
from stoa.runtime.caller import Caller
from stoa.runtime.config import Settings
from stoa.runtime.db import Database
from stoa.runtime.forms import Form, go_on
from stoa.runtime.http import public
from stoa.runtime.http.asked import AnyRequest
from stoa.runtime.pages import Pages
from stoa.services.identity.commands.account import Preferences, change_account
from stoa.services.identity.commands.passwords import Passwords
from stoa.services.identity.commands.sessions import refresh_session, sign_in, sign_out
from stoa.services.identity.domain.destination import HOME, local_path
from stoa.services.identity.domain.session import Kind
from stoa.services.identity.pages.cookies import (
    admit,
    arrival,
    choose_locale,
    dismiss,
    forget_access,
    ticket_of,
)


class SessionPages(Controller):
    path = "/"

    @get("/sign-in", opt=public())
    async def show(
        self,
        caller: Caller,
        pages: Pages,
        wanted: Annotated[str, QueryParameter(name="next")] = HOME,
        left: str = "",
    ) -> Response[Any]:
        """Whoever is signed in already is sent on."""
        target = local_path(wanted)
        if caller.person is not None:
            return Response(None, status_code=303, headers={"Location": target})
        return pages.show(
            "identity/sign_in.html",
            caller,
            next=target,
            email="",
            kept=True,
            left=left,
        )

    @post("/sign-in", opt=public())
    async def sign_in(
        self,
        form: Form,
        caller: Caller,
        db: Database,
        passwords: Passwords,
        tokens: TokenSigner,
        settings: Settings,
    ) -> Response[Any]:
        target, email, kept = local_path(form.text("next")), form.text("email"), form.ticked("kept")
        try:
            came = arrival(form.request, settings.web, kept=kept)
            signed_in = await sign_in(db, caller, passwords, email, form.text("password"), came)
        except Refusal as error:
            return form.again(
                error,
                "identity/sign_in.html",
                next=target,
                email=email,
                kept=kept,
                left="",
            )
        response = go_on(form.request, target)
        admit(response, signed_in, tokens, settings.web)
        return response

    @post("/sign-out", opt=public())
    async def sign_out(
        self, request: AnyRequest, caller: Caller, db: Database, tokens: TokenSigner, settings: Settings
    ) -> Response[Any]:
        for session in await sign_out(db, caller, ticket_of(request, settings.web)):
            tokens.end(session)
        response = go_on(request, "/sign-in?left=1")
        dismiss(response, settings.web)
        return response

    @get("/session/refresh", opt=public())
    async def refresh_and_return(
        self,
        request: AnyRequest,
        caller: Caller,
        db: Database,
        tokens: TokenSigner,
        settings: Settings,
        wanted: Annotated[str, QueryParameter(name="next")] = HOME,
    ) -> Response[Any]:
        """On the way to a page with an access token that ran out. Never to itself."""
        target = local_path(wanted)
        target = HOME if target.startswith("/session/") else target
        try:
            refreshed = await refresh_session(db, caller, ticket_of(request, settings.web), Kind.BROWSER)
        except Unauthenticated:
            response = go_on(request, _sign_in_first(target))
            dismiss(response, settings.web)
            return response
        response = go_on(request, target)
        admit(response, refreshed, tokens, settings.web)
        return response

    @post("/session/refresh", opt=public())
    async def refresh(
        self, request: AnyRequest, caller: Caller, db: Database, tokens: TokenSigner, settings: Settings
    ) -> Response[Any]:
        """For scripts, before they try again. Raises Unauthenticated when the session is over."""
        refreshed = await refresh_session(db, caller, ticket_of(request, settings.web), Kind.BROWSER)
        response: Response[Any] = Response(None, status_code=204, headers={"Cache-Control": "no-store"})
        admit(response, refreshed, tokens, settings.web)
        return response

    @post("/preferences/locale", opt=public())
    async def choose_locale(
        self, form: Form, caller: Caller, db: Database, settings: Settings
    ) -> Response[Any]:
        """The language of the interface: of the account for who is signed in, else of the browser."""
        locale = form.text("locale")
        if locale not in words.LOCALES:
            raise Invalid("locale.not_offered", field="locale", known=", ".join(words.LOCALES))
        response = go_on(form.request, local_path(form.text("next")))
        choose_locale(response, settings.web, locale)
        if caller.person is not None:
            await change_account(db, caller, Preferences(locale=locale))
            forget_access(response, settings.web)
        return response


def _sign_in_first(target: str) -> str:
    return f"/sign-in?next={quote(target)}"
