"""The content's origin: assets of courses, from this machine's copies or from the store, and nothing else."""

from pathlib import Path
from urllib.parse import urlsplit

from stoa.compose.engines.caddy_parts import FOREVER, NOT_HERE, RESTING, CaddyConfig, Json, page
from stoa.services.delivery.domain.asset import ADDRESS
from stoa.services.delivery.domain.edge import TYPE_OF_OTHERS, TYPES

# A document of a course, opened by itself: it may show itself, neither run scripts nor ask anybody anything.
_CONTENT_POLICY = "sandbox; default-src 'none'; img-src 'self'; media-src 'self'; style-src 'unsafe-inline'"
_TAG = '"immutable"'
"""Of every asset: an address never means other bytes, so whoever has an answer has the right one."""


def content_routes(config: CaddyConfig) -> list[Json]:
    # The path as it came: the path matchers would tidy it up first and match what nobody asked for.
    as_it_came = {"{http.request.orig_uri.path}": {"name": "asset", "pattern": ADDRESS}}
    asset = {
        "match": [{"method": ["GET", "HEAD"], "vars_regexp": as_it_came}],
        "handle": [
            *([_reader(config)] if config.hosts else []),
            *(_at_hand(config, config.assets_folder) if config.assets_folder else []),
            {"handler": "rewrite", "uri": f"/{config.assets_bucket}{{http.regexp.asset.0}}?"},
            _objects(config),
        ],
        "terminal": True,
    }
    return [asset, page(404, NOT_HERE)]


def _reader(config: CaddyConfig) -> Json:
    """Which of the application's origins asks; the usual one when it is none of them."""
    parts = urlsplit(config.app_origin)
    port = f":{parts.port}" if parts.port else ""
    origins = [f"{parts.scheme}://{host}{port}" for host in config.hosts]
    return {
        "handler": "map",
        "source": "{http.request.header.Origin}",
        "destinations": ["{reader}"],
        "mappings": [{"input": origin, "outputs": [origin]} for origin in origins],
        "defaults": [config.app_origin],
    }


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
    varies = {"Vary": ["Origin"]} if config.hosts else {}
    return varies | {
        "Cache-Control": [FOREVER],
        "Etag": [_TAG],
        "X-Content-Type-Options": ["nosniff"],
        "Content-Security-Policy": [_CONTENT_POLICY],
        "Access-Control-Allow-Origin": ["{reader}" if config.hosts else config.app_origin],
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
            {"match": {"status_code": [4]}, "routes": [page(404, NOT_HERE)]},
            {"routes": [page(503, RESTING, retry_after_s=2)]},
        ],
    }


def _as_asset(config: CaddyConfig) -> list[Json]:
    """As a copy on this machine is served; what S3 says of itself goes."""
    said = _headers_of_assets(config)
    headers = {
        "handler": "headers",
        "response": {
            # When the answer is written: until then S3's own headers are still being copied.
            "deferred": True,
            "delete": ["Server", "Via", "X-Amz-*", "Seaweed-*", "Set-Cookie", "Last-Modified"],
            "set": said | {"Vary": [", ".join([*said.get("Vary", []), "Accept-Encoding"])]},
        },
    }
    known = {"match": [{"header": {"If-None-Match": [_TAG]}}], "terminal": True}
    return [
        {"handle": [headers]},
        known | {"handle": [{"handler": "static_response", "status_code": 304}]},
        {"handle": [{"handler": "copy_response"}]},
    ]
