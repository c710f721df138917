"""The translation memory: what there is, bringing a file in, and taking one out."""

from typing import Any
from urllib.parse import urlencode

from litestar import Controller, Response, get

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.pages import Pages
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.file import LARGEST
from stoa.services.localization.domain.scopes import Holding, course_of, domain_of
from stoa.services.localization.pages.wording import language_name
from stoa.services.localization.queries.memory_file import Held, see_memory

_LIMIT_MB = LARGEST // 1_000_000


class MemoryPages(Controller):
    path = "/translation"
    opt = roles(*WHO_MAY_TRANSLATE)

    @get("/memory")
    async def show(self, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        seen = await see_memory(db, caller)
        return pages.show(
            "localization/memory.html",
            caller,
            seen=seen,
            place_of=place_of(seen),
            export_of=_export_of,
            units_of=_units_of,
            name_of=lambda tag: language_name(tag, caller.locale),
        )

    @get("/memory/import")
    async def new(
        self, caller: Caller, db: Database, pages: Pages, within: str | None = None
    ) -> Response[Any]:
        seen = await see_memory(db, caller)
        return pages.show(
            "localization/memory_import.html", caller, seen=seen, scope=within, limit_mb=_LIMIT_MB
        )


def place_of(seen: Held) -> Any:
    """What kind of scope it is, and its name."""

    def place_of(scope: str) -> tuple[str, str]:
        course = course_of(scope)
        if course is not None:
            return "course", seen.titles.get(course, str(course))
        return ("domain", name) if (name := domain_of(scope)) else ("tenant", "")

    return place_of


def _units_of(one: Holding) -> str:
    asked = {"pair": f"{one.source}_{one.target}", "within": one.scope}
    return f"/translation/memory/units?{urlencode(asked)}"


def _export_of(one: Holding) -> str:
    asked = {"source": one.source, "target": one.target, "within": one.scope}
    return f"/api/memory/tmx?{urlencode(asked)}"
