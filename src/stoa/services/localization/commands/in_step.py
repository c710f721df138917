"""One pass: look at both sides, decide, bring what is ours, read what that came over, take what is theirs.

Between any two of these a death is harmless: what was brought is found the same by the next pass, and what we
were about to write over is remembered before it is written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from anyio import to_thread

from stoa.kernel.errors import Invalid
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.commands.holding import held
from stoa.services.localization.commands.theirs import take_theirs, tell_lost
from stoa.services.localization.domain.sync.brought import Brought
from stoa.services.localization.domain.sync.connection import Connection, Counts
from stoa.services.localization.domain.sync.here import Here
from stoa.services.localization.domain.sync.kept import KeptUnit
from stoa.services.localization.domain.sync.overwritten import Written, overwritten
from stoa.services.localization.domain.sync.plan import Plan, Side, planned
from stoa.services.localization.domain.sync.reconcile import Conflict as Lost
from stoa.services.localization.domain.sync.reconcile import Outcome
from stoa.services.localization.domain.sync.stand import Stand
from stoa.services.localization.ports import Remote
from stoa.services.localization.store import connected_units as units
from stoa.services.localization.store import connections, courses, editions

_EARLIER = timedelta(seconds=2)
"""Their clock is told in whole seconds."""


@dataclass
class Step:
    """looked_at: by their clock, when it was looked at what they have.

    settled: whether new sources are there with all that belongs to them; else it is brought again soon.
    """

    db: Database
    caller: Caller
    connection: Connection
    looked_at: datetime | None = None
    settled: bool = True


async def has_news(step: Step, remote: Remote) -> bool:
    """Whether their log tells of anything that we do not have. A cursor that is lost is news."""
    connection = step.connection
    if connection.cursor is None:
        return True
    async with step.db.read(step.caller) as read:
        kept = await units.load_kept(read, connection.id)
        wanted = await editions.list_editions(read, connection.course)
    for locale in [one.locale for one in wanted if connection.covers(one.locale)]:
        known = kept.get(locale, {})
        for change in await remote.changes(locale, connection.cursor):
            base = known[change.unit].base if change.unit in known else None
            if base is None or base.target != change.target:
                return True
    return False


async def bring_in_step(step: Step, remote: Remote) -> Counts:
    """Raises as `Remote` does, and Conflict when the connection is no longer ours to bring."""
    here = await _look_here(step)
    if any(one.written for kept in here.kept.values() for one in kept.values()):
        await _end_what_was_broken_off(step, remote, here)
        here = await _look_here(step)
    sources = await to_thread.run_sync(here.sources)
    sides = await _look_at_both(step, remote, here, sources)
    if strange := set(remote.sources) - here.known:
        raise Invalid("localization.sync.not_ours", count=len(strange))
    plan = await to_thread.run_sync(planned, step.connection.mode, sides, sources, dict(remote.sources))
    written = _written(sides, plan)
    await _remember(step, here, written)
    if plan.sources is not None:
        await remote.push_sources(here.source_locale, plan.sources)
    counts = Counts()
    for locale, wanted in plan.outcomes.items():
        await remote.push(locale, wanted.push)
        outcome = await _arrived(remote, locale, sides[locale].base, wanted)
        step.settled = step.settled and (plan.sources is None or outcome is wanted)
        lost = await _lost(remote, locale, written[locale], step.looked_at)
        brought = Brought(locale, here, outcome, lost, remote.most)
        counts = added(counts, await take_theirs(step.db, step.caller, step.connection, brought))
    return counts


async def _look_here(step: Step) -> Here:
    connection = step.connection
    async with step.db.read(step.caller) as read:
        course = await courses.load_course(read, connection.course)
        if course is None or course.archived:
            raise Invalid("sync.no_course")
        wanted = [one.locale for one in await editions.list_editions(read, course.id)]
        locales = [one for one in wanted if connection.covers(one)]
        segments = await units.present_segments(read, course.id)
        return Here(
            source_locale=course.locale,
            segments={str(one.id): one for one in segments},
            known=await units.known_segments(read, course.id),
            units={one: await units.units_by_segment(read, course.id, one) for one in locales},
            kept=await units.load_kept(read, connection.id),
        )


async def _look_at_both(
    step: Step, remote: Remote, here: Here, sources: Mapping[str, str]
) -> dict[str, Side]:
    known = await remote.locales()
    step.looked_at = remote.at - _EARLIER if remote.at is not None else None
    sides = {}
    for locale in here.units:
        await remote.has(locale, known)
        theirs = await remote.stands(locale)
        ours = {key: remote.shown(one) for key, one in here.stands(locale, sources).items()}
        kept = here.kept.get(locale, {})
        base = {key: one.agreed for key, one in kept.items() if one.agreed is not None}
        sides[locale] = Side(base, ours, theirs)
    return sides


def _written(sides: Mapping[str, Side], plan: Plan) -> dict[str, dict[str, Written]]:
    """By locale: words of theirs that ours are about to come over."""
    return {
        locale: {
            key: Written(sides[locale].theirs[key], stand)
            for key, stand in outcome.push.items()
            if key in sides[locale].theirs and stand.target
        }
        for locale, outcome in plan.outcomes.items()
    }


async def _remember(step: Step, here: Here, written: Mapping[str, Mapping[str, Written]]) -> None:
    """Before it is written, and when we looked: whoever goes on after a death reads their log from there."""
    async with step.db.work(step.caller) as work:
        known = await held(work, step.connection)
        await connections.save(work, replace(known, cursor=step.looked_at or known.cursor))
        for locale, units_ in written.items():
            kept = here.kept.get(locale, {})
            some = {key: replace(kept.get(key, KeptUnit()), written=one) for key, one in units_.items()}
            await units.save_kept(work, step.connection.id, locale, some)


async def _end_what_was_broken_off(step: Step, remote: Remote, here: Here) -> None:
    """A pass died when it had written, or was about to: what that came over is told now."""
    for locale in here.units:
        kept = here.kept.get(locale, {})
        written = {key: one.written for key, one in kept.items() if one.written is not None}
        lost = await _lost(remote, locale, written, step.connection.cursor)
        await tell_lost(
            step.db, step.caller, step.connection, Brought(locale, here, Outcome(), lost, remote.most)
        )


async def _arrived(remote: Remote, locale: str, base: Mapping[str, Stand], wanted: Outcome) -> Outcome:
    """What really stands there now counts as brought. They take sources in in the background, and some
    words not at all: those keep their base, and are brought again.
    """
    if not wanted.push:
        return wanted
    there = await remote.stands(locale)
    missing = {key for key, stand in wanted.push.items() if there.get(key) != stand and stand.target}
    if not missing:
        return wanted
    push = {key: stand for key, stand in wanted.push.items() if key not in missing}
    agreed = {key: stand for key, stand in wanted.agreed.items() if key not in missing}
    agreed |= {key: base[key] for key in missing if key in base}
    return replace(wanted, push=push, agreed=agreed, left=(*wanted.left, *sorted(missing)))


async def _lost(
    remote: Remote, locale: str, written: Mapping[str, Written], since: datetime | None
) -> list[Lost]:
    if not written or since is None:
        return []
    return overwritten(written, await remote.changes(locale, since))


def added(one: Counts, other: Counts) -> Counts:
    return Counts(*(getattr(one, name) + getattr(other, name) for name in Counts.__dataclass_fields__))
