"""All units of a course in a language, to be looked through and searched; each leads to the desk."""

from typing import Annotated, Any
from urllib.parse import urlencode
from uuid import UUID

from litestar import Controller, Response, get
from litestar.params import QueryParameter

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.pages import Pages
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.concordance import LONGEST
from stoa.services.localization.domain.listing import Condition, Sought
from stoa.services.localization.domain.part import part_at
from stoa.services.localization.pages.wording import language_name, pieces, tongue
from stoa.services.localization.queries.listing import see_listing


class ListingPages(Controller):
    path = "/translation/courses/{course:uuid}/{locale:str}/units"
    opt = roles(*WHO_MAY_TRANSLATE)

    @get("/")
    async def show(
        self,
        course: UUID,
        locale: str,
        caller: Caller,
        db: Database,
        pages: Pages,
        condition: str = "",
        thing: str = "",
        words: str = "",
        page: Annotated[int, QueryParameter(ge=1, le=10_000)] = 1,
    ) -> Response[Any]:
        asked = {"words": words[: LONGEST + 1], "condition": condition, "thing": thing}
        sought = _sought(course, parse_locale(locale), asked)
        seen = await see_listing(db, caller, sought, page)
        here = f"/translation/courses/{course}/{sought.locale}/units"
        kept = urlencode({name: value for name, value in asked.items() if value})
        return pages.show(
            "localization/units.html",
            caller,
            seen=seen,
            asked=asked,
            base=here,
            here_=f"{here}?{kept}&" if kept else f"{here}?",
            refused=pages.words(seen.refused, caller) if seen.refused else None,
            longest=LONGEST,
            part_at=part_at,
            pieces=pieces,
            tongue=tongue,
            name=language_name(sought.locale, caller.locale),
        )


def _sought(course: UUID, locale: str, asked: dict[str, str]) -> Sought:
    """Raises Invalid. A field left empty seeks everything."""
    condition, thing = asked["condition"], asked["thing"]
    if condition and condition not in set(Condition):
        raise Invalid("input.malformed", field="condition", why="input.why.choice", given=condition)
    return Sought(
        course,
        locale,
        object=_id(thing) if thing else None,
        condition=Condition(condition) if condition else None,
        words=asked["words"],
    )


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid("input.malformed", field="thing", why="input.why.id", given=text) from None
