"""Who gets a locale: everyone, the learners of some course runs first, or nobody from now on."""

from collections.abc import Collection
from uuid import UUID

from stoa.contracts.localization import Audience as ToldAudience
from stoa.contracts.localization import AudienceChosen
from stoa.contracts.tracking import RunScheduled
from stoa.kernel.errors import Invalid, NotFound
from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.commands.editions import WHO_MAY_CHOOSE
from stoa.services.localization.domain.edition import Audience, Edition
from stoa.services.localization.domain.wanted import EditionTouched
from stoa.services.localization.store import documents, editions, runs

MOST_RUNS = 50


async def choose_audience(
    db: Database, caller: Caller, course: UUID, locale: Locale, audience: Audience, chosen: Collection[UUID]
) -> Edition:
    """Others keep what they have. Raises NotFound for runs that are not of the course, Invalid."""
    caller.require(*WHO_MAY_CHOOSE)
    wanted = sorted(set(chosen))
    if audience is not Audience.RUNS and wanted:
        raise Invalid("locale.runs_for_others", field="runs")
    if audience is Audience.RUNS and not 0 < len(wanted) <= MOST_RUNS:
        raise Invalid("locale.runs", field="runs", most=MOST_RUNS)
    async with db.work(caller) as work:
        before = await editions.load_edition(work, course, locale, lock=True)
        if before is None or not before.active:
            raise NotFound("locale.unknown", locale=locale)
        if set(wanted) - await runs.known_runs(work, course, wanted):
            raise NotFound("locale.run_unknown", field="runs")
        change = await editions.save_audience(work, course, locale, audience, wanted)
        if _told_anew(before.audience, audience):
            await editions.forget_published(work, course, locale)
            await documents.forget_made(work, course, locale)
        work.record(
            AudienceChosen(
                course=course,
                locale=locale,
                audience=ToldAudience(audience.value),
                runs=wanted,
                change=change,
            )
        )
        work.record(EditionTouched(course=course, locale=locale))
        after = await editions.load_edition(work, course, locale)
        assert after is not None
        return work.keep(after)


def _told_anew(before: Audience, now: Audience) -> bool:
    """What the runs have becomes everyone's as it is; everything else has to be told to whom it is for."""
    return before is not now and now is not Audience.NOBODY and before is not Audience.RUNS


async def note_run(db: Database, caller: Caller, event: RunScheduled) -> None:
    async with db.work(caller) as work:
        await runs.save_run(work, event)
