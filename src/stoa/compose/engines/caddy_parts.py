"""What both origins of the edge are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Json = dict[str, Any]

FOREVER = "public, max-age=31536000, immutable"
NOT_HERE = "There is nothing at this address."
NOT_FROM_HERE = "This is for Stoa's own pages."
TOO_LARGE = "This is larger than anything that Stoa takes."
TOO_SLOW = "What was sent came too slowly, or not to its end. Please send it again."
UNREADABLE = "What was sent could not be read."
RESTING = "Stoa is starting or resting for a moment. Please try again in a few seconds."


@dataclass(frozen=True, slots=True, kw_only=True)
class CaddyConfig:
    """upstreams: `host:port` of our web processes. tls: the origins' hosts get certificates by themselves.

    hosts: further names of the application. assets_folder: copies of assets on this machine, None without.
    largest_body: bytes of a request; no door takes more. stalled_s: how long a sender may send nothing.
    websocket: of NATS, for open pages; None without.
    """

    folder: Path
    app_origin: str
    content_origin: str
    hosts: Sequence[str]
    app_port: int
    content_port: int
    bind: str
    tls: bool
    upstreams: Sequence[str]
    health_path: str
    websocket: str | None
    objects_endpoint: str
    assets_bucket: str
    assets_folder: Path | None
    static_folder: Path
    largest_body: int
    stalled_s: int = 15


def page(status: int, words: str, *, retry_after_s: int | None = None, last: bool = False) -> Json:
    """last: nothing more is read on the connection; else the answer waits for the rest of a short body."""
    headers = {
        "Content-Type": ["text/html; charset=utf-8"],
        "Content-Security-Policy": ["default-src 'none'; style-src 'unsafe-inline'"],
        "X-Content-Type-Options": ["nosniff"],
        "Cache-Control": ["no-store"],
    }
    if last:
        headers["Connection"] = ["close"]
    if retry_after_s is not None:
        headers["Retry-After"] = [str(retry_after_s)]
    return {
        "handle": [
            {"handler": "static_response", "status_code": status, "headers": headers, "body": _html(words)}
        ]
    }


def _html(words: str) -> str:
    style = "body{font:1.1rem/1.6 system-ui,sans-serif;margin:20vh auto;max-width:34rem;padding:0 1rem}"
    return (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{words}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{style}</style><p>{words}</p></html>'
    )
