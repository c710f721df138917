"""A text that a reader was shown, in the reader's language: what people approved, else what machines say.

Read, call, write: while machines are asked no transaction is open. What they said is kept, so that the next
reader waits for nobody.
"""

from asyncio import timeout
from collections.abc import Sequence
from uuid import UUID

from anyio import to_thread

from stoa.contracts.shown import ShownVoucher
from stoa.kernel.errors import Conflict, Unavailable
from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.judgement import judge_all
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.on_request import (
    MadeOnRequest,
    Rendered,
    at_hand,
    by_machine,
    characters_of,
    check_share,
    rendered,
)
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason, Translated
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.shown_text import OpenText, each_once
from stoa.services.localization.domain.terms.glossary import Glossary, glossary_of
from stoa.services.localization.ports import MachineTranslation, Outside, ShownTexts
from stoa.services.localization.store import on_request

PATIENCE_S = 20.0
"""A reader waits for it."""

_LATER = frozenset({Reason.UNAVAILABLE, Reason.QUOTA})


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
        known = await on_request.know(read, text, pair, caller.known())
    glossary = await to_thread.run_sync(glossary_of, known.wordings, pair)
    found = at_hand(text, known)
    lacking = list(each_once([one for one in text.segments if one.id not in found]))
    if lacking:
        check_share(known.spent, characters_of(lacking))
        answers = await _ask(outside.machines, lacking, glossary)
        await _keep(db, caller, pair, lacking, answers)
        found |= _proposals(text, lacking, answers)
    judged = await to_thread.run_sync(
        judge_all, [one for one in text.segments if one.id in found], found, glossary
    )
    return rendered(text, locale, found, judged)


async def _ask(
    machines: MachineTranslation, lacking: Sequence[Segment], glossary: Glossary
) -> Sequence[Answer]:
    """Raises Conflict, and Unavailable when none of them answers in time."""
    source, target = Locale(glossary.pair.source), Locale(glossary.pair.target)
    if not machines.translates(source, target):
        raise Conflict("translation.no_machine")
    agreed = await to_thread.run_sync(glossary.among, [one.coded.text for one in lacking])
    try:
        async with timeout(PATIENCE_S):
            return await machines.translate([one.coded for one in lacking], source, target, agreed)
    except TimeoutError as error:
        raise Unavailable("translation.not_now") from error


async def _keep(
    db: Database,
    caller: Caller,
    pair: LocalePair,
    asked: Sequence[Segment],
    answers: Sequence[Answer],
) -> None:
    """Also when not all of them answered: nobody is asked twice. Raises Unavailable then."""
    made = [
        (_made(one, answer), len(one.coded.text))
        for one, answer in zip(asked, answers, strict=True)
        if isinstance(answer, Translated)
    ]
    if made:
        async with db.work(caller) as work:
            await on_request.keep(work, pair, caller.known(), made)
    if not made or any(isinstance(answer, Failed) and answer.reason in _LATER for answer in answers):
        raise Unavailable("translation.not_now")


def _proposals(text: OpenText, asked: Sequence[Segment], answers: Sequence[Answer]) -> dict[UUID, Proposal]:
    made = {
        one.checksum: _made(one, answer)
        for one, answer in zip(asked, answers, strict=True)
        if isinstance(answer, Translated)
    }
    return {one.id: by_machine(made[one.checksum], one) for one in text.segments if one.checksum in made}


def _made(segment: Segment, answer: Translated) -> MadeOnRequest:
    return MadeOnRequest(segment.checksum, answer.target, f"{answer.provider} {answer.version}".strip())
