"""What is proposed for segments that nobody has looked at: by the memory, then by machines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from anyio import to_thread

from stoa.kernel.errors import Unavailable
from stoa.kernel.locale import Locale
from stoa.runtime.caller import Caller
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.course import Course
from stoa.services.localization.domain.edition import Edition
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.machine import again, is_late, proposal_from
from stoa.services.localization.domain.proposal import Proposal
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason
from stoa.services.localization.domain.remembered import Memory, best, proposal_of, scopes_of
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.terms.glossary import Glossary
from stoa.services.localization.domain.terms.wording import Wording
from stoa.services.localization.domain.unit import Unit
from stoa.services.localization.ports import FuzzyMemory, MachineTranslation

_ASKED_AT_ONCE = 64
"""Texts. What machines said of them is kept before they are asked more: a death costs these at most."""


@dataclass(frozen=True, slots=True)
class Task:
    """lacking: segments that nobody has looked at as they are now, or not again. units: by segment.

    known: exact matches by checksum. made: what a machine has said before, by checksum. wordings: what the
    glossary says between the two locales. stamp: of that glossary.
    """

    course: Course
    edition: Edition
    lacking: Sequence[Segment]
    units: Mapping[UUID, Unit]
    known: Mapping[str, Sequence[Memory]]
    made: Mapping[str, Unit]
    wordings: Sequence[Wording]
    stamp: str

    @property
    def pair(self) -> LocalePair:
        return LocalePair(self.course.locale, self.edition.locale)


@dataclass(frozen=True, slots=True)
class Proposed:
    """by: segment; None where nobody has anything to propose. late: texts that wait for a machine."""

    by: dict[UUID, Proposal | None]
    late: int = 0


async def from_memory(
    fuzzy: FuzzyMemory, caller: Caller, task: Task, glossary: Glossary
) -> dict[UUID, Sequence[Proposal]]:
    """What is known letter by letter, else what is alike, best first.

    While nobody has the index nothing is alike; the desk looks again when the unit lies there.
    """
    scopes = scopes_of(task.course.id, task.edition.terms.domain)
    found: dict[UUID, Sequence[Proposal]] = {}
    for one in task.lacking:
        same = best(task.known.get(one.checksum, ()), one.context, scopes)
        if same is not None:
            found[one.id] = [proposal_of(same, one)]
    left = [one for one in task.lacking if one.id not in found]
    if not left:
        return found
    try:
        texts = [one.coded for one in left]
        alike = await fuzzy.look_up(caller.tenant, task.pair, scopes, texts, glossary.agreed)
    except Unavailable:
        return found
    return found | {one.id: some for one, some in zip(left, alike, strict=True) if some}


def parts_of(
    task: Task, remembered: Mapping[UUID, Proposal], machines: MachineTranslation
) -> Iterator[Sequence[Segment]]:
    """What is kept together: first all that is at hand, then what machines are asked, a text in one part."""
    if not machines.translates(Locale(task.pair.source), Locale(task.pair.target)):
        yield task.lacking
        return
    at_hand: list[Segment] = []
    asked: dict[str, list[Segment]] = {}
    for one in task.lacking:
        if one.id in remembered or one.checksum in task.made:
            at_hand.append(one)
        else:
            asked.setdefault(one.checksum, []).append(one)
    if at_hand:
        yield at_hand
    texts = list(asked.values())
    for at in range(0, len(texts), _ASKED_AT_ONCE):
        yield [one for same in texts[at : at + _ASKED_AT_ONCE] for one in same]


async def from_machines(
    machines: MachineTranslation,
    task: Task,
    part: Sequence[Segment],
    remembered: Mapping[UUID, Proposal],
    glossary: Glossary,
) -> Proposed:
    """Each text once, however often it stands there, and none that a machine has translated before."""
    found: dict[UUID, Proposal | None] = dict(remembered)
    asked: dict[str, CodedText] = {}
    for one in part:
        if one.id in found:
            continue
        if one.checksum in task.made:
            found[one.id] = again(task.made[one.checksum], one)
        else:
            asked[one.checksum] = one.coded
    answers = await _ask(machines, list(asked.values()), glossary)
    by_sum = dict(zip(asked, answers, strict=True))
    late = [sum_ for sum_, answer in by_sum.items() if is_late(answer)]
    for one in part:
        if one.id not in found and one.checksum not in late:
            found[one.id] = proposal_from(by_sum[one.checksum], one)
    return Proposed(found, len(late))


async def _ask(
    machines: MachineTranslation, texts: Sequence[CodedText], glossary: Glossary
) -> Sequence[Answer]:
    """With the terms that stand in the texts."""
    if not texts:
        return []
    source, target = Locale(glossary.pair.source), Locale(glossary.pair.target)
    if not machines.translates(source, target):
        return [Failed(Reason.PAIR)] * len(texts)
    agreed = await to_thread.run_sync(glossary.among, [text.text for text in texts])
    return await machines.translate(texts, source, target, agreed)
