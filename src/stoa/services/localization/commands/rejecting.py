"""A person's word about a unit: that it may not stay as it is."""

from dataclasses import replace
from uuid import UUID

from stoa.kernel.errors import Conflict, NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.commands.accepting import settle
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.chain import Change
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.post_edit import check_holder
from stoa.services.localization.domain.shown import ShownUnit, shown_unit
from stoa.services.localization.domain.unit import State, check_version
from stoa.services.localization.domain.wanted import EditionTouched
from stoa.services.localization.ports import Outside
from stoa.services.localization.store import editions, log, memory, post_edits, tasks, units


async def reject(
    db: Database, outside: Outside, caller: Caller, unit: UUID, version: int, why: str
) -> ShownUnit:
    """A target that stands goes back to be worked at; the reason is a comment. Raises Conflict."""
    caller.require(*WHO_MAY_TRANSLATE)
    async with db.work(caller) as work:
        found = await tasks.of_units(work, [unit])
        if not found:
            raise NotFound("unit.unknown")
        task = found[0]
        edition = await editions.load_edition(work, task.unit.course, task.unit.locale, lock=True)
        before = (await units.load_units(work, [unit]))[unit]
        check_version(before, version)
        if task.waiting is not None:
            check_holder(task.waiting, caller.known(), work.now)
        if edition is None or before.state is State.INITIAL:
            raise Conflict("unit.not_accepted", field="unit")
        after = replace(
            before,
            state=State.INITIAL,
            by=caller.known(),
            version=before.version + 1,
            changed_at=work.now,
        )
        await log.append(work, after.course, after.locale, [Change(after, "rejected")])
        gone = await memory.forget_unit(work, unit)
        await settle(work, edition, [after])
        await post_edits.add_comment(work, unit, caller.known(), why)
        work.record(EditionTouched(course=after.course, locale=after.locale))
        answer = work.keep(shown_unit(after))
    await outside.fuzzy.forget(caller.tenant, LocalePair(task.source_locale, after.locale), gone)
    return answer
