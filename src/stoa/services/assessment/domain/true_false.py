"""Saying whether a sentence is true."""

from dataclasses import dataclass
from typing import ClassVar

from stoa.kernel.errors import Invalid
from stoa.services.assessment.domain.face import Face
from stoa.services.assessment.domain.item import Given, Item, Response
from stoa.services.assessment.domain.outcome import Outcome, Remark
from stoa.services.assessment.domain.shuffle import Shuffle


@dataclass(frozen=True, slots=True, kw_only=True)
class TrueFalseItem(Item):
    """Its places are "true" and "false". There is one try: the second could not be wrong."""

    kind: ClassVar[str] = "true_false"

    answer: bool
    feedback_true: str = ""
    feedback_false: str = ""

    @property
    def most_tries(self) -> int:
        return 1

    def face(self, _shuffle: Shuffle) -> Face:
        return self.plain_face()

    def read(self, given: Given, _shuffle: Shuffle) -> Response:
        if isinstance(given, bool):
            return given
        if given in ("true", "false"):
            return given == "true"
        if given == "":
            raise Invalid("response.empty", field="given")
        raise Invalid("response.wrong_shape", field="given", expected="true_or_false")

    def echo(self, response: Response, _shuffle: Shuffle) -> Given:
        return bool(response)

    def score(self, response: Response, _shuffle: Shuffle) -> Outcome:
        right = response == self.answer
        said = self.feedback_true if response else self.feedback_false
        place = "true" if response else "false"
        return Outcome(float(right), remarks={place: Remark(right, said)})

    def key(self) -> Response:
        return self.answer
