"""The two origins at which people reach Stoa, and the ports behind them."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from stoa.compose.choices import EdgeChoice
from stoa.compose.engines.program import Trouble
from stoa.compose.ports import Ports


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """url: as browsers name it. port: where the edge listens for it."""

    url: str
    port: int

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def secure(self) -> bool:
        return self.url.startswith("https:")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """bind: the address listened at; empty for all of them."""

    application: Origin
    content: Origin
    bind: str


def origins_of(chosen: EdgeChoice, ports: Ports) -> Origins:
    """Local ones unless configured. Raises Trouble."""
    if not chosen.start and (chosen.app_origin is None or chosen.content_origin is None):
        raise Trouble("With edge.start = false both edge.app_origin and edge.content_origin are needed.")
    bind = chosen.bind
    if bind is None:
        # A public origin is what "told otherwise" means; everything else stays on loopback.
        bind = "" if (chosen.app_origin or "").startswith("https:") else "127.0.0.1"
    found = Origins(
        application=_origin(chosen, ports, bind, "app", chosen.app_origin, chosen.app_port),
        content=_origin(chosen, ports, bind, "content", chosen.content_origin, chosen.content_port),
        bind=bind,
    )
    if found.application.host == found.content.host:
        raise Trouble(
            "edge.app_origin and edge.content_origin need different host names: cookies do not heed ports."
        )
    if found.application.secure != found.content.secure:
        raise Trouble("edge.app_origin and edge.content_origin must both begin with https, or neither.")
    return found


_LOCAL = {"app": ("localhost", 8080), "content": ("127.0.0.1", 8081)}
_WORDS = {"app": "application", "content": "content"}


def _origin(
    chosen: EdgeChoice, ports: Ports, bind: str, name: str, url: str | None, port: int | None
) -> Origin:
    host, usual_port = _LOCAL[name]
    if url is not None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
            raise Trouble(f"edge.{name}_origin should look like https://learn.example.org, and is {url}.")
        port = port or parts.port or (443 if parts.scheme == "https" else 80)
        url = f"{parts.scheme}://{parts.netloc}"
    if port is None:
        port = ports.preferred(_WORDS[name], usual_port, bind)
    elif chosen.start:
        ports.configured(_WORDS[name], port, f"edge.{name}_port", bind)
    return Origin(url=url or f"http://{host}:{port}", port=port)
