"""Giving a word or a short sentence."""

from dataclasses import dataclass
from typing import ClassVar

from stoa.services.assessment.domain.face import Face
from stoa.services.assessment.domain.item import Given, Item, Response, text_given
from stoa.services.assessment.domain.outcome import Outcome
from stoa.services.assessment.domain.shuffle import Shuffle
from stoa.services.assessment.domain.text import TextKey


@dataclass(frozen=True, slots=True, kw_only=True)
class ShortTextItem(Item):
    """The response is kept as it was typed."""

    kind: ClassVar[str] = "short_text"

    text: TextKey

    def face(self, _shuffle: Shuffle) -> Face:
        return self.plain_face()

    def read(self, given: Given, _shuffle: Shuffle) -> Response:
        return text_given(given)

    def echo(self, response: Response, _shuffle: Shuffle) -> Given:
        return response

    def score(self, response: Response, _shuffle: Shuffle) -> Outcome:
        share, comment = self.text.judge(str(response))
        return Outcome(share, comment)

    def key(self) -> Response | None:
        return self.text.written()
