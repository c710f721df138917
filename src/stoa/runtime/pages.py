"""Pages: Jinja templates with the words, the navigation and the assets that every page has."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from litestar import Response

from stoa.kernel.errors import StoaError
from stoa.kernel.ids import new_id
from stoa.kernel.locale import direction
from stoa.runtime import surroundings, words
from stoa.runtime.caller import Caller
from stoa.runtime.config import WebSettings
from stoa.runtime.service import Nav
from stoa.runtime.templates import Templates

_LABELS = {"en": "English", "es": "Español", "ar": "العربية"}

_NO_FAULTS: Mapping[str, Any] = {"wrong": {}, "summary": [], "said": None}
"""Of a form that was only opened; `forms.faults` says those of one that came back."""


class _Person(NamedTuple):
    id: str
    roles: list[str]
    locale: str
    time_zone: str


class Entry(NamedTuple):
    """Of the navigation."""

    label: str
    href: str
    icon: str
    current: bool = False


class Pages:
    """Renders templates of `stoa/web/templates`."""

    def __init__(self, navigation: Sequence[Nav], web: WebSettings, *, reload: bool = False) -> None:
        self._navigation = sorted(navigation, key=lambda entry: (entry.order, entry.href))
        self._web = web
        self._reload = reload
        self._templates = lru_cache(self._make_templates)
        self._offered = lru_cache(maxsize=256)(self._offer)

    def show(
        self,
        template: str,
        caller: Caller,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **values: Any,
    ) -> Response[Any]:
        """A whole page."""
        return Response(
            self.render(template, caller, **values),
            status_code=status,
            media_type="text/html",
            headers={"Cache-Control": "no-store", **(headers or {})},
        )

    def fragment(
        self,
        template: str,
        caller: Caller,
        *,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **values: Any,
    ) -> Response[Any]:
        """Part of a page, for HTMX."""
        return self.show(template, caller, status=status, headers=headers, **values)

    def render(self, template: str, caller: Caller, **values: Any) -> bytes:
        return self._templates(caller.locale).draw(template, {**self._context(caller), **values}).encode()

    @staticmethod
    def words(error: StoaError, caller: Caller) -> str:
        """The error as a sentence in the person's language and time zone."""
        return words.explain(error, caller.locale, caller.time_zone)

    @staticmethod
    def gettext(message: str, locale: str) -> str:
        """A text of ours in the person's language, for titles that a door chooses."""
        return words.catalog(locale).gettext(message)

    def _context(self, caller: Caller) -> dict[str, Any]:
        here = surroundings.here.get()
        known = _Person(str(caller.person), sorted(caller.roles), caller.locale, caller.time_zone)
        return {
            **_NO_FAULTS,
            "person": known if caller.person else None,
            "nav": self._nav(caller, here),
            "tenant": surroundings.tenant.get(),
            "here": here,
            "once": _once,
        }

    def _nav(self, caller: Caller, here: str) -> tuple[Entry, ...]:
        """What the caller may open. Current is the entry with the longest fitting address."""
        if caller.person is None:
            return ()
        seen = self._offered(caller.locale, caller.roles)
        path = here.partition("?")[0]
        current = max((entry for entry in seen if _under(path, entry.href)), key=_length, default=None)
        return tuple(entry._replace(current=True) if entry is current else entry for entry in seen)

    def _offer(self, locale: str, roles: frozenset[str]) -> list[Entry]:
        say = words.catalog(locale).gettext
        open_to = [
            entry for entry in self._navigation if not entry.roles or not roles.isdisjoint(entry.roles)
        ]
        return [Entry(say(entry.label), entry.href, entry.icon) for entry in open_to]

    def _make_templates(self, locale: str) -> Templates:
        known = {
            "locale": locale,
            "dir": direction(locale),
            "locales": [{"code": code, "label": _LABELS[code]} for code in words.LOCALES],
            "origin": {"app": self._web.app_origin, "content": self._web.content_origin},
        }
        return Templates(locale, known, reload=self._reload)


def _under(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(href + "/"))


def _length(entry: Entry) -> int:
    return len(entry.href)


def _once() -> str:
    return str(new_id())
