"""Filling the gaps of a text."""

import re
from dataclasses import dataclass, replace
from typing import ClassVar

from stoa.kernel.errors import Invalid
from stoa.services.assessment.domain.choice import Choices
from stoa.services.assessment.domain.face import Face, GapFace
from stoa.services.assessment.domain.item import Given, Item, Response, all_or_nothing, parts_given
from stoa.services.assessment.domain.number import NumberKey
from stoa.services.assessment.domain.outcome import Outcome, Remark
from stoa.services.assessment.domain.shuffle import Deal, Shuffle
from stoa.services.assessment.domain.text import TextKey

_GAP = re.compile(r"\{\{\s*([^{}\s]+)\s*\}\}")


@dataclass(frozen=True, slots=True)
class Gap:
    """key: choices to pick from, a text or a number. feedback: html to who filled it wrongly."""

    id: str
    key: Choices | TextKey | NumberKey
    feedback: str = ""

    def judge(self, value: str) -> tuple[float, str]:
        """value: the author's id of a choice, or what was typed."""
        if isinstance(self.key, Choices):
            choice = self.key.named(value)
            return float(choice.correct), choice.feedback
        return self.key.judge(value)

    def right(self) -> str | None:
        return self.key.right[0] if isinstance(self.key, Choices) else self.key.written()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClozeItem(Item):
    """Share: sum of the gaps' shares ÷ gaps. text: html in which `{{id}}` stands for a gap.

    Gaps have places by their order in the text; one left open is wrong.
    """

    kind: ClassVar[str] = "cloze"

    text: str
    gaps: tuple[Gap, ...]
    partial: bool = True

    def face(self, shuffle: Shuffle) -> Face:
        pieces = _GAP.split(self.text)
        text = tuple(
            self._gap_face(self._gap(piece), shuffle) if index % 2 else piece
            for index, piece in enumerate(pieces)
        )
        return replace(self.plain_face(), text=text)

    def read(self, given: Given, shuffle: Shuffle) -> Response:
        deal = self._deal()
        return {
            deal.id_at(place): self._read_gap(self._gap(deal.id_at(place)), value, shuffle)
            for place, value in parts_given(given).items()
        }

    def echo(self, response: Response, shuffle: Shuffle) -> Given:
        assert isinstance(response, dict)
        deal = self._deal()
        return {
            deal.place(gap): self._echo_gap(self._gap(gap), value, shuffle) for gap, value in response.items()
        }

    def score(self, response: Response, _shuffle: Shuffle) -> Outcome:
        assert isinstance(response, dict)
        deal = self._deal()
        judged = {gap: gap.judge(response[gap.id]) if gap.id in response else (0.0, "") for gap in self.gaps}
        remarks = {
            deal.place(gap.id): Remark(share >= 1, said or ("" if share >= 1 else gap.feedback))
            for gap, (share, said) in judged.items()
        }
        share = sum(share for share, _ in judged.values()) / len(self.gaps)
        return Outcome(all_or_nothing(share, self.partial), remarks=remarks)

    def key(self) -> Response | None:
        right = {gap.id: gap.right() for gap in self.gaps}
        return (
            {gap: value for gap, value in right.items() if value is not None} if all(right.values()) else None
        )

    def _gap(self, author_id: str) -> Gap:
        return next(gap for gap in self.gaps if gap.id == author_id)

    def _deal(self) -> Deal:
        return Deal(tuple(_GAP.findall(self.text)))

    def _gap_deal(self, gap: Gap, choices: Choices, shuffle: Shuffle) -> Deal:
        return choices.deal(shuffle, f"{self.id}/{gap.id}")

    def _gap_face(self, gap: Gap, shuffle: Shuffle) -> GapFace:
        place = self._deal().place(gap.id)
        if isinstance(gap.key, Choices):
            return GapFace(place, gap.key.options(self._gap_deal(gap, gap.key, shuffle)))
        if isinstance(gap.key, NumberKey):
            return GapFace(place, number=True, unit=gap.key.unit)
        return GapFace(place)

    def _read_gap(self, gap: Gap, value: str, shuffle: Shuffle) -> str:
        if isinstance(gap.key, Choices):
            return self._gap_deal(gap, gap.key, shuffle).id_at(value)
        if isinstance(gap.key, NumberKey):
            try:
                gap.key.read(value)
            except Invalid as error:
                place = self._deal().place(gap.id)
                raise Invalid(error.code, field=f"given.{place}", **error.data) from error
        return value

    def _echo_gap(self, gap: Gap, value: str, shuffle: Shuffle) -> str:
        if isinstance(gap.key, Choices):
            return self._gap_deal(gap, gap.key, shuffle).place(value)
        return value
