"""Giving a number."""

from dataclasses import dataclass, replace
from typing import ClassVar

from stoa.services.assessment.domain.face import Face
from stoa.services.assessment.domain.item import Given, Item, Response, text_given
from stoa.services.assessment.domain.number import NumberKey
from stoa.services.assessment.domain.outcome import Outcome
from stoa.services.assessment.domain.shuffle import Shuffle


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericItem(Item):
    """The response is kept as it was typed."""

    kind: ClassVar[str] = "numeric"

    number: NumberKey

    def face(self, _shuffle: Shuffle) -> Face:
        return replace(self.plain_face(), unit=self.number.unit)

    def read(self, given: Given, _shuffle: Shuffle) -> Response:
        text = text_given(given)
        self.number.read(text)
        return text

    def echo(self, response: Response, _shuffle: Shuffle) -> Given:
        return response

    def score(self, response: Response, _shuffle: Shuffle) -> Outcome:
        share, comment = self.number.judge(str(response))
        return Outcome(share, comment)

    def key(self) -> Response:
        return self.number.written()
