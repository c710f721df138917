"""Problems with translations on request: a reader says it, a translator puts it right."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from anyio import to_thread

from stoa.contracts.localization import ProblemReported, ProblemSettled
from stoa.contracts.shown import PRIVATE, ShownVoucher
from stoa.kernel.errors import Conflict, Invalid
from stoa.kernel.ids import new_id
from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.localization.commands.editions import WHO_MAY_TRANSLATE
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.memory.remembered import Remembered
from stoa.services.localization.domain.on_request import MadeOnRequest, at_hand, characters_of
from stoa.services.localization.domain.open_problem import OpenProblem, Sentence, learnt, righted
from stoa.services.localization.domain.problem import Problem, check_pace, checked_reason
from stoa.services.localization.domain.shown_text import OpenText
from stoa.services.localization.ports import Outside, ShownTexts
from stoa.services.localization.store import memory, on_request, problems, reporters


async def report(
    db: Database,
    texts: ShownTexts,
    caller: Caller,
    said: ShownVoucher,
    locale: Locale,
    reason: str,
) -> None:
    """Translators see the text from then on. One reader counts once, whatever they add later.

    Raises Invalid, Conflict where nobody has had anything of it translated, TooMany.
    """
    reason, person = checked_reason(reason), caller.known()
    text = await texts.text(said.kind, said.key, said.checksum)
    if locale == text.locale:
        raise Invalid("problem.same_language", field="locale")
    async with db.read(caller) as read:
        known = await on_request.know(read, text, LocalePair(text.locale, locale))
    if not at_hand(text, known):
        raise Conflict("problem.not_translated")
    async with db.work(caller) as work:
        recent = await reporters.count_recent(work, person)
        await work.lock(f"problem {said.thing} {said.checksum} {locale}")
        before = await problems.of_text(work, said.thing, said.checksum, locale)
        if before and before.settled_at is None and await reporters.has_told(work, before, person):
            return
        check_pace(recent)
        after = before.again(reason, work.now) if before else _first(text, said, locale, reason, work.now)
        await problems.save(work, after)
        await reporters.tell(work, after, person)
        if before is None or after.version != before.version:
            _tell(work, after)


def _first(text: OpenText, said: ShownVoucher, locale: Locale, reason: str, now: datetime) -> Problem:
    return Problem(
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
        reported_at=now,
    )


def _tell(work: UnitOfWork, one: Problem) -> None:
    work.record(ProblemReported(**_about(one)))


async def dismiss(db: Database, caller: Caller, problem: UUID, *, seen: int) -> None:
    """Nothing is wrong: readers get what they got before. seen: the version that was looked at.

    Raises NotFound, Conflict.
    """
    caller.require(*WHO_MAY_TRANSLATE)
    by = caller.known()
    async with db.work(caller) as work:
        before = await problems.load(work, problem, lock=True)
        await _settle(work, before.settled(by, seen, work.now), by, righted=False)


async def settle(
    db: Database,
    outside: Outside,
    caller: Caller,
    opened: OpenProblem,
    targets: Mapping[str, str],
    *,
    seen: int,
    insist: bool = False,
) -> None:
    """From now on readers get these words, here and wherever the same is said.

    Those of a private text stay out of the memory, where it does not know them already.
    targets: with marks, by checksum of the sentence; every one of them is needed. seen: the version that was
    looked at. insist: whatever the checks say, as long as the page does not break. Raises Invalid, Conflict.
    """
    caller.require(*WHO_MAY_TRANSLATE)
    said = await to_thread.run_sync(righted, opened, targets, insist)
    by, pair = caller.known(), LocalePair(opened.problem.source_locale, opened.problem.locale)
    async with db.work(caller) as work:
        before = await problems.load(work, opened.problem.id, lock=True)
        after = before.settled(by, seen, work.now)
        private = [_put_right(one, target) for one, target in said if _stays_private(opened, one)]
        await on_request.put_right(work, pair, private)
        made = [
            learnt(opened, one, target, new_id(), by)
            for one, target in said
            if not _stays_private(opened, one)
        ]
        ids = await memory.remember(work, made)
        await _settle(work, after, by, righted=True)
    known = [
        Remembered(id_, one.scope, one.source, CodedText(one.target, one.source.codes))
        for id_, one in zip(ids, made, strict=True)
    ]
    await outside.fuzzy.learn(caller.tenant, pair, known)


def _stays_private(opened: OpenProblem, sentence: Sentence) -> bool:
    """Whether its words stay out of the memory: written to somebody, and not known there already."""
    return opened.problem.kind in PRIVATE and not sentence.remembered


def _put_right(sentence: Sentence, target: CodedText) -> tuple[MadeOnRequest, int]:
    made = MadeOnRequest(sentence.segment.checksum, target.text, engine="")
    return made, characters_of([sentence.segment])


async def _settle(work: UnitOfWork, one: Problem, by: UUID, *, righted: bool) -> None:
    await problems.save(work, one)
    work.record(ProblemSettled(**_about(one), by=by, righted=righted))


def _about(one: Problem) -> dict[str, Any]:
    """What every fact says of a problem."""
    return {
        "problem": one.id,
        "kind": one.kind,
        "thing": one.thing,
        "course": one.course,
        "source_locale": one.source_locale,
        "locale": one.locale,
        "version": one.version,
    }
