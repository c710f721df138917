"""The page behind an invitation's link: choose a password and come in."""

from typing import Any

from litestar import Controller, Response, get, post

from stoa.kernel.clock import Clock
from stoa.kernel.errors import Invalid, NotFound
from stoa.runtime.auth import TokenSigner
from stoa.runtime.caller import Caller
from stoa.runtime.config import Settings
from stoa.runtime.db import Database
from stoa.runtime.forms import Form, go_on
from stoa.runtime.http import public
from stoa.runtime.pages import Pages
from stoa.services.identity.commands.account import accept_invitation
from stoa.services.identity.commands.passwords import Passwords
from stoa.services.identity.domain.destination import HOME
from stoa.services.identity.domain.password import SHORTEST
from stoa.services.identity.pages.cookies import admit, arrival
from stoa.services.identity.queries.sessions import load_invited

_PAGE = "identity/invitation.html"


class InvitationPages(Controller):
    path = "/invite"

    @get("/{token:str}", opt=public())
    async def show(
        self, token: str, caller: Caller, db: Database, pages: Pages, clock: Clock
    ) -> Response[Any]:
        try:
            invited = await load_invited(db, caller, clock, token)
        except NotFound:
            return pages.show("identity/invitation_over.html", caller, status=404)
        return pages.show(_PAGE, caller, invited=invited, least=SHORTEST)

    @post("/{token:str}", opt=public())
    async def accept(
        self,
        token: str,
        form: Form,
        caller: Caller,
        db: Database,
        pages: Pages,
        passwords: Passwords,
        tokens: TokenSigner,
        settings: Settings,
        clock: Clock,
    ) -> Response[Any]:
        try:
            came = arrival(form.request, settings.web, kept=True)
            signed_in = await accept_invitation(db, caller, passwords, token, form.text("password"), came)
        except NotFound:
            return pages.show("identity/invitation_over.html", caller, status=404)
        except Invalid as error:
            invited = await load_invited(db, caller, clock, token)
            return form.again(error, _PAGE, invited=invited, least=SHORTEST)
        response = go_on(form.request, HOME)
        admit(response, signed_in, tokens, settings.web)
        return response
