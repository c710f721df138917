"""The two origins at which people reach Stoa, and the ports behind them."""

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from stoa.compose.choices import EdgeChoice
from stoa.compose.engines.program import Trouble
from stoa.compose.ports import Ports
from stoa.kernel.errors import Invalid
from stoa.services.identity.domain.tenant import parse_host


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
    """bind: the address listened at; empty for all of them. hosts: further names of the application."""

    application: Origin
    hosts: tuple[str, ...]
    content: Origin
    bind: str


def origins_of(chosen: EdgeChoice, ports: Ports) -> Origins:
    """Local ones unless configured. Raises Trouble."""
    if not chosen.start and (chosen.app_origin is None or chosen.content_origin is None):
        raise Trouble("With edge.start = false both edge.app_origin and edge.content_origin are needed.")
    app, content = _checked("app", chosen.app_origin), _checked("content", chosen.content_origin)
    if app.hostname == content.hostname:
        raise Trouble(
            "edge.app_origin and edge.content_origin need different host names: cookies do not heed ports."
        )
    if app.scheme != content.scheme:
        raise Trouble("edge.app_origin and edge.content_origin must both begin with https, or neither.")
    hosts = tuple(dict.fromkeys(_host(name) for name in chosen.hosts))
    if content.hostname in hosts:
        raise Trouble(f"{content.hostname} cannot be in edge.hosts: it is the host of edge.content_origin.")
    # A public origin is what "told otherwise" means; everything else stays on loopback.
    usual_bind = "" if app.scheme == "https" else "127.0.0.1"
    bind = usual_bind if chosen.bind is None else chosen.bind
    return Origins(
        application=_origin("app", app, chosen.app_port, bind, chosen, ports),
        content=_origin("content", content, chosen.content_port, bind, chosen, ports),
        hosts=tuple(host for host in hosts if host != app.hostname),
        bind=bind,
    )


_LOCAL = {"app": "http://localhost", "content": "http://127.0.0.1"}
_LOCAL_PORT = {"app": 8080, "content": 8081}
_WORDS = {"app": "application", "content": "content"}


def _checked(name: str, url: str | None) -> SplitResult:
    parts = urlsplit(url or _LOCAL[name])
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        raise Trouble(f"edge.{name}_origin should look like https://learn.example.org, and is {url}.")
    return parts


def _host(name: str) -> str:
    try:
        return parse_host(name)
    except Invalid as error:
        raise Trouble(f"edge.hosts should hold names like school.example.org, and holds {name}.") from error


def _origin(
    name: str, parts: SplitResult, port: int | None, bind: str, chosen: EdgeChoice, ports: Ports
) -> Origin:
    """The configured port, else the one that the origin says or implies, else for local ones a free one."""
    local = f"{parts.scheme}://{parts.netloc}" == _LOCAL[name]
    if port is None and not local:
        port = parts.port or (443 if parts.scheme == "https" else 80)
    if port is None:
        port = ports.preferred(_WORDS[name], _LOCAL_PORT[name], bind)
    elif chosen.start:
        ports.configured(_WORDS[name], port, f"edge.{name}_port", bind)
    url = f"{_LOCAL[name]}:{port}" if local else f"{parts.scheme}://{parts.netloc}"
    return Origin(url=url, port=port)
