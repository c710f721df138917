"""A server on loopback that answers as Weblate 5.14.3 did: one component a project, files of keys and texts.

What it does was read off a real one; `make weblate` runs the same tests against that.
"""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesParser
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any
from urllib.parse import parse_qs, urlsplit

_BY_METHOD = {"fuzzy": 10, "translate": 20, "approve": 30}


@dataclass
class _Unit:
    id: int
    key: str
    source: str
    target: str = ""
    state: int = 0

    def shown(self) -> dict[str, Any]:
        return {
            "id": self.id, "context": self.key, "source": [self.source], "previous_source": "",
            "target": [self.target], "state": self.state, "fuzzy": self.state == 10, "pending": False,
        }  # fmt: skip


@dataclass
class _Project:
    """locales: units by key; en is the source's."""

    locales: dict[str, dict[str, _Unit]] = field(default_factory=dict)
    changes: list[dict[str, Any]] = field(default_factory=list)
    hooks: list[dict[str, Any]] = field(default_factory=list)


class _Site:
    """broken: a status that everything is answered with. odd: by project, what it says in place of that."""

    def __init__(self) -> None:
        self.odd: dict[str, dict[str, Any]] = {}
        self.projects: dict[str, _Project] = {}
        self.numbers = count(1)
        self.broken: int | None = None
        self.lock = threading.Lock()

    def make(self, slug: str, texts: dict[str, str]) -> None:
        project = self.projects[slug]
        project.locales["en"] = {
            key: _Unit(next(self.numbers), key, text, text, 20) for key, text in texts.items()
        }

    def add_locale(self, project: _Project, locale: str) -> None:
        project.locales[locale] = {
            key: _Unit(next(self.numbers), key, one.source) for key, one in project.locales["en"].items()
        }

    def replace_sources(self, project: _Project, texts: dict[str, str]) -> None:
        """A changed source leaves targets there, as needing editing."""
        for locale, units in project.locales.items():
            for key in set(units) - set(texts):
                del units[key]
            for key, text in texts.items():
                unit = units.setdefault(key, _Unit(next(self.numbers), key, text))
                if locale == "en":
                    unit.target, unit.state = text, 20
                elif unit.source != text and unit.target:
                    unit.state = 10
                unit.source = text

    def write(self, project: _Project, locale: str, unit: _Unit, target: str, state: int) -> None:
        if (unit.target, unit.state) == (target, state):
            return
        project.changes.append(
            {
                "unit": f"units/{unit.id}/", "user": "users/admin/", "action": 2, "id": next(self.numbers),
                "timestamp": datetime.now(UTC).isoformat(), "old": unit.target, "target": target,
                "details": {"context": unit.key, "source": unit.source, "state": state}, "locale": locale,
            }
        )  # fmt: skip
        unit.target, unit.state = target, state if target else 0

    def find(self, number: int) -> tuple[_Project, str, _Unit] | None:
        for project in self.projects.values():
            for locale, units in project.locales.items():
                for unit in units.values():
                    if unit.id == number:
                        return project, locale, unit
        return None


