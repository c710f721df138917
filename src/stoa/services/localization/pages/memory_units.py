"""Units of the memory: a page to look them up, and one each to correct or remove it."""

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Controller, Response, get, post
from litestar.params import QueryParameter

from stoa.kernel.errors import Invalid, Refusal
from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, Repeated
from stoa.runtime.forms import Form, go_on
from stoa.runtime.http import roles
from stoa.runtime.pages import Pages
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.commands.memory_units import correct_unit, remove_unit, restore_unit
from stoa.services.localization.domain.concordance import LONGEST
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory_unit import FoundUnits, SoughtUnits
from stoa.services.localization.domain.scopes import parse_scope
from stoa.services.localization.pages.memory import place_of
from stoa.services.localization.pages.wording import codes_json, language_name, pieces, tongue
from stoa.services.localization.ports import Outside
from stoa.services.localization.queries.memory_file import see_memory
from stoa.services.localization.queries.memory_units import LAST_PAGE, find_units, see_unit

BASE = "/translation/memory/units"
_PAGE = "localization/memory_unit.html"


class MemoryUnitPages(Controller):
    path = BASE
    opt = roles(*WHO_MAY_TRANSLATE)

    @get("/")
    async def show(
        self,
        caller: Caller,
        db: Database,
        pages: Pages,
        pair: str = "",
        within: str = "",
        file: str = "",
        words: str = "",
        page: Annotated[int, QueryParameter(ge=1, le=LAST_PAGE)] = 1,
    ) -> Response[Any]:
        """Without a pair of languages the first that there is."""
        held = await see_memory(db, caller)
        pairs = list(dict.fromkeys(LocalePair(one.source, one.target) for one in held.holdings))
        asked = {"pair": pair, "within": within, "file": file, "words": words[: LONGEST + 1]}
        sought = _sought(asked, pairs)
        found, refused = FoundUnits([], more=False, whole=True), None
        try:
            found = await find_units(db, caller, sought, page) if sought else found
        except Invalid as error:
            refused = pages.words(error, caller)
        kept = urlencode({name: value for name, value in asked.items() if value})
        return pages.show(
            "localization/memory_units.html",
            caller,
            found=found,
            pairs=pairs,
            held=held,
            sought=sought,
            asked=asked,
            number=page,
            here_=f"{BASE}?{kept}&" if kept else f"{BASE}?",
            refused=refused,
            longest=LONGEST,
            place_of=place_of(held),
            **_words(caller),
        )

    @get("/{unit:uuid}")
    async def open(self, unit: UUID, caller: Caller, db: Database, pages: Pages) -> Response[Any]:
        return pages.show(_PAGE, caller, **await _unit(db, caller, unit))

    @post("/{unit:uuid}", status_code=200)
    async def correct(
        self, form: Form, unit: UUID, caller: Caller, db: Database, outside: Outside
    ) -> Response[Any]:
        """What was typed stays where it is refused."""
        typed, seen = (form.text(name).replace("\r\n", "\n") for name in ("target", "seen"))
        try:
            await correct_unit(db, outside, caller, unit, typed, seen)
        except Repeated:
            """It is corrected already."""
        except Refusal as error:
            return form.again(error, _PAGE, **await _unit(db, caller, unit, typed))
        return go_on(form.request, f"{BASE}/{unit}")

    @post("/{unit:uuid}/remove")
    async def remove(
        self, form: Form, unit: UUID, caller: Caller, db: Database, outside: Outside
    ) -> Response[Any]:
        await remove_unit(db, outside, caller, unit)
        return go_on(form.request, f"{BASE}/{unit}")

    @post("/{unit:uuid}/restore")
    async def restore(
        self, form: Form, unit: UUID, caller: Caller, db: Database, outside: Outside
    ) -> Response[Any]:
        await restore_unit(db, outside, caller, unit)
        return go_on(form.request, f"{BASE}/{unit}")


async def _unit(db: Database, caller: Caller, unit: UUID, typed: str | None = None) -> dict[str, Any]:
    """typed: what comes back with a fault."""
    found, changes = await see_unit(db, caller, unit)
    return {
        "unit": found,
        "changes": changes,
        "written": found.target.text if typed is None else typed,
        "codes_of": codes_json,
        **_words(caller),
    }


def _sought(asked: dict[str, str], pairs: list[LocalePair]) -> SoughtUnits | None:
    """None where there is nothing to look in. Raises Invalid."""
    source, _, target = asked["pair"].partition("_")
    if asked["pair"]:
        pair = LocalePair(parse_locale(source, "pair"), parse_locale(target, "pair"))
    elif pairs:
        pair = pairs[0]
    else:
        return None
    scope = parse_scope(asked["within"], "within") if asked["within"] else None
    return SoughtUnits(pair, scope, _id(asked["file"]) if asked["file"] else None, asked["words"])


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid("input.malformed", field="file", why="input.why.id", given=text) from None


def _words(caller: Caller) -> dict[str, Any]:
    return {
        "base": BASE,
        "pieces": pieces,
        "tongue": tongue,
        "name_of": lambda tag: language_name(tag, caller.locale),
    }
