"""One table from our errors to HTTP, as problem details (RFC 9457) or as a page."""

from contextlib import suppress
from typing import Any
from urllib.parse import quote

import msgspec
from litestar import Response
from litestar.exceptions import (
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)

from stoa.kernel import errors
from stoa.runtime import log, words
from stoa.runtime.caller import Caller
from stoa.runtime.db import Repeated
from stoa.runtime.http.asked import AnyRequest, scripted, wants_page
from stoa.runtime.http.malformed import malformed, unreadable
from stoa.runtime.http.unkept import located
from stoa.runtime.pages import Pages

_log = log.get(__name__)

STATUS: dict[type[errors.StoaError], int] = {
    errors.Invalid: 422,
    errors.Unauthenticated: 401,
    errors.Forbidden: 403,
    errors.NotFound: 404,
    errors.OtherRequests: 405,
    errors.Conflict: 409,
    errors.TooLarge: 413,
    errors.TooMany: 429,
    errors.Refusal: 400,
    errors.Unavailable: 503,
    errors.Defect: 500,
}


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """field: name of the input, dotted. code: stable. message: what is wrong and what would be right."""

    field: str | None
    code: str
    message: str


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Problem details. code: stable; detail: in the reader's language; errors: one a fault of the input."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    field: str | None = None
    correlation: str = ""
    errors: list[Fault] = []


def status_of(error: errors.StoaError) -> int:
    return next(STATUS[kind] for kind in type(error).__mro__ if kind in STATUS)


def problem(error: errors.StoaError, caller: Caller) -> Problem:
    faults = error.faults if isinstance(error, errors.InvalidInput) else [error] if error.field else []
    status = status_of(error)
    return Problem(
        type=f"urn:stoa:error:{error.code}",
        title=_title(status, caller.locale),
        status=status,
        detail=words.explain(error, caller.locale, caller.time_zone),
        code=error.code,
        field=error.field,
        correlation=caller.correlation,
        errors=[
            Fault(
                field=fault.field,
                code=fault.code,
                message=words.explain(fault, caller.locale, caller.time_zone),
            )
            for fault in faults
        ],
    )


def _title(status: int, locale: str) -> str:
    titles = {
        400: words.marked("The request was refused"),
        401: words.marked("Please sign in"),
        403: words.marked("This is not yours to do"),
        404: words.marked("There is nothing here"),
        405: words.marked("This address takes other requests"),
        409: words.marked("It has changed meanwhile"),
        413: words.marked("This is too large"),
        422: words.marked("Something needs mending"),
        429: words.marked("Too many tries"),
        503: words.marked("One moment, please"),
    }
    return words.catalog(locale).gettext(titles.get(status, words.marked("Something went wrong on our side")))


def answer_error(request: AnyRequest, error: Exception) -> Response[Any]:
    """Litestar's exception handler for everything."""
    if isinstance(error, Repeated):
        return _repeat(request, error)
    ours = _ours(request, error)
    caller: Caller = request.scope["state"]["caller"]
    if status_of(ours) >= 500 and not isinstance(ours, errors.Unavailable):
        _log.error("request.failed", path=request.url.path, exc_info=error)
    if isinstance(ours, errors.Unauthenticated) and wants_page(request):
        return _sign_in(request)
    shown = problem(ours, caller)
    headers = _headers(ours, shown.status)
    if wants_page(request):
        pages: Pages = request.app.state.pages
        shell = {"title": shown.title}
        return pages.show(
            "error.html", caller, status=shown.status, problem=shown, page=shell, headers=headers
        )
    return Response(
        msgspec.json.encode(shown),
        status_code=shown.status,
        media_type="application/problem+json",
        headers=headers,
    )


def _headers(error: errors.StoaError, status: int) -> dict[str, str]:
    if isinstance(error, errors.OtherRequests):
        return {"Allow": str(error.data["allowed"])}
    return {"Retry-After": str(int(error.data.get("retry_after_s", 2)))} if status in (429, 503) else {}


def _sign_in(request: AnyRequest) -> Response[Any]:
    target = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    had_session = "stoa_session" in request.cookies or "__Host-stoa_session" in request.cookies
    where = "/session/refresh" if had_session else "/sign-in"
    if request.method != "GET":
        return Response(None, status_code=303, headers={"Location": "/sign-in"})
    return Response(None, status_code=303, headers={"Location": f"{where}?next={quote(target)}"})


def _repeat(request: AnyRequest, repeated: Repeated) -> Response[Any]:
    """The first answer again. A page's answer is the place to go on to."""
    headers = {"Idempotency-Replayed": "true"}
    kept = repeated.answer
    target = msgspec.json.decode(kept) if kept is not None else None
    if isinstance(target, str) and target.startswith("/"):
        if scripted(request):
            return Response(None, status_code=200, headers={**headers, "HX-Redirect": target})
        return Response(None, status_code=303, headers={**headers, "Location": target})
    return Response(
        kept.encode() if kept is not None else None,
        status_code=200 if kept is not None else 204,
        media_type="application/json",
        headers=headers,
    )


def _ours(request: AnyRequest, error: Exception) -> errors.StoaError:
    match error:
        case errors.Invalid(code="input.malformed", field=None):
            return located(request, error)
        case errors.StoaError():
            return error
        case ValidationException():
            return malformed(error)
        case MethodNotAllowedException():
            return _other_requests(request)
        case HTTPException(status_code=413):
            return errors.TooLarge("body.too_large", limit_mb=_limit_mb(request))
        case HTTPException(status_code=404):
            return errors.NotFound("page.missing")
        case HTTPException() if error.status_code < 500:
            return unreadable(error)
    return errors.Defect("platform.defect")


def _other_requests(request: AnyRequest) -> errors.StoaError:
    """What the doors at this address take. Where none can read what stands in it, there is no such page:
    that is found out here, as Litestar looks at the method first.
    """
    taken: list[str] = []
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        with suppress(MethodNotAllowedException, NotFoundException):
            request.app.asgi_router.handle_routing(path=request.scope["path"], method=method)
            taken += ["GET", "HEAD"] if method == "GET" else [method]
    if not taken:
        return errors.NotFound("page.missing")
    return errors.OtherRequests("method.wrong", allowed=", ".join(taken))


def _limit_mb(request: AnyRequest) -> int:
    return int(request.route_handler.resolve_request_max_body_size() or 0) // 1_000_000
