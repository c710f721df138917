"""The two cookies of a signed-in browser: an access token for five minutes, and the session's ticket."""

from typing import Any

from litestar import Response
from litestar.datastructures import Cookie

from stoa.runtime.auth import LIFETIME, TokenSigner
from stoa.runtime.config import WebSettings
from stoa.runtime.http.asked import AnyRequest
from stoa.services.identity.commands.sessions import Arrival, SignedIn
from stoa.services.identity.domain.device import parse_device
from stoa.services.identity.domain.network import Network, network_of
from stoa.services.identity.domain.session import Kind

_ACCESS = "stoa_access"
_SESSION = "stoa_session"
LOCALE = "stoa_locale"
_KEPT_S = 90 * 24 * 3600


def ticket_of(request: AnyRequest, web: WebSettings) -> str | None:
    return request.cookies.get(web.cookie(_SESSION))


def network(request: AnyRequest) -> Network:
    peer = request.client.host if request.client else None
    return network_of(peer, request.headers.get("x-forwarded-for"))


def arrival(request: AnyRequest, web: WebSettings, *, kept: bool) -> Arrival:
    return Arrival(
        kind=Kind.BROWSER,
        kept=kept,
        device=parse_device(request.headers.get("user-agent")),
        network=network(request),
        replaces=ticket_of(request, web),
    )


def admit(response: Response[Any], signed_in: SignedIn, tokens: TokenSigner, web: WebSettings) -> None:
    """From now on the browser is the person's. Sessions that this one replaces are refused at once."""
    for session in signed_in.ended:
        tokens.end(session)
    access = tokens.sign(signed_in.caller)
    response.set_cookie(_cookie(web, _ACCESS, access, int(LIFETIME.total_seconds())))
    response.set_cookie(_cookie(web, _SESSION, str(signed_in.ticket), _KEPT_S if signed_in.kept else None))


def dismiss(response: Response[Any], web: WebSettings) -> None:
    for name in (_ACCESS, _SESSION):
        response.set_cookie(_cookie(web, name, "", 0))


def forget_access(response: Response[Any], web: WebSettings) -> None:
    """The next page asks for a fresh access token, which says what is true by then."""
    response.set_cookie(_cookie(web, _ACCESS, "", 0))


def choose_locale(response: Response[Any], web: WebSettings, locale: str) -> None:
    """A choice of this browser, for who is not signed in; empty takes it back."""
    response.set_cookie(
        Cookie(
            key=LOCALE,
            value=locale,
            path="/",
            max_age=365 * 24 * 3600 if locale else 0,
            httponly=True,
            samesite="lax",
            secure=_secure(web),
        )
    )


def _cookie(web: WebSettings, name: str, value: str, lifetime_s: int | None) -> Cookie:
    return Cookie(
        key=web.cookie(name),
        value=value,
        path="/",
        max_age=lifetime_s,
        httponly=True,
        samesite="lax",
        secure=_secure(web),
    )


def _secure(web: WebSettings) -> bool:
    return web.app_origin.startswith("https://")
