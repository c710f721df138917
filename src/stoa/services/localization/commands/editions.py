"""Choosing in which locales a course is wanted, and on which terms."""

from uuid import UUID

from stoa.contracts.localization import LocaleChosen, LocaleRemoved, Policy
from stoa.kernel.errors import Conflict, Invalid, NotFound
from stoa.kernel.ids import new_id
from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands.asking import ask, ask_recheck
from stoa.services.localization.domain.cascade import asked_of_people
from stoa.services.localization.domain.edition import Edition, Terms
from stoa.services.localization.store import courses, editions, post_edits, requests, units

WHO_MAY_CHOOSE = ("editor", "administrator")
WHO_MAY_TRANSLATE = ("translator", "editor", "administrator")


async def choose_locale(db: Database, caller: Caller, course: UUID, locale: Locale, terms: Terms) -> Edition:
    """Adds the locale, or changes its terms. Raises NotFound, Invalid, Conflict for an archived course."""
    caller.require(*WHO_MAY_CHOOSE)
    terms = terms.checked()
    async with db.work(caller) as work:
        known = await courses.load_course(work, course)
        if known is None:
            raise NotFound("localization.course_unknown")
        if known.archived:
            raise Conflict("localization.course_archived")
        if known.locale == locale:
            raise Invalid("locale.is_source", field="locale", locale=locale)
        change = await editions.choose(work, course, locale, terms)
        edition = await editions.load_edition(work, course, locale)
        assert edition is not None
        work.record(
            LocaleChosen(
                course=course,
                locale=locale,
                policy=Policy(terms.policy.value),
                share=terms.share,
                change=change,
            )
        )
        await ask_anew(work, edition)
        await ask_recheck(work, course, locale)
        return work.keep(edition)


async def ask_anew(work: UnitOfWork, edition: Edition) -> None:
    """People about what is theirs on the present terms, memory and machines about what nobody has looked at.

    What was asked for before and is still open is asked for again.
    """
    await _ask_people(work, edition)
    course, locale = edition.course, edition.locale
    lacking = await units.lacking(work, course, locale)
    things = list(dict.fromkeys([*lacking, *await requests.open_objects(work, course, locale)]))
    await ask(work, course, [locale], things)


async def _ask_people(work: UnitOfWork, edition: Edition) -> None:
    """On other terms people are asked about other units."""
    present = await units.present_units(work, edition.course, edition.locale)
    asked = [one for unit in present if (one := asked_of_people(unit, edition, work.now)) is not None]
    named = {one.unit for one in asked}
    await post_edits.enqueue(work, asked)
    await post_edits.dequeue(work, [unit.id for unit in present if unit.id not in named])


async def remove_locale(db: Database, caller: Caller, course: UUID, locale: Locale) -> None:
    """It is translated no more, and readers get it no more. What was translated stays."""
    caller.require(*WHO_MAY_CHOOSE)
    async with db.work(caller) as work:
        if not await stop(work, course, locale):
            raise NotFound("locale.unknown", locale=locale)


async def stop(work: UnitOfWork, course: UUID, locale: str) -> bool:
    """Nobody is asked about it any more, and readers get it no more. Whether it was wanted."""
    change = await editions.remove(work, course, locale)
    if change is None:
        return False
    await post_edits.remove_of_locale(work, course, locale)
    await requests.remove_of_locale(work, course, locale)
    work.record(LocaleRemoved(course=course, locale=locale, change=change, before=new_id()))
    return True
