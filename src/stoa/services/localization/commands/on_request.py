"""A text that a reader was shown, in the reader's language: what people approved, else what machines say.

Read, spend, call, write: while machines are asked no transaction is open, and what is asked was written down
as spent before. What they said is kept, so that the next reader waits for nobody.
"""

from asyncio import timeout
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from anyio import to_thread

from stoa.contracts.shown import ShownVoucher
from stoa.kernel.errors import Conflict, Unavailable
from stoa.kernel.ids import new_id
from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.judgement import judge_all
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.on_request import (
    MadeOnRequest,
    Rendered,
    at_hand,
    characters_of,
    check_share,
    never_asked,
    rendered,
    said_of,
)
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason, Translated
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.shown_text import OpenText, each_once
from stoa.services.localization.domain.terms.glossary import Glossary, glossary_of
from stoa.services.localization.ports import MachineTranslation, Outside, ShownTexts
from stoa.services.localization.store import on_request, shares

PATIENCE_S = 20.0
"""A reader waits for it."""

_LATER = frozenset({Reason.UNAVAILABLE, Reason.QUOTA})


@dataclass(frozen=True, slots=True)
class Wish:
    """What machines are asked. id: of the share that is spent on it."""

    id: UUID
    pair: LocalePair
    segments: Sequence[Segment]


async def translate_shown(
    db: Database,
    outside: Outside,
    texts: ShownTexts,
    caller: Caller,
    said: ShownVoucher,
    locale: Locale,
) -> Rendered:
    """said: of the text. Raises Conflict where no machine does these languages, TooMany, Unavailable."""
    caller = caller.under(None)
    text = await texts.text(said.kind, said.key, said.checksum)
    pair = LocalePair(text.locale, locale)
    async with db.read(caller) as read:
        known = await on_request.know(read, text, pair)
    glossary = await to_thread.run_sync(glossary_of, known.wordings, pair)
    found = at_hand(text, known)
    lacking = list(each_once([one for one in text.segments if one.id not in found]))
    if lacking:
        wish = Wish(new_id(), pair, lacking)
        answers = await _ask(db, caller, outside.machines, wish, glossary)
        await _keep(db, caller, wish, answers)
        found |= _proposals(text, lacking, answers)
        _check(found, answers)
    judged = await to_thread.run_sync(
        judge_all, [one for one in text.segments if one.id in found], found, glossary
    )
    return rendered(text, locale, found, judged)


async def forget_shares(db: Database, caller: Caller) -> None:
    """Who had machines asked an hour ago or more is written nowhere."""
    async with db.work(caller) as work:
        await shares.forget_past(work)
        await on_request.forget_who(work)


async def _ask(
    db: Database, caller: Caller, machines: MachineTranslation, wish: Wish, glossary: Glossary
) -> Sequence[Answer]:
    """Raises Conflict, TooMany, and Unavailable when none of them answers in time."""
    source, target = Locale(wish.pair.source), Locale(wish.pair.target)
    if not machines.translates(source, target):
        raise Conflict("translation.no_machine")
    agreed = await to_thread.run_sync(glossary.among, [one.coded.text for one in wish.segments])
    await _spend(db, caller, wish)
    try:
        async with timeout(PATIENCE_S):
            return await machines.translate([one.coded for one in wish.segments], source, target, agreed)
    except TimeoutError as error:
        raise Unavailable("translation.not_now") from error


async def _spend(db: Database, caller: Caller, wish: Wish) -> None:
    """Whatever becomes of it. Raises TooMany."""
    person, characters = caller.known(), characters_of(wish.segments)
    async with db.work(caller) as work:
        check_share(await shares.spent_by(work, person), characters)
        await shares.spend(work, wish.id, person, characters)


async def _keep(db: Database, caller: Caller, wish: Wish, answers: Sequence[Answer]) -> None:
    """Also when not all of them answered: nobody is asked twice."""
    made = [
        (_made(one, answer), len(one.coded.text))
        for one, answer in zip(wish.segments, answers, strict=True)
        if isinstance(answer, Translated)
    ]
    unasked = never_asked(wish.segments, answers)
    if made or unasked:
        async with db.work(caller) as work:
            if unasked:
                await shares.give_back(work, wish.id, unasked)
            await on_request.keep(work, wish.pair, made)


def _check(found: Mapping[UUID, Proposal], answers: Sequence[Answer]) -> None:
    """A sentence that no machine can do stays as it is. Raises Unavailable for what later may be had."""
    if not found or any(isinstance(answer, Failed) and answer.reason in _LATER for answer in answers):
        raise Unavailable("translation.not_now")


def _proposals(text: OpenText, asked: Sequence[Segment], answers: Sequence[Answer]) -> dict[UUID, Proposal]:
    made = {
        one.checksum: _made(one, answer)
        for one, answer in zip(asked, answers, strict=True)
        if isinstance(answer, Translated)
    }
    return {one.id: said_of(made[one.checksum], one) for one in text.segments if one.checksum in made}


def _made(segment: Segment, answer: Translated) -> MadeOnRequest:
    return MadeOnRequest(segment.checksum, answer.target, f"{answer.provider} {answer.version}".strip())
