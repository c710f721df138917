"""The desk as it is laid: a unit, the next one, one that clashed or was refused."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from litestar import Response

from stoa.kernel.errors import Conflict, Invalid
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.forms import Form, go_on
from stoa.runtime.http.asked import AnyRequest, scripted
from stoa.runtime.pages import Pages
from stoa.services.localization.commands.taking import take_next
from stoa.services.localization.domain.part import part_at
from stoa.services.localization.pages.asked import FIELDS, address, fields_of, part_of, wanted_from
from stoa.services.localization.pages.shown_desk import Clash, parts, shown
from stoa.services.localization.pages.told import told
from stoa.services.localization.pages.wording import language_name, pieces, tongue
from stoa.services.localization.ports import Outside
from stoa.services.localization.queries import desk
from stoa.services.localization.queries.tasks import Wanted

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Room:
    """Who works, and what they work with."""

    caller: Caller
    db: Database
    outside: Outside
    pages: Pages

    async def laid(self, unit: UUID, wanted: Wanted, kept: str | None = None) -> Values:
        """All that the desk shows. kept: what was typed already."""
        found = await desk.lay(self.db, self.outside, self.caller, unit)
        return {
            "shown": shown(found, self.caller.known(), kept),
            "findings": told(found.findings, self.caller.locale),
            "insists": False,
            "comments": found.desk.comments,
            "part_at": part_at,
            "tongue": tongue,
            "name_of": lambda tag: language_name(tag, self.caller.locale),
            "clash": None,
            "theirs": [],
            "source_was": [],
            "refused": None,
            "done": None,
            "skipped": None,
            **_around(wanted),
        }

    def drawn(self, request: AnyRequest, values: Values, status: int = 200) -> Response[Any]:
        """A script gets the desk alone."""
        template = "localization/_desk.html" if scripted(request) else "localization/desk.html"
        return self.pages.show(template, self.caller, status=status, **values)

    async def next(self, form: Form, done: UUID | None = None, skipped: UUID | None = None) -> Response[Any]:
        """The next unit, without loading the page anew; an empty desk when there is none."""
        wanted = wanted_of(form)
        unit = await take_next(self.db, self.caller, **part_of(wanted), without=skipped)
        if not scripted(form.request):
            place = f"/translation/units/{unit}" if unit else "/translation"
            return go_on(form.request, address(wanted, place))
        if unit is None:
            values = {**_around(wanted), "done": done}
            return self.pages.fragment("localization/_no_more.html", self.caller, **values)
        values = {**await self.laid(unit, wanted), "done": done, "skipped": skipped}
        headers = {"HX-Push-Url": address(wanted, f"/translation/units/{unit}")}
        return self.pages.fragment("localization/_desk.html", self.caller, headers=headers, **values)

    async def clashed(self, form: Form, unit: UUID, error: Conflict) -> Response[Any]:
        """Nothing that was typed is lost: both texts are shown, and the person decides."""
        typed = form.text("target")
        values = await self.laid(unit, wanted_of(form), kept=typed)
        values["refused"] = self.pages.words(error, self.caller)
        coded = values["shown"].coded
        if error.code == "unit.changed":
            theirs, by = str(error.data["target"]), error.data["by"]
            differing = parts(theirs, typed, coded.codes)
            values["clash"] = Clash(theirs, UUID(str(by)) if by else None, differing)
            values["theirs"] = pieces(theirs, coded.codes)
        elif error.code == "unit.source_changed" and form.text("seen"):
            values["source_was"] = parts(form.text("seen"), coded.text, coded.codes)
        return self.drawn(form.request, values)

    async def refused(self, form: Form, unit: UUID, error: Invalid) -> Response[Any]:
        """What stands in the way, beside the target; the target stays as it is typed."""
        _, found = await desk.check(self.db, self.caller, unit, form.text("target"))
        values: Values = {
            "findings": told(found, self.caller.locale),
            "refused": self.pages.words(error, self.caller),
            "insists": error.code == "unit.checks",
        }
        if not scripted(form.request):
            laid = await self.laid(unit, wanted_of(form), kept=form.text("target"))
            return self.drawn(form.request, {**laid, **values}, status=422)
        headers = {"HX-Retarget": "#findings", "HX-Reswap": "innerHTML"}
        return self.pages.fragment("localization/_findings.html", self.caller, headers=headers, **values)


async def room_of(caller: Caller, db: Database, outside: Outside, pages: Pages) -> Room:
    return Room(caller, db, outside, pages)


def wanted_of(form: Form) -> Wanted:
    """Which part of the queue the person works at."""
    return wanted_from({name: form.text(name) for name in FIELDS})


def _around(wanted: Wanted) -> Values:
    return {
        "asked": fields_of(wanted),
        "queue": address(wanted),
        "address_of": lambda unit: address(wanted, f"/translation/units/{unit}"),
    }
