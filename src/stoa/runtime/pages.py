"""Pages: Jinja templates with the words, the navigation and the assets that every page has."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import jinja2
import msgspec
from litestar import Response

from stoa.kernel.errors import StoaError
from stoa.kernel.ids import new_id
from stoa.runtime import surroundings, words
from stoa.runtime.caller import Caller
from stoa.runtime.config import WebSettings
from stoa.runtime.service import Nav

_LABELS = {"en": "English", "es": "Español", "ar": "العربية"}


class _Person(NamedTuple):
    id: str
    roles: list[str]
    locale: str


class Unset(jinja2.StrictUndefined):
    """A value that was not given: one may ask whether it is there; showing or comparing it is a defect."""

    __slots__ = ()

    def __bool__(self) -> bool:  # type: ignore[override]
        return False


class Pages:
    """Renders templates of `stoa/web/templates`."""

    def __init__(self, navigation: Sequence[Nav], web: WebSettings, *, reload: bool = False) -> None:
        self._navigation = sorted(navigation, key=lambda entry: (entry.order, entry.href))
        self._web = web
        self._reload = reload
        self._environment = lru_cache(self._make_environment)

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
            media_type="text/html; charset=utf-8",
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
        page = self._environment(caller.locale).get_template(template)
        return page.render(self._context(caller), **values).encode()

    @staticmethod
    def words(error: StoaError, locale: str) -> str:
        """The error as a sentence in the person's language."""
        return words.explain(error, locale)

    @staticmethod
    def gettext(message: str, locale: str) -> str:
        """A text of ours in the person's language, for titles that a door chooses."""
        return words.catalog(locale).gettext(message)

    def _context(self, caller: Caller) -> dict[str, Any]:
        tenant = surroundings.tenant.get()
        here = surroundings.here.get()
        known = _Person(str(caller.person), sorted(caller.roles), caller.locale)
        return {
            "person": known if caller.person else None,
            "nav": self._nav(caller, here),
            "locale": caller.locale,
            "dir": words.reading_direction(caller.locale),
            "locales": [{"code": code, "label": _LABELS[code]} for code in words.LOCALES],
            "tenant": {"name": tenant.name, "hue": tenant.hue},
            "origin": {"app": self._web.app_origin, "content": self._web.content_origin},
            "content_origin": self._web.content_origin,
            "here": here,
            "once": lambda: str(new_id()),
        }

    def _nav(self, caller: Caller, here: str) -> list[dict[str, Any]]:
        """What the caller may open. Current is the entry with the longest fitting address."""
        seen = [entry for entry in self._navigation if self._sees(caller, entry)]
        path = here.partition("?")[0]
        current = max((entry.href for entry in seen if _under(path, entry.href)), key=len, default=None)
        gettext = words.catalog(caller.locale).gettext
        return [
            {
                "label": gettext(entry.label),
                "href": entry.href,
                "icon": entry.icon,
                "current": entry.href == current,
            }
            for entry in seen
        ]

    @staticmethod
    def _sees(caller: Caller, entry: Nav) -> bool:
        return caller.person is not None and (not entry.roles or caller.has(*entry.roles))

    def _make_environment(self, locale: str) -> jinja2.Environment:
        environment = jinja2.Environment(
            loader=jinja2.FileSystemLoader(words.WEB / "templates"),
            autoescape=True,
            undefined=Unset,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=self._reload,
            extensions=["jinja2.ext.i18n"],
        )
        environment.install_gettext_translations(words.catalog(locale), newstyle=False)  # type: ignore[attr-defined]
        environment.globals["asset"] = _asset
        return environment


def _under(path: str, href: str) -> bool:
    return path == href or (href != "/" and path.startswith(href + "/"))


@lru_cache
def _built() -> dict[str, str]:
    """Logical name of a built file → its name with hash. Made by `npm run build`."""
    return msgspec.json.decode((words.WEB / "built" / "assets.json").read_bytes(), type=dict[str, str])


def _asset(name: str) -> str:
    return f"/static/{_built()[name]}"
