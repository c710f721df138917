"""Choosing every one that is right."""

from dataclasses import dataclass, replace
from typing import ClassVar

from stoa.services.assessment.domain.choice import Choices
from stoa.services.assessment.domain.face import Face
from stoa.services.assessment.domain.item import Given, Item, Response, all_or_nothing, places_given
from stoa.services.assessment.domain.outcome import Outcome, Remark
from stoa.services.assessment.domain.shuffle import Deal, Shuffle


@dataclass(frozen=True, slots=True, kw_only=True)
class MultipleItem(Item):
    """Share: (correct chosen - wrong chosen) ÷ all correct, not below 0: ticking everything does not pay.

    Source: the rule "rights minus wrongs", as in QTI's response processing of `multipleResponse`.
    """

    kind: ClassVar[str] = "multiple"

    choices: Choices
    partial: bool = True

    def face(self, shuffle: Shuffle) -> Face:
        return replace(self.plain_face(), options=self.choices.options(self._deal(shuffle)))

    def read(self, given: Given, shuffle: Shuffle) -> Response:
        deal = self._deal(shuffle)
        chosen = {deal.id_at(place) for place in places_given(given)}
        return [choice.id for choice in self.choices.entries if choice.id in chosen]

    def echo(self, response: Response, shuffle: Shuffle) -> Given:
        deal = self._deal(shuffle)
        return sorted((deal.place(chosen) for chosen in response), key=int)  # type: ignore[union-attr]

    def score(self, response: Response, shuffle: Shuffle) -> Outcome:
        assert isinstance(response, list)
        deal = self._deal(shuffle)
        chosen = [self.choices.named(author_id) for author_id in response]
        balance = sum(1 if choice.correct else -1 for choice in chosen)
        share = max(0, balance) / len(self.choices.right)
        return Outcome(
            all_or_nothing(share, self.partial),
            remarks={deal.place(choice.id): Remark(choice.correct, choice.feedback) for choice in chosen},
        )

    def key(self) -> Response:
        return list(self.choices.right)

    def _deal(self, shuffle: Shuffle) -> Deal:
        return self.choices.deal(shuffle, str(self.id))
