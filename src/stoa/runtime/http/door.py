"""What happens to every request before its door: tenant, caller, language, CSRF, trace, measure."""

from collections.abc import Iterable
from time import perf_counter
from typing import Any

import structlog
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send
from opentelemetry.propagate import extract
from opentelemetry.trace import SpanKind

from stoa.kernel.errors import Forbidden, Invalid, NotFound, StoaError, Unauthenticated
from stoa.kernel.ids import new_id
from stoa.runtime import surroundings, telemetry, words
from stoa.runtime.auth import TokenSigner
from stoa.runtime.caller import Caller
from stoa.runtime.config import WebSettings
from stoa.runtime.http.head import HeadAsGet
from stoa.runtime.http.unkept import check_query
from stoa.runtime.http.whole import ReadWhole
from stoa.runtime.surroundings import NOWHERE, TenantCard, TenantOf

_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_METHODS = _SAFE | {"POST", "PUT", "PATCH", "DELETE"}
_LONGEST_QUERY = 12_000
_MOST_PARAMETERS = 200
_PLAIN = ("/health/live", "/health/ready", "/metrics")


class Door:
    """ASGI, around the whole application.

    Leaves `caller` in the request's state, `refused` when its proof is bad, `failed` when nothing goes on.
    """

    def __init__(self, app: ASGIApp, *, tokens: TokenSigner, web: WebSettings, tenant_of: TenantOf) -> None:
        self._app = ReadWhole(HeadAsGet(app))
        self._tokens = tokens
        self._web = web
        self._tenant_of = tenant_of
        self._headers = _security_headers(web)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == ScopeType.HTTP:
            await self._answer(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _answer(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        state = scope.setdefault("state", {})
        started = perf_counter()
        status = 500

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _with(message.get("headers", []), self._headers)
            await send(message)

        caller = await self._introduce(scope, headers, state)
        structlog.contextvars.bind_contextvars(correlation=caller.correlation)
        came_from = extract(headers) if "traceparent" in headers else None
        with telemetry.tracer.start_as_current_span(
            scope["method"], context=came_from, kind=SpanKind.SERVER
        ) as span:
            await self._app(scope, receive, sending)
            route = scope.get("path_template") or "unknown"
            span.update_name(f"{scope['method']} {route}")
            span.set_attribute("http.response.status_code", status)
        structlog.contextvars.clear_contextvars()
        took = perf_counter() - started
        # Made-up methods would each begin a series of their own.
        method = scope["method"] if scope["method"] in _METHODS else "other"
        telemetry.requests.labels(method, route, str(status)).observe(took)

    async def _introduce(self, scope: HTTPScope, headers: dict[str, str], state: dict[str, Any]) -> Caller:
        state["headers"] = headers
        cookies = state["cookies"] = _cookies(headers.get("cookie", ""))
        correlation = str(new_id())
        language = words.negotiate(_wanted(headers, cookies))
        anonymous = Caller(tenant=NOWHERE.id, locale=language, correlation=correlation)
        state["caller"] = anonymous
        surroundings.here.set(_path(scope))
        surroundings.tenant.set(NOWHERE)
        if scope["path"] in _PLAIN:
            return anonymous
        try:
            if "\0" in scope["path"]:
                raise NotFound("page.missing")
            _check_query(scope["query_string"])
            card = await self._card(headers)
            surroundings.tenant.set(card)
            surroundings.origin.set(self._origin(headers))
            state["caller"] = Caller(tenant=card.id, locale=language, correlation=correlation)
            self._refuse_forgery(scope, headers, cookies)
            known = self._recognise(card, headers, cookies, language, correlation)
            state["caller"] = known or state["caller"]
        except Unauthenticated as refusal:
            state["refused"] = refusal
        except StoaError as error:
            state["failed"] = error
        caller: Caller = state["caller"]
        return caller

    def _origin(self, headers: dict[str, str]) -> str:
        """Under the name of the tenant, which the edge lets through only when it is one of ours."""
        scheme = self._web.app_origin.partition(":")[0]
        return f"{scheme}://{headers.get('x-forwarded-host') or headers.get('host', '')}"

    async def _card(self, headers: dict[str, str]) -> TenantCard:
        host = headers.get("x-forwarded-host") or headers.get("host", "")
        card = await self._tenant_of(host.rsplit(":", 1)[0].lower())
        if card is None:
            raise NotFound("tenant.unknown")
        return card

    def _recognise(
        self,
        card: TenantCard,
        headers: dict[str, str],
        cookies: dict[str, str],
        language: str,
        correlation: str,
    ) -> Caller | None:
        bearer = _bearer(headers)
        token = cookies.get(self._web.cookie("stoa_access")) if bearer is None else bearer
        if not token:
            return None
        known = self._tokens.check(token)
        if known.tenant != card.id:
            raise Unauthenticated("token.elsewhere")
        chosen = cookies.get("stoa_locale")
        return Caller(
            tenant=known.tenant,
            person=known.person,
            session=known.session,
            roles=known.roles,
            name=known.name,
            locale=language if chosen else words.negotiate([known.locale]),
            time_zone=known.time_zone,
            correlation=correlation,
        )

    def _refuse_forgery(self, scope: HTTPScope, headers: dict[str, str], cookies: dict[str, str]) -> None:
        """A write that a browser sends with our cookies must come from our own pages.

        Source: OWASP, Cross-Site Request Forgery Prevention, Fetch Metadata with Origin as fallback.
        """
        by_cookie = _bearer(headers) is None
        if scope["method"] in _SAFE or not by_cookie:
            return
        site = headers.get("sec-fetch-site")
        origin = headers.get("origin")
        if origin is not None and origin != self._origin(headers):
            raise Forbidden("request.cross_site")
        if site is not None and site not in ("same-origin", "none"):
            raise Forbidden("request.cross_site")
        if origin is None and site is None and cookies:
            raise Forbidden("request.cross_site")


def _bearer(headers: dict[str, str]) -> str | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else None


def _cookies(header: str) -> dict[str, str]:
    """What else the host has set does not matter, however odd. Source: RFC 6265, 5.4."""
    pairs = (pair.partition("=") for pair in header.split(";"))
    return {name.strip(): value.strip().strip('"') for name, _, value in pairs if name.strip()}


def _check_query(query: bytes) -> None:
    """Litestar remembers a thousand queries, in parts: a large one is refused. Raises Invalid."""
    if len(query) > _LONGEST_QUERY:
        raise Invalid("input.malformed", field="query", why="input.why.too_long", most=_LONGEST_QUERY)
    if query.count(b"&") >= _MOST_PARAMETERS:
        raise Invalid("input.malformed", field="query", why="input.why.too_many", most=_MOST_PARAMETERS)
    check_query(query)


def _path(scope: HTTPScope) -> str:
    query = scope.get("query_string", b"").decode("latin-1")
    return f"{scope['path']}?{query}" if query else scope["path"]


def _wanted(headers: dict[str, str], cookies: dict[str, str]) -> list[str]:
    chosen = cookies.get("stoa_locale")
    listed = [part.split(";")[0] for part in headers.get("accept-language", "").split(",")]
    return [chosen, *listed] if chosen else listed


def _with(own: Iterable[tuple[bytes, bytes]], ours: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    """Ours, but for those that a door has said by itself: an inert file has a policy of its own."""
    said = {name.lower() for name, _ in own}
    return [*own, *(header for header in ours if header[0] not in said)]


def _security_headers(web: WebSettings) -> list[tuple[bytes, bytes]]:
    content = web.content_origin
    policy = (
        f"default-src 'self'; img-src 'self' data: {content}; media-src 'self' blob: {content}; "
        f"connect-src 'self' {content}; frame-src 'self' {content}; worker-src 'self' blob:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    )
    values = {
        "content-security-policy": policy,
        "x-content-type-options": "nosniff",
        "referrer-policy": "same-origin",
        "cross-origin-opener-policy": "same-origin",
        "permissions-policy": "camera=(), microphone=(), geolocation=()",
    }
    return [(name.encode(), value.encode()) for name, value in values.items()]