class _Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    site: _Site
    token: str

    def log_message(self, *_: Any) -> None:
        return

    def _take(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        if (odd := self._odd(body)) is not None:
            self._say(200, odd["body"].encode("latin-1"), odd["headers"])
            self.close_connection = True
            return
        with self.site.lock:
            status, answer = self._answer(body)
        self._say(status, json.dumps(answer).encode(), {"content-type": "application/json"})

    def _say(self, status: int, said: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in ({"content-length": str(len(said))} | headers).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)

    def _odd(self, body: bytes) -> dict[str, Any] | None:
        """Told at `/odd/{project}`: of which paths, with which headers, which body; nothing to end it."""
        if self.path.startswith("/odd/"):
            self.site.odd[self.path.removeprefix("/odd/")] = json.loads(body)
            return {"body": "{}", "headers": {}}
        path = urlsplit(self.path).path
        told = next((one for slug, one in self.site.odd.items() if f"/{slug}/" in path), {})
        return told if told and path.endswith(told["where"]) else None

    do_GET = do_POST = do_PATCH = _take

    def _answer(self, body: bytes) -> tuple[int, Any]:
        if self.site.broken:
            return self.site.broken, {"detail": "out of order"}
        if self.headers.get("authorization") != f"Token {self.token}":
            return 401, {"detail": "Invalid token."}
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        for method, pattern, answer in _DOORS:
            found = re.fullmatch(pattern, parts.path)
            if method == self.command and found:
                given = self._read(body)
                said: tuple[int, Any] = answer(self.site, given, asked, *found.groups())
                return said
        return 404, {"detail": "Not found."}

    def _read(self, body: bytes) -> dict[str, Any]:
        kind = self.headers.get("content-type", "")
        if kind.startswith("application/json"):
            return json.loads(body)  # type: ignore[no-any-return]
        if not kind.startswith("multipart/form-data"):
            return {}
        message: Message = BytesParser().parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
        fields: dict[str, Any] = {}
        for part in message.get_payload():
            raw = part.get_payload(decode=True)  # type: ignore[union-attr]
            name = part.get_param("name", header="content-disposition")  # type: ignore[union-attr]
            fields[str(name)] = raw.decode() if isinstance(raw, bytes) else ""
        return fields


def _new_project(site: _Site, given: Any, _: Any) -> tuple[int, Any]:
    site.projects[given["slug"]] = _Project()
    return 201, {"slug": given["slug"]}


def _project(site: _Site, _given: Any, _: Any, slug: str) -> tuple[int, Any]:
    if slug not in site.projects:
        return 404, {"detail": "No Project matches the given query."}
    return 200, {"slug": slug, "translation_review": False}


def _new_component(site: _Site, given: Any, _: Any, slug: str) -> tuple[int, Any]:
    site.make(slug, json.loads(given["docfile"]))
    return 201, {"slug": given["slug"]}


def _locales(site: _Site, _given: Any, _: Any, slug: str) -> tuple[int, Any]:
    return 200, {"next": None, "results": [{"language_code": one} for one in site.projects[slug].locales]}


def _new_locale(site: _Site, given: Any, _: Any, slug: str) -> tuple[int, Any]:
    site.add_locale(site.projects[slug], given["language_code"])
    return 201, {"language_code": given["language_code"]}


def _hook(site: _Site, given: Any, _: Any, slug: str) -> tuple[int, Any]:
    site.projects[slug].hooks.append(given)
    return 201, {"id": next(site.numbers)}


def _units(site: _Site, _given: Any, asked: dict[str, str], slug: str, locale: str) -> tuple[int, Any]:
    units = [one.shown() for one in site.projects[slug].locales[locale].values()]
    return 200, _page(units, asked)


def _changes(site: _Site, _given: Any, asked: dict[str, str], slug: str, locale: str) -> tuple[int, Any]:
    since = asked.get("timestamp_after", "").replace(" ", "+")
    found = [
        one
        for one in site.projects[slug].changes
        if one["locale"] == locale
        and datetime.fromisoformat(one["timestamp"]) >= datetime.fromisoformat(since)
    ]
    return 200, _page(found, asked)


def _page(rows: list[Any], asked: dict[str, str]) -> dict[str, Any]:
    size, page = int(asked.get("page_size", 50)), int(asked.get("page", 1))
    more = page * size < len(rows)
    return {"next": "more" if more else None, "results": rows[(page - 1) * size : page * size]}


def _file(site: _Site, given: Any, _: Any, slug: str, locale: str) -> tuple[int, Any]:
    project, texts = site.projects[slug], json.loads(given["file"])
    if given["method"] == "replace":
        site.replace_sources(project, texts)
    for key, text in texts.items() if given["method"] != "replace" else ():
        if (unit := project.locales[locale].get(key)) is not None:
            site.write(project, locale, unit, text, _BY_METHOD[given["method"]])
    return 200, {"accepted": len(texts), "total": len(texts), "result": True}


def _patch(site: _Site, given: Any, _: Any, number: str) -> tuple[int, Any]:
    found = site.find(int(number))
    if found is None:
        return 404, {"detail": "No Unit matches the given query."}
    site.write(found[0], found[1], found[2], given["target"][0], given["state"])
    return 200, found[2].shown()


_DOORS: list[tuple[str, str, Any]] = [
    ("POST", "/api/projects/", _new_project),
    ("GET", r"/api/projects/(\w+)/", _project),
    ("POST", r"/api/projects/(\w+)/components/", _new_component),
    ("GET", r"/api/components/(\w+)/course/translations/", _locales),
    ("POST", r"/api/components/(\w+)/course/translations/", _new_locale),
    ("POST", r"/api/components/(\w+)/course/addons/", _hook),
    ("GET", r"/api/translations/(\w+)/course/(\w+)/units/", _units),
    ("GET", r"/api/translations/(\w+)/course/(\w+)/changes/", _changes),
    ("POST", r"/api/translations/(\w+)/course/(\w+)/file/", _file),
    ("PATCH", r"/api/units/(\d+)/", _patch),
]


@contextmanager
def answering(token: str = "wlu_of_a_test") -> Iterator[str]:
    """Its address while it answers."""
    handler = type("_Handler", (_Answers,), {"site": _Site(), "token": token})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/api"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
