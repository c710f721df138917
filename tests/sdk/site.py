"""A site that uses the SDK as anybody would: with real passes, a real log, a page with a film and items."""

import asyncio
import json
import queue
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec

from stoa.kernel.ids import PersonId, SessionId, TenantId, new_id
from stoa.runtime.config import LiveSettings
from stoa.runtime.live.passes import Passes
from stoa.runtime.live.subjects import actions, decisions
from stoa.runtime.partitions import Log

ROOT = Path(__file__).parents[2]
PAGE = (Path(__file__).parent / "page.html").read_bytes()
BUILT = ROOT / "sdk" / "dist"
NOWHERE = "ws://127.0.0.1:9/live"


@dataclass
class Site:
    """websocket: its address, or NOWHERE. lifetime: of passes. state: what adaptive would answer.

    consent: as identity would have it. asked: how often each door was. listening: those who are told by
    server-sent events.
    """

    log: Log
    loop: asyncio.AbstractEventLoop
    live: LiveSettings
    websocket: str
    lifetime: timedelta = timedelta(minutes=5)
    tenant: TenantId = field(default_factory=lambda: TenantId(new_id()))
    learner: PersonId = field(default_factory=lambda: PersonId(new_id()))
    session: SessionId = field(default_factory=lambda: SessionId(new_id()))
    registration: str = field(default_factory=lambda: str(new_id()))
    state: dict[str, Any] = field(default_factory=lambda: {"number": 0, "decision": None})
    consent: dict[str, Any] = field(default_factory=lambda: {"scope": "learning", "version": 0})
    asked: Counter[str] = field(default_factory=Counter)
    listening: list["queue.Queue[bytes]"] = field(default_factory=list)
    address: str = ""

    def credentials(self) -> bytes:
        assert self.live.account is not None
        assert self.live.signing is not None
        passes = Passes(account=self.live.account, signing=self.live.signing, lifetime=self.lifetime)
        given = passes.issue(self.tenant, self.learner, self.session, issued_at=datetime.now(UTC))
        told = {**msgspec.structs.asdict(given), "address": self.websocket, "consent": self.consent}
        return msgspec.json.encode(told)

    def keep(self, body: bytes) -> None:
        once = str(json.loads(body)["id"])
        subject = actions(self.tenant, self.learner, self.session)
        asyncio.run_coroutine_threadsafe(self.log.put(subject, body, once), self.loop).result(10)

    def decision(self, number: int) -> dict[str, Any]:
        """The state that holds it. Telling pages is another thing, or forgotten."""
        decision = {
            "id": str(new_id()),
            "registration": self.registration,
            "number": number,
            "kind": "help",
            "object": str(new_id()),
            "reasons": [],
            "policy": str(new_id()),
            "policy_version": 1,
            "at": datetime.now(UTC).isoformat(),
        }
        self.state = {"number": number, "decision": decision, "open": True}
        return decision

    def choose(self, scope: str) -> dict[str, Any]:
        """As identity keeps it. Telling pages is another thing."""
        self.consent = {"scope": scope, "version": self.consent["version"] + 1}
        return self.consent

    async def push(self, message: dict[str, Any], subject: str = "") -> None:
        """By both ways; a page listens on one of them. subject: of decisions where nothing is said."""
        subject = subject or decisions(self.tenant, self.learner)
        await self.log.bus.client.publish(subject, json.dumps(message).encode())
        await self.log.bus.client.flush()
        for one in self.listening:
            one.put(json.dumps({"subject": subject, "message": message}).encode())


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: Site

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        self.site.asked[f"GET {path}"] += 1
        if path == "/page":
            return self.answer(200, "text/html", PAGE)
        if path.startswith("/sdk/"):
            return self.answer(200, "text/javascript", (BUILT / Path(path).name).read_bytes())
        if path == "/api/live/stream":
            return self.stream()
        if path == f"/api/adaptive/registrations/{self.site.registration}":
            return self.answer(200, "application/json", json.dumps(self.site.state).encode())
        return self.answer(404, "text/plain", b"")

    def do_PUT(self) -> None:
        path = urlsplit(self.path).path
        self.site.asked[f"PUT {path}"] += 1
        wanted = json.loads(self.rfile.read(int(self.headers["content-length"])))
        return self.answer(200, "application/json", json.dumps(self.site.choose(wanted["scope"])).encode())

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        self.site.asked[f"POST {path}"] += 1
        body = self.rfile.read(int(self.headers["content-length"]))
        if path == "/api/live/credentials":
            return self.answer(200, "application/json", self.site.credentials())
        self.site.keep(body)
        return self.answer(202, "application/json", b"{}")

    def stream(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        waiting: queue.Queue[bytes] = queue.Queue()
        self.site.listening.append(waiting)
        try:
            self.wfile.write(b"retry: 200\n\n")
            while message := waiting.get():
                self.wfile.write(b"data: " + message + b"\n\n")
        except OSError:
            self.site.listening.remove(waiting)

    def answer(self, status: int, kind: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, the name is the standard library's
        """Quiet: the test runner speaks."""


@contextmanager
def served(site: Site) -> Iterator[Site]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("DoorOfSite", (Door,), {"site": site}))
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    site.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield site
    finally:
        server.shutdown()
        for waiting in site.listening:
            waiting.put(b"")
        server.server_close()
