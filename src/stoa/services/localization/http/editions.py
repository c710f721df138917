"""In which locales a course is wanted, and how far each is."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar import Controller, delete, get, put
from msgspec import Meta

from stoa.kernel.locale import parse_locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.runtime.http import roles
from stoa.runtime.http.body import Body
from stoa.services.localization.commands.audience import MOST_RUNS, choose_audience
from stoa.services.localization.commands.editions import (
    WHO_MAY_CHOOSE,
    WHO_MAY_TRANSLATE,
    choose_locale,
    remove_locale,
)
from stoa.services.localization.domain.edition import (
    LONGEST_DOMAIN,
    MOST_PRIORITY,
    Audience,
    Edition,
    Policy,
    Terms,
)
from stoa.services.localization.domain.thresholds import USUAL_THRESHOLD
from stoa.services.localization.queries.editions import Standing, list_standings

Domain = Annotated[str, Meta(max_length=LONGEST_DOMAIN, pattern=r"^[a-z0-9-]*$")]


class LocaleTerms(Body, frozen=True, kw_only=True):
    """policy: what readers may get. share: of the segments that are needed before the locale is published.

    threshold: quality from which a machine's target needs no person. two_reviewers: a second person looks at
    what the first accepted. domain: name of a memory shared with other courses. priority: 0 to 9.
    """

    policy: Policy = Policy.TRANSLATED
    share: Annotated[float, Meta(ge=0, le=1)] = 1.0
    threshold: Annotated[float, Meta(ge=0, le=2)] = USUAL_THRESHOLD
    two_reviewers: bool = False
    domain: Domain = ""
    priority: Annotated[int, Meta(ge=0, le=MOST_PRIORITY)] = 5
    due_at: Annotated[datetime, Meta(tz=True)] | None = None

    def terms(self) -> Terms:
        return Terms(
            self.policy,
            self.share,
            self.threshold,
            self.two_reviewers,
            self.domain,
            self.priority,
            self.due_at,
        )


class LocaleAudience(Body, frozen=True, kw_only=True):
    """runs: of the course, whose learners get it while others keep what they have."""

    audience: Audience
    runs: Annotated[list[UUID], Meta(max_length=MOST_RUNS)] = []


class Editions(Controller):
    path = "/api/courses/{course:uuid}/locales"

    @get("/", opt=roles(*WHO_MAY_TRANSLATE))
    async def show(self, course: UUID, caller: Caller, db: Database) -> list[Standing]:
        """The locales a course is wanted in, by tag, with how far each is."""
        return await list_standings(db, caller, course)

    @put("/{locale:str}", opt=roles(*WHO_MAY_CHOOSE))
    async def choose(
        self, course: UUID, locale: str, data: LocaleTerms, caller: Caller, db: Database
    ) -> Edition:
        """Have the course translated into a locale, or change on which terms."""
        return await choose_locale(db, caller, course, parse_locale(locale), data.terms())

    @put("/{locale:str}/audience", opt=roles(*WHO_MAY_CHOOSE))
    async def choose_audience(
        self, course: UUID, locale: str, data: LocaleAudience, caller: Caller, db: Database
    ) -> Edition:
        """Who gets it: the learners of some course runs first, then everyone; or nobody gets what is new."""
        return await choose_audience(db, caller, course, parse_locale(locale), data.audience, data.runs)

    @delete("/{locale:str}", opt=roles(*WHO_MAY_CHOOSE))
    async def remove(self, course: UUID, locale: str, caller: Caller, db: Database) -> None:
        """Translate it no more; readers get the course in another language. What was translated stays."""
        await remove_locale(db, caller, course, parse_locale(locale))
