"""The edge's configuration: the application's origin and the content's origin, which share nothing."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from stoa.compose.engines.caddy_content import content_routes
from stoa.compose.engines.caddy_parts import (
    FOREVER,
    NOT_FROM_HERE,
    NOT_HERE,
    RESTING,
    TOO_LARGE,
    TOO_SLOW,
    UNREADABLE,
    CaddyConfig,
    Json,
    page,
)
from stoa.runtime.http.request import LARGEST_BODY
from stoa.runtime.live.passes import LIVE_PATH

_COMPRESSED_TYPES = (
    "text/*",
    "application/json*",
    "application/problem+json*",
    "application/javascript*",
    "application/manifest+json*",
    "image/svg+xml*",
)
_GIVEN_UP = 499
_NO_PIECES = (
    "invalid byte in chunk length",
    "malformed chunked encoding",
    "http chunk length too large",
    "empty hex number for chunk length",
)
"""Source: Go, net/http/internal/chunked.go."""
_SLOWEST = 20_000
"""Bytes a second. Who sends a body more slowly than that only holds a place that others need."""
GATHERED = ("/api/attempts/*/responses",)
"""Responses of many learners are kept in one transaction: they cost less where one process has them all."""
_ROOM = 128
"""Requests of any kind under way in a process: more than a short stop of the disk leaves behind. Two
processes with half the responses each cost more than one: a queue that spilled over sooner would grow."""


def configuration(config: CaddyConfig) -> Json:
    application = _for_hosts([_host(config.app_origin), *config.hosts], _application_routes(config))
    content = _for_hosts([_host(config.content_origin)], content_routes(config))
    # By any other name the application would share its cookies with whatever else has that name.
    elsewhere = {"handle": [_redirect(config.app_origin)]}
    if config.content_port == config.app_port:
        servers = {"everything": _server(config, config.app_port, [content, application, elsewhere])}
    else:
        servers = {
            "application": _server(config, config.app_port, [application, elsewhere]),
            "content": _server(config, config.content_port, [content, page(404, NOT_HERE)]),
        }
    return {
        # Nothing is changed while it runs, so there is no door for it.
        "admin": {"disabled": True, "config": {"persist": False}},
        "storage": {"module": "file_system", "root": str(config.folder / "certificates")},
        "logging": {"logs": {"default": {"level": "WARN"}}},
        "apps": {"http": {"grace_period": "10s", "servers": servers}},
    }


def _server(config: CaddyConfig, port: int, routes: list[Json]) -> Json:
    server: Json = {
        "listen": [f"{config.bind}:{port}"],
        "routes": routes,
        "read_header_timeout": "10s",
        "read_idle_timeout": f"{config.stalled_s}s",
        "read_min_rate": _SLOWEST,
        "idle_timeout": "2m",
        "max_header_bytes": 64 * 1024,
        "errors": {
            "routes": [
                _error(404, NOT_HERE),
                _error(413, TOO_LARGE),
                # A body in pieces that are none: the proxy takes it for a process that broke off.
                *(
                    _at_error(f"{{http.error.message}} == '{why}'", page(400, UNREADABLE))
                    for why in _NO_PIECES
                ),
                page(503, RESTING, retry_after_s=2),
            ]
        },
    }
    if not config.tls:
        server["automatic_https"] = {"disable": True}
    return server


def _error(status: int, words: str) -> Json:
    return _at_error(f"{{http.error.status_code}} == {status}", page(status, words))


def _at_error(happened: str, answer: Json) -> Json:
    return {"match": [{"expression": happened}], **answer, "terminal": True}


def _host(origin: str) -> str:
    return urlsplit(origin).hostname or ""


def _for_hosts(hosts: list[str], routes: list[Json]) -> Json:
    inner = {"handler": "subroute", "routes": routes}
    return {"match": [{"host": hosts}], "handle": [inner], "terminal": True}


def _redirect(origin: str) -> Json:
    location = f"{origin}{{http.request.uri}}"
    return {"handler": "static_response", "status_code": 308, "headers": {"Location": [location]}}


def _application_routes(config: CaddyConfig) -> list[Json]:
    return [
        {"match": [{"path": ["/static/*"]}], "handle": _static(config.static_folder), "terminal": True},
        *(_live(config.websocket) if config.websocket else []),
        {"handle": [_at_most(config.largest_body), _compress(), _answer_to_who_stalled()]},
        {
            "match": [{"path": list(GATHERED)}],
            "handle": [_application(_gathering(config.upstreams), "first", config)],
        },
        {"handle": [_application([{"dial": each} for each in config.upstreams], "least_conn", config)]},
    ]


def _gathering(upstreams: Sequence[str]) -> list[Json]:
    """Each takes what those before it have no room for. Where nobody has room, whoever is alive takes it."""
    *others, last = upstreams
    limited = [{"dial": each, "max_requests": _ROOM} for each in others]
    return [*limited, {"dial": last}, *({"dial": each} for each in others)]


def _live(websocket: str) -> list[Json]:
    """Pages of ours to NATS. Any other page that a browser shows could open it too, so its origin is asked:
    the host that was asked, whichever of ours, must be the page's own."""
    address = urlsplit(websocket)
    own_pages = "{http.request.header.Origin} == {http.request.scheme} + '://' + {http.request.hostport}"
    proxy: Json = {
        "handler": "reverse_proxy",
        "upstreams": [{"dial": address.netloc}],
        # The pass is within the connection. Cookies are for our own processes.
        "headers": {"request": {"delete": ["Cookie", "Authorization"]}, "response": {"delete": ["Server"]}},
    }
    if address.scheme == "wss":
        proxy["transport"] = {"protocol": "http", "tls": {}}
    path = {"path": [LIVE_PATH]}
    return [
        {"match": [{**path, "expression": own_pages}], "handle": [proxy], "terminal": True},
        {"match": [path], **page(403, NOT_FROM_HERE), "terminal": True},
    ]


