"""Problems with translations on request: a reader says it, a translator puts it right."""

from collections.abc import Mapping

from anyio import to_thread

from stoa.contracts.localization import ProblemReported, ProblemSettled
from stoa.contracts.shown import ShownVoucher
from stoa.kernel.ids import new_id
from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.problem import Problem, learnt, righted
from stoa.services.localization.domain.reported import Reported, checked_reason
from stoa.services.localization.ports import Outside, ShownTexts
from stoa.services.localization.store import memory, problems


async def report(
    db: Database,
    texts: ShownTexts,
    caller: Caller,
    said: ShownVoucher,
    locale: Locale,
    reason: str,
) -> None:
    """Translators see the text from then on. Once more for the same text counts up."""
    reason = checked_reason(reason)
    text = await texts.text(said.kind, said.key, said.checksum)
    async with db.work(caller) as work:
        await work.lock(f"problem {said.thing} {said.checksum} {locale}")
        before = await problems.of_text(work, said.thing, said.checksum, locale)
        after = (
            before.again(reason, work.now)
            if before
            else Reported(
                id=new_id(),
                kind=said.kind,
                thing=said.thing,
                course=text.course,
                key=said.key,
                checksum=said.checksum,
                source_locale=text.locale,
                locale=locale,
                title=text.title,
                reasons=(reason,) if reason else (),
                count=1,
                version=1,
                reported_at=work.now,
            )
        )
        await problems.save(work, after)
        work.record(
            ProblemReported(
                problem=after.id,
                kind=after.kind,
                thing=after.thing,
                course=after.course,
                source_locale=after.source_locale,
                locale=after.locale,
                version=after.version,
            )
        )


async def settle(
    db: Database,
    outside: Outside,
    caller: Caller,
    problem: Problem,
    targets: Mapping[str, str],
    *,
    seen: int,
    insist: bool = False,
) -> None:
    """From now on readers get these words, here and wherever the same is said.

    targets: tagged text, by checksum of the sentence; every one of them is needed. seen: the version that was
    looked at. insist: whatever the checks say, as long as the page does not break. Raises Invalid, Conflict.
    """
    caller.require(*WHO_MAY_TRANSLATE)
    said = await to_thread.run_sync(righted, problem, targets, insist)
    by = caller.known()
    async with db.work(caller) as work:
        before = await problems.load(work, problem.reported.id, lock=True)
        after = before.settled(by, seen, work.now)
        made = [learnt(problem, one, target, new_id(), by) for one, target in said]
        ids = await memory.remember(work, made)
        await problems.save(work, after)
        work.record(
            ProblemSettled(
                problem=after.id,
                kind=after.kind,
                thing=after.thing,
                course=after.course,
                source_locale=after.source_locale,
                locale=after.locale,
                version=after.version,
                by=by,
            )
        )
    pair = LocalePair(problem.reported.source_locale, problem.reported.locale)
    known = [
        Remembered(id_, one.scope, one.source, CodedText(one.target, one.source.codes))
        for id_, one in zip(ids, made, strict=True)
    ]
    await outside.fuzzy.learn(caller.tenant, pair, known)
