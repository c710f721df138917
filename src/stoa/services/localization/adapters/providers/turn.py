"""One provider's turn at some texts: what it is handed, and what is made of its answers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from stoa.kernel.locale import Locale
from stoa.services.localization.adapters.providers.asking import Asking
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.providers.answer import Answer, Failed, Reason, Translated
from stoa.services.localization.domain.providers.batches import fits
from stoa.services.localization.domain.providers.marks import around_marks, has_words
from stoa.services.localization.domain.providers.prepared import Prepared, prepare, restored
from stoa.services.localization.domain.terms.found import broken
from stoa.services.localization.domain.terms.term import Term


@dataclass(frozen=True, slots=True)
class Turn:
    asking: Asking
    source: Locale
    target: Locale

    async def translate(self, texts: Sequence[CodedText], terms: Sequence[Term]) -> list[Answer]:
        """Terms that stay as they are are held back; texts that did not keep another are asked for again."""
        staying = [term for term in terms if term.source == term.target]
        answers = await self._with(texts, [staying] * len(texts))
        lacking = [self._lacking(text, answer, terms) for text, answer in zip(texts, answers, strict=True)]
        again = [place for place, lacks in enumerate(lacking) if lacks]
        forced = await self._with(
            [texts[place] for place in again], [[*staying, *lacking[place]] for place in again]
        )
        for place, answer in zip(again, forced, strict=True):
            still = self._lacking(texts[place], answer, terms)
            answers[place] = _better(answers[place], lacking[place], answer, still)
        return answers

    def _lacking(self, text: CodedText, answer: Answer, terms: Sequence[Term]) -> list[Term]:
        if not terms or isinstance(answer, Failed):
            return []
        return broken(text.text, answer.target, terms, (self.source, self.target))

    async def _with(self, texts: Sequence[CodedText], fixed: Sequence[Sequence[Term]]) -> list[Answer]:
        """fixed: for each text the terms that are put in for the machine."""
        abroad = self.asking.provider.limits.abroad
        prepared = [
            prepare(text, self.source, abroad=abroad, fixed=terms)
            for text, terms in zip(texts, fixed, strict=True)
        ]
        replies = await self._ask([one.coded.text for one in prepared])
        answers = [_answer(one, reply) for one, reply in zip(prepared, replies, strict=True)]
        for place, answer in enumerate(answers):
            if isinstance(answer, Failed) and answer.reason is Reason.CODES:
                answers[place] = await self._by_pieces(prepared[place], answer)
        return answers

    async def _by_pieces(self, prepared: Prepared, failed: Failed) -> Answer:
        """What stands between marks, each by itself: worse to read, and every mark in its place."""
        parts = around_marks(prepared.coded.text)
        worded = [place for place, part in enumerate(parts) if has_words(part)]
        replies = await self._ask([parts[place].strip() for place in worded])
        made = [reply for reply in replies if isinstance(reply, Translated)]
        if len(made) < len(worded) or not made:
            return failed
        for place, reply in zip(worded, made, strict=True):
            parts[place] = _edged(parts[place], reply.target)
        cost = sum(reply.cost_microusd for reply in made)
        return _answer(prepared, replace(made[0], target="".join(parts), cost_microusd=cost))

    async def _ask(self, texts: Sequence[str]) -> list[Answer]:
        """Texts without words come back as they are; too long ones are not sent."""
        provider = self.asking.provider
        fitting = [text for text in texts if has_words(text) and fits(text, provider.limits)]
        replies = iter(await self.asking.ask(fitting, self.source, self.target) if fitting else [])
        answers: list[Answer] = []
        for text in texts:
            if not has_words(text):
                answers.append(Translated(text, provider.name, ""))
            elif not fits(text, provider.limits):
                answers.append(Failed(Reason.TOO_LONG, provider.name))
            else:
                answers.append(next(replies))
        return answers


def _answer(prepared: Prepared, reply: Answer) -> Answer:
    if isinstance(reply, Failed):
        return reply
    if has_words(prepared.coded.text) and not reply.target.strip():
        return Failed(Reason.MALFORMED, reply.provider)
    target = restored(prepared, reply.target)
    return Failed(Reason.CODES, reply.provider) if target is None else replace(reply, target=target)


def _better(first: Answer, lacking: Sequence[Term], forced: Answer, still: Sequence[Term]) -> Answer:
    """The second answer where it keeps more terms, though uninflected. Both were paid for."""
    if isinstance(first, Failed):
        return first
    if isinstance(forced, Failed) or len(still) >= len(lacking):
        return replace(first, broken_terms=tuple(term.source for term in lacking))
    cost = first.cost_microusd + forced.cost_microusd
    return replace(forced, cost_microusd=cost, broken_terms=tuple(term.source for term in still))


def _edged(part: str, target: str) -> str:
    """The target with the white space that its part of the source had around it."""
    start = len(part) - len(part.lstrip())
    return part[:start] + target.strip() + part[len(part.rstrip()) :]