def _at_most(size: int) -> Json:
    """What no door takes. Doors have limits of their own, and say them."""
    return {"handler": "request_body", "max_size": size}


def _answer_to_who_stalled() -> Json:
    """The proxy gives up on them without a word."""
    stalled, answer = {"status_code": [_GIVEN_UP]}, page(408, TOO_SLOW, last=True)
    return {"handler": "intercept", "handle_response": [{"match": stalled, "routes": [answer]}]}


def _static(folder: Path) -> list[Json]:
    """Built files carry a hash in their names: a name never means something else later."""
    return [
        {"handler": "rewrite", "strip_path_prefix": "/static"},
        _set_if_found({"Cache-Control": [FOREVER], "X-Content-Type-Options": ["nosniff"]}),
        _compress(),
        {
            "handler": "file_server",
            "root": str(folder),
            "index_names": [],
            "hide": [".*"],
            "precompressed": {"br": {}, "gzip": {}},
            "precompressed_order": ["br", "gzip"],
        },
    ]


def _application(upstreams: list[Json], policy: str, config: CaddyConfig) -> Json:
    return {
        "handler": "reverse_proxy",
        "upstreams": upstreams,
        # All of what is no file is here before a process hears of it: whoever sends slowly holds none of
        # its places, and the request can be given to another process after all.
        "request_buffers": LARGEST_BODY,
        "load_balancing": {
            "selection_policy": {"policy": policy},
            "try_duration": "5s",
            "try_interval": "50ms",
            # A connection refused is tried elsewhere whatever the request. A process that dies while it
            # answers may have acted: only what may be repeated is repeated, and a write with a key acts once.
            "retry_match": [{"method": ["GET", "HEAD"]}, {"header": {"Idempotency-Key": ["*"]}}],
        },
        # Asked often instead of judged by its failures: a sender who breaks off counts as one, and two of
        # those would close the platform for everybody.
        "health_checks": {"active": {"uri": config.health_path, "interval": "250ms", "timeout": "2s"}},
        # It sets X-Forwarded-For, -Proto and -Host itself and drops what a client sent by these names.
        "headers": {
            "request": {"delete": ["Forwarded", "X-Real-IP", "X-Forwarded-Port", "X-Forwarded-Prefix"]},
            "response": {"delete": ["Server", "Via"]},
        },
    }


def _compress() -> Json:
    return {
        "handler": "encode",
        "encodings": {"zstd": {}, "gzip": {}},
        "prefer": ["zstd", "gzip"],
        "minimum_length": 512,
        "match": {"headers": {"Content-Type": list(_COMPRESSED_TYPES)}},
    }


def _set_if_found(headers: dict[str, list[str]]) -> Json:
    return {"handler": "headers", "response": {"set": headers, "require": {"status_code": [2, 304]}}}
