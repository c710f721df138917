"""How translation fares, for people: figures with what each means, as charts and as tables."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from babel.dates import format_timedelta
from babel.numbers import format_currency
from litestar import Controller, Response, get

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.pages import Pages
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.figures import PERIOD, STEPS, qualities, ways
from stoa.services.localization.pages.wording import language_name, said_finely, said_percent
from stoa.services.localization.ports import Outside
from stoa.services.localization.queries.figures import Figures, see_figures

_SHOWN = 200
"""Courses in locales, those that lack most first."""


class FigurePages(Controller):
    path = "/translation/figures"
    opt = roles(*WHO_MAY_TRANSLATE)

    @get("/")
    async def show(
        self, caller: Caller, db: Database, outside: Outside, pages: Pages, course: UUID | None = None
    ) -> Response[Any]:
        seen = await see_figures(db, outside, caller, course)
        return pages.show(
            "localization/figures.html", caller, seen=seen, **_drawn(seen), **_words(caller.locale)
        )


def _drawn(seen: Figures) -> dict[str, Any]:
    """What the charts show. ways: units and words by way. tenths, unknown: of machines' quality."""
    tenths, unknown = qualities(seen.tallies)
    efforts = [one.effort for one in seen.locales if one.effort]
    accepted = sum(one.accepted for one in efforts)
    distances = [(one.distance, one.accepted) for one in efforts if one.distance is not None]
    return {
        "ways": ways(seen.tallies),
        "tenths": tenths,
        "unknown": unknown,
        "steps": [sum(one.steps[at] for one in efforts) for at in range(len(STEPS))],
        "accepted": accepted,
        "distance": sum(share * count for share, count in distances) / (sum(n for _, n in distances) or 1),
        "shown": seen.editions[:_SHOWN],
        "days": PERIOD.days,
    }


def _words(locale: str) -> dict[str, Any]:
    """Amounts as they are said in a language."""
    spelled = locale.replace("-", "_")
    return {
        "name_of": lambda tag: language_name(tag, locale),
        "percent": lambda share: said_percent(share, locale),
        "finely": lambda share: said_finely(share, locale),
        "lasting": lambda seconds: format_timedelta(timedelta(seconds=seconds), locale=spelled),
        "usd": lambda amount: format_currency(amount, "USD", locale=spelled),
    }
