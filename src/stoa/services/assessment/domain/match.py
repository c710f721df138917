"""Finding what belongs together."""

from dataclasses import dataclass, replace
from typing import ClassVar

from stoa.services.assessment.domain.face import Face, Option
from stoa.services.assessment.domain.item import Given, Item, Response, all_or_nothing, parts_given
from stoa.services.assessment.domain.outcome import Outcome, Remark
from stoa.services.assessment.domain.shuffle import Deal, Shuffle


@dataclass(frozen=True, slots=True)
class Pair:
    """left, right: html. feedback: html to who matched this left wrongly."""

    id: str
    left: str
    right: str
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Distractor:
    """A right side that belongs to no left. feedback: html to who used it."""

    id: str
    html: str
    feedback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchItem(Item):
    """Share: pairs matched rightly ÷ pairs. A right side may be used again, so that one slip is one slip.

    A right side that reads the same as the one meant is as right.
    """

    kind: ClassVar[str] = "match"

    pairs: tuple[Pair, ...]
    distractors: tuple[Distractor, ...] = ()
    partial: bool = True

    def face(self, shuffle: Shuffle) -> Face:
        lefts, rights = self._lefts(shuffle), self._rights(shuffle)
        left_html = {pair.id: pair.left for pair in self.pairs}
        right_html = self._right_html()
        return replace(
            self.plain_face(),
            options=tuple(Option(lefts.place(pair), left_html[pair]) for pair in lefts.ids),
            targets=tuple(Option(rights.place(right), right_html[right]) for right in rights.ids),
        )

    def read(self, given: Given, shuffle: Shuffle) -> Response:
        lefts, rights = self._lefts(shuffle), self._rights(shuffle)
        return {lefts.id_at(left): rights.id_at(right) for left, right in parts_given(given).items()}

    def echo(self, response: Response, shuffle: Shuffle) -> Given:
        assert isinstance(response, dict)
        lefts, rights = self._lefts(shuffle), self._rights(shuffle)
        return {lefts.place(left): rights.place(right) for left, right in response.items()}

    def score(self, response: Response, shuffle: Shuffle) -> Outcome:
        assert isinstance(response, dict)
        lefts = self._lefts(shuffle)
        remarks = {lefts.place(pair.id): self._remark(pair, response.get(pair.id)) for pair in self.pairs}
        share = sum(remark.right for remark in remarks.values()) / len(self.pairs)
        return Outcome(all_or_nothing(share, self.partial), remarks=remarks)

    def key(self) -> Response:
        return {pair.id: pair.id for pair in self.pairs}

    def _remark(self, pair: Pair, given: str | None) -> Remark:
        if given is not None and self._right_html()[given] == pair.right:
            return Remark(True)
        used = next((distractor.feedback for distractor in self.distractors if distractor.id == given), "")
        return Remark(False, pair.feedback + used)

    def _right_html(self) -> dict[str, str]:
        rights = {pair.id: pair.right for pair in self.pairs}
        return rights | {distractor.id: distractor.html for distractor in self.distractors}

    def _lefts(self, shuffle: Shuffle) -> Deal:
        return shuffle.deal([pair.id for pair in self.pairs], f"{self.id}/lefts")

    def _rights(self, shuffle: Shuffle) -> Deal:
        return shuffle.deal(list(self._right_html()), f"{self.id}/rights")
