"""Choosing one of several."""

from dataclasses import dataclass, replace
from typing import ClassVar

from stoa.kernel.errors import Invalid
from stoa.services.assessment.domain.face import Face, Option
from stoa.services.assessment.domain.item import Given, Item, Response
from stoa.services.assessment.domain.outcome import Outcome, Remark
from stoa.services.assessment.domain.shuffle import Deal, Shuffle


@dataclass(frozen=True, slots=True)
class Choice:
    """id: unique in its item. feedback: html to who chose it."""

    id: str
    html: str
    correct: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices of an item or a gap. shuffled: their order differs by attempt."""

    entries: tuple[Choice, ...]
    shuffled: bool = True

    def deal(self, shuffle: Shuffle, name: str) -> Deal:
        ids = [choice.id for choice in self.entries]
        return shuffle.deal(ids, name) if self.shuffled else Deal(tuple(ids))

    def options(self, deal: Deal) -> tuple[Option, ...]:
        return tuple(Option(deal.place(author_id), self.named(author_id).html) for author_id in deal.ids)

    def named(self, author_id: str) -> Choice:
        return next(choice for choice in self.entries if choice.id == author_id)

    @property
    def right(self) -> tuple[str, ...]:
        return tuple(choice.id for choice in self.entries if choice.correct)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceItem(Item):
    """Exactly one choice is correct; it earns everything."""

    kind: ClassVar[str] = "choice"

    choices: Choices

    @property
    def most_tries(self) -> int:
        """With one choice left there is nothing to try."""
        return max(1, min(3, len(self.choices.entries) - 1))

    def face(self, shuffle: Shuffle) -> Face:
        return replace(self.plain_face(), options=self.choices.options(self._deal(shuffle)))

    def read(self, given: Given, shuffle: Shuffle) -> Response:
        if not isinstance(given, str):
            raise Invalid("response.wrong_shape", field="given", expected="option")
        if not given:
            raise Invalid("response.empty", field="given")
        return self._deal(shuffle).id_at(given)

    def echo(self, response: Response, shuffle: Shuffle) -> Given:
        return self._deal(shuffle).place(str(response))

    def score(self, response: Response, shuffle: Shuffle) -> Outcome:
        chosen = self.choices.named(str(response))
        place = self._deal(shuffle).place(chosen.id)
        return Outcome(float(chosen.correct), remarks={place: Remark(chosen.correct, chosen.feedback)})

    def key(self) -> Response:
        return self.choices.right[0]

    def _deal(self, shuffle: Shuffle) -> Deal:
        return self.choices.deal(shuffle, str(self.id))
