"""The edge's configuration: the application's origin and the content's origin, which share nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from stoa.services.delivery.domain.asset import ADDRESS
from stoa.services.delivery.domain.edge import TYPE_OF_OTHERS, TYPES

Json = dict[str, Any]

# A document of a course, opened by itself: it may show itself, neither run scripts nor ask anybody anything.
_CONTENT_POLICY = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"
_FOREVER = "public, max-age=31536000, immutable"
_TAG = '"immutable"'
"""Of every asset: an address never means other bytes, so whoever has an answer has the right one."""
_COMPRESSED_TYPES = (
    "text/*",
    "application/json*",
    "application/problem+json*",
    "application/javascript*",
    "application/manifest+json*",
    "image/svg+xml*",
)
_LARGEST_REPEATABLE_BODY = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class CaddyConfig:
    """upstreams: `host:port` of our web processes. tls: the origins' hosts get certificates by themselves.

    assets_folder: copies of assets on this machine, None without.
    """

    folder: Path
    app_origin: str
    content_origin: str
    app_port: int
    content_port: int
    bind: str
    tls: bool
    upstreams: Sequence[str]
    health_path: str
    objects_endpoint: str
    assets_bucket: str
    assets_folder: Path | None
    static_folder: Path


def configuration(config: CaddyConfig) -> Json:
    application = _for_host(config.app_origin, _application_routes(config))
    content = _for_host(config.content_origin, _content_routes(config))
    # By any other name the application would share its cookies with whatever else has that name.
    elsewhere = {"handle": [_redirect(config.app_origin)]}
    if config.content_port == config.app_port:
        servers = {"everything": _server(config, config.app_port, [content, application, elsewhere])}
    else:
        servers = {
            "application": _server(config, config.app_port, [application, elsewhere]),
            "content": _server(config, config.content_port, [content, _page(404, _NOT_HERE)]),
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
        "idle_timeout": "2m",
        "max_header_bytes": 64 * 1024,
        "errors": {
            "routes": [
                {
                    "match": [{"expression": "{http.error.status_code} == 404"}],
                    **_page(404, _NOT_HERE),
                    "terminal": True,
                },
                _page(503, _RESTING, retry_after_s=2),
            ]
        },
    }
    if not config.tls:
        server["automatic_https"] = {"disable": True}
    return server


def _for_host(origin: str, routes: list[Json]) -> Json:
    inner = {"handler": "subroute", "routes": routes}
    return {"match": [{"host": [urlsplit(origin).hostname]}], "handle": [inner], "terminal": True}


def _redirect(origin: str) -> Json:
    location = f"{origin}{{http.request.uri}}"
    return {"handler": "static_response", "status_code": 308, "headers": {"Location": [location]}}


def _application_routes(config: CaddyConfig) -> list[Json]:
    return [
        {"match": [{"path": ["/static/*"]}], "handle": _static(config.static_folder), "terminal": True},
        {"handle": [_compress(), _application(config)]},
    ]


def _static(folder: Path) -> list[Json]:
    """Built files carry a hash in their names: a name never means something else later."""
    return [
        {"handler": "rewrite", "strip_path_prefix": "/static"},
        _set_if_found({"Cache-Control": [_FOREVER], "X-Content-Type-Options": ["nosniff"]}),
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


def _application(config: CaddyConfig) -> Json:
    return {
        "handler": "reverse_proxy",
        "upstreams": [{"dial": upstream} for upstream in config.upstreams],
        # Kept in memory up to this size, so that a request can be given to another process after all.
        "request_buffers": _LARGEST_REPEATABLE_BODY,
        "load_balancing": {
            "selection_policy": {"policy": "least_conn"},
            "try_duration": "5s",
            "try_interval": "50ms",
            # A connection refused is tried elsewhere whatever the request. A process that dies while it
            # answers may have acted: only what may be repeated is repeated, and a write with a key acts once.
            "retry_match": [{"method": ["GET", "HEAD"]}, {"header": {"Idempotency-Key": ["*"]}}],
        },
        "health_checks": {
            "passive": {"fail_duration": "1s", "max_fails": 1},
            "active": {"uri": config.health_path, "interval": "1s", "timeout": "2s", "fails": 2},
        },
        # It sets X-Forwarded-For, -Proto and -Host itself and drops what a client sent by these names.
        "headers": {
            "request": {"delete": ["Forwarded", "X-Real-IP", "X-Forwarded-Port", "X-Forwarded-Prefix"]},
            "response": {"delete": ["Server", "Via"]},
        },
    }


def _content_routes(config: CaddyConfig) -> list[Json]:
    # The path as it came: the path matchers would tidy it up first and match what nobody asked for.
    as_it_came = {"{http.request.orig_uri.path}": {"name": "asset", "pattern": ADDRESS}}
    asset = {
        "match": [{"method": ["GET", "HEAD"], "vars_regexp": as_it_came}],
        "handle": [
            *(_at_hand(config, config.assets_folder) if config.assets_folder else []),
            {"handler": "rewrite", "uri": f"/{config.assets_bucket}{{http.regexp.asset.0}}?"},
            _objects(config),
        ],
        "terminal": True,
    }
    return [asset, _page(404, _NOT_HERE)]


def _at_hand(config: CaddyConfig, folder: Path) -> list[Json]:
    """A copy on this machine, else whatever comes next."""
    said = {**_headers_of_assets(config), "Content-Type": ["{media_type}"]}
    types = TYPES | {ending.upper(): media_type for ending, media_type in TYPES.items()}
    return [
        {
            "handler": "map",
            "source": "{http.request.uri.path.file.ext}",
            "destinations": ["{media_type}"],
            "mappings": [
                {"input": f".{ending}", "outputs": [media_type]} for ending, media_type in types.items()
            ],
            "defaults": [TYPE_OF_OTHERS],
        },
        {"handler": "headers", "response": {"delete": ["Server"], "set": said}},
        {"handler": "file_server", "root": str(folder), "index_names": [], "hide": [], "pass_thru": True},
        # There is none: what was said of it would stand beside what the store says.
        {"handler": "headers", "response": {"delete": list(said)}},
    ]


def _headers_of_assets(config: CaddyConfig) -> dict[str, list[str]]:
    """What the page may do, and that it never changes."""
    return {
        "Cache-Control": [_FOREVER],
        "Etag": [_TAG],
        "X-Content-Type-Options": ["nosniff"],
        "Content-Security-Policy": [_CONTENT_POLICY],
        "Access-Control-Allow-Origin": [config.app_origin],
        "Cross-Origin-Resource-Policy": ["cross-origin"],
        "Referrer-Policy": ["no-referrer"],
    }


def _objects(config: CaddyConfig) -> Json:
    endpoint = urlsplit(config.objects_endpoint)
    default_port = 443 if endpoint.scheme == "https" else 80
    transport: Json = {"protocol": "http", "keep_alive": {"max_idle_conns_per_host": 64}}
    return {
        "handler": "reverse_proxy",
        "upstreams": [{"dial": f"{endpoint.hostname}:{endpoint.port or default_port}"}],
        "transport": transport | ({"tls": {}} if endpoint.scheme == "https" else {}),
        "load_balancing": {"try_duration": "5s", "try_interval": "50ms"},
        "headers": {
            # Who asks is nobody: no cookie, no signature, nothing that S3 would act on.
            # What the reader has is judged here: S3 has tags of its own.
            "request": {
                "set": {"Host": [endpoint.netloc]},
                "delete": [
                    "Authorization",
                    "Cookie",
                    "X-Amz-*",
                    "X-Forwarded-*",
                    "Forwarded",
                    "X-Real-IP",
                    "Origin",
                    "If-*",
                ],
            },
        },
        "handle_response": [
            {"match": {"status_code": [200, 206, 416]}, "routes": _as_asset(config)},
            {"match": {"status_code": [4]}, "routes": [_page(404, _NOT_HERE)]},
            {"routes": [_page(503, _RESTING, retry_after_s=2)]},
        ],
    }


def _as_asset(config: CaddyConfig) -> list[Json]:
    """As a copy on this machine is served; what S3 says of itself goes."""
    headers = {
        "handler": "headers",
        "response": {
            # When the answer is written: until then S3's own headers are still being copied.
            "deferred": True,
            "delete": ["Server", "Via", "X-Amz-*", "Seaweed-*", "Set-Cookie", "Last-Modified"],
            "set": {**_headers_of_assets(config), "Vary": ["Accept-Encoding"]},
        },
    }
    known = {"match": [{"header": {"If-None-Match": [_TAG]}}], "terminal": True}
    return [
        {"handle": [headers]},
        known | {"handle": [{"handler": "static_response", "status_code": 304}]},
        {"handle": [{"handler": "copy_response"}]},
    ]


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


def _page(status: int, words: str, *, retry_after_s: int | None = None) -> Json:
    headers = {
        "Content-Type": ["text/html; charset=utf-8"],
        "Content-Security-Policy": ["default-src 'none'; style-src 'unsafe-inline'"],
        "X-Content-Type-Options": ["nosniff"],
        "Cache-Control": ["no-store"],
    }
    if retry_after_s is not None:
        headers["Retry-After"] = [str(retry_after_s)]
    return {
        "handle": [
            {"handler": "static_response", "status_code": status, "headers": headers, "body": _html(words)}
        ]
    }


_NOT_HERE = "There is nothing at this address."
_RESTING = "Stoa is starting or resting for a moment. Please try again in a few seconds."


def _html(words: str) -> str:
    style = "body{font:1.1rem/1.6 system-ui,sans-serif;margin:20vh auto;max-width:34rem;padding:0 1rem}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{words}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style><p>{words}</p></html>'
    )
