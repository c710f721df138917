"""A reported text as a translator looks at it, and what they make of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.errors import Invalid, InvalidInput
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.judgement import Judgement, judge
from stoa.services.localization.domain.post_edit import LONGEST_TARGET
from stoa.services.localization.domain.problem import Problem
from stoa.services.localization.domain.proposal import Origin, Proposal
from stoa.services.localization.domain.remembered import TENANT, Memory
from stoa.services.localization.domain.segment import Segment
from stoa.services.localization.domain.shown_text import OpenText, each_once
from stoa.services.localization.domain.sync.tagged import untagged
from stoa.services.localization.domain.terms.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Sentence:
    """One of a reported text. target: what readers get now, None where there is nothing.

    judgement: of that target.
    """

    segment: Segment
    target: CodedText | None
    origin: str
    judgement: Judgement | None

    @property
    def remembered(self) -> bool:
        """Whether the memory knows it."""
        return self.origin in (Origin.CONTEXT, Origin.EXACT)


@dataclass(frozen=True, slots=True)
class OpenProblem:
    """A reported text as a translator looks at it. sentences: each once."""

    problem: Problem
    sentences: Sequence[Sentence]
    glossary: Glossary

    def untagged(self, targets: Mapping[str, str]) -> dict[str, str]:
        """Tagged texts with the marks of their sentences. targets: by checksum of the sentence."""
        return {
            one.segment.checksum: untagged(targets[one.segment.checksum], one.segment.coded).text
            for one in self.sentences
            if one.segment.checksum in targets
        }


def sentences_of(text: OpenText, found: Mapping[UUID, Proposal], glossary: Glossary) -> Sequence[Sentence]:
    """found: what readers get of it now. Takes a while: for a thread."""
    shown = []
    for one in each_once(text.segments):
        proposal = found.get(one.id)
        target = proposal.target if proposal else None
        judged = judge(one.coded, proposal.target.text, glossary) if proposal else None
        shown.append(Sentence(one, target, proposal.origin.value if proposal else "", judged))
    return shown


def righted(
    opened: OpenProblem, targets: Mapping[str, str], insist: bool
) -> Sequence[tuple[Sentence, CodedText]]:
    """targets: with marks, by checksum of the sentence. Raises InvalidInput naming each that is at fault."""
    faults, said = [], []
    for one in opened.sentences:
        given = targets.get(one.segment.checksum, "").strip()
        target = CodedText(given, one.segment.coded.codes)
        judged = judge(one.segment.coded, target.text, opened.glossary)
        field, checks = f"target-{one.segment.checksum}", ", ".join(judged.stopping)
        if not given or len(given) > LONGEST_TARGET:
            code = "unit.too_long" if given else "unit.empty"
            faults.append(Invalid(code, field=field, most=LONGEST_TARGET))
        elif judged.breaks:
            faults.append(Invalid("unit.breaks_page", field=field, checks=checks))
        elif judged.stops and not insist:
            faults.append(Invalid("unit.checks", field=field, checks=checks))
        said.append((one, target))
    if faults:
        raise InvalidInput(faults)
    return said


def learnt(opened: OpenProblem, sentence: Sentence, target: CodedText, id_: UUID, by: UUID) -> Memory:
    """For the whole tenant; preferred in texts of the same kind."""
    problem, segment = opened.problem, sentence.segment
    unchanged = target == sentence.target
    return Memory(
        id=id_,
        scope=TENANT,
        source_locale=problem.source_locale,
        target_locale=problem.locale,
        checksum=segment.checksum,
        context=segment.context,
        source=segment.coded,
        target=target.text,
        origin=(Origin(sentence.origin) if unchanged else Origin.PERSON).value,
        by=by,
    )
