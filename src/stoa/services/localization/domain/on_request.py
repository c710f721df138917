"""What becomes of a text that a reader asked the translation of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from stoa.kernel.errors import TooMany
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.judgement import Judgement
from stoa.services.localization.domain.proposal import Origin, Proposal
from stoa.services.localization.domain.providers.answer import Answer, Failed
from stoa.services.localization.domain.remembered import Memory, best, proposal_of
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.shown_text import OpenText, Part
from stoa.services.localization.domain.terms.wording import Wording

WINDOW = timedelta(hours=1)
MOST_AN_HOUR = 60_000
"""Characters that one person has machines asked about; what was said before costs nothing."""


@dataclass(frozen=True, slots=True)
class MadeOnRequest:
    """What was said of a sentence, whoever asked. engine: by which machine; empty: by a person."""

    checksum: str
    target: str
    engine: str


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a text in another language before anybody is asked. scopes: the nearest first."""

    scopes: Sequence[str]
    exact: Mapping[str, Sequence[Memory]]
    made: Mapping[str, MadeOnRequest]
    wordings: Sequence[Wording]


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text in the reader's language. machines: whose words are in it, none where people said all of it.

    lacking: some of it is in its own language still. original: what it was made of, in that language.
    """

    source_locale: str
    locale: str
    parts: tuple[Part, ...]
    original: tuple[Part, ...]
    machines: tuple[str, ...]
    lacking: bool


def at_hand(text: OpenText, known: Known) -> dict[UUID, Proposal]:
    """What people approved or machines said before, by segment."""
    found: dict[UUID, Proposal] = {}
    for one in text.segments:
        same = best(known.exact.get(one.checksum, ()), one.context, known.scopes)
        if same is not None:
            found[one.id] = proposal_of(same, one)
        elif one.checksum in known.made:
            found[one.id] = said_of(known.made[one.checksum], one)
    return found


def said_of(made: MadeOnRequest, segment: Segment) -> Proposal:
    """segment: one that says the same."""
    target = CodedText(made.target, segment.coded.codes)
    origin = Origin.MACHINE if made.engine else Origin.PERSON
    return Proposal(target=target, origin=origin, score=None, by=made.engine)


def check_share(spent: int, more: int) -> None:
    """spent: characters that machines were asked about for the person within the window. Raises TooMany."""
    if more and spent + more > MOST_AN_HOUR:
        raise TooMany("translation.too_often", retry_after_s=int(WINDOW.total_seconds()) // 4)


def rendered(
    text: OpenText,
    locale: str,
    proposals: Mapping[UUID, Proposal],
    judged: Mapping[UUID, Judgement],
) -> Rendered:
    """What a check stops is not shown: its sentence stays as it is."""
    sound = {id_: one for id_, one in proposals.items() if not judged[id_].stops}
    targets = {id_: one.target.text for id_, one in sound.items()}
    machines = {one.by.split(" ")[0] for one in sound.values() if one.origin is Origin.MACHINE}
    return Rendered(
        source_locale=text.locale,
        locale=locale,
        parts=text.closed(targets, locale),
        original=text.parts,
        machines=tuple(sorted(machines)),
        lacking=len(targets) < len(text.segments),
    )


def characters_of(segments: Sequence[Segment]) -> int:
    return sum(len(one.coded.text) for one in segments)


def never_asked(asked: Sequence[Segment], answers: Sequence[Answer]) -> int:
    """Characters that surely reached no machine; of any other nobody knows what it has cost."""
    answered = zip(asked, answers, strict=True)
    return characters_of([one for one, said in answered if isinstance(said, Failed) and not said.provider])
