"""Putting entries in order."""

from dataclasses import dataclass, replace
from typing import ClassVar

from stoa.kernel.errors import Invalid
from stoa.kernel.order import longest_rising
from stoa.services.assessment.domain.face import Face, Option
from stoa.services.assessment.domain.item import Given, Item, Response, all_or_nothing, places_given
from stoa.services.assessment.domain.outcome import Outcome, Remark
from stoa.services.assessment.domain.shuffle import Deal, Shuffle


@dataclass(frozen=True, slots=True)
class Entry:
    id: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderItem(Item):
    """entries: in the right order. Share: (L - 1) ÷ (n - 1), where L of the n stand in order to each other.

    One entry in the wrong place costs one step, however many it shifts; the reverse order earns nothing.
    Source: longest increasing subsequence, Schensted 1961.
    """

    kind: ClassVar[str] = "order"

    entries: tuple[Entry, ...]
    partial: bool = True

    def face(self, shuffle: Shuffle) -> Face:
        deal = self._deal(shuffle)
        html = {entry.id: entry.html for entry in self.entries}
        return replace(
            self.plain_face(), options=tuple(Option(deal.place(entry), html[entry]) for entry in deal.ids)
        )

    def read(self, given: Given, shuffle: Shuffle) -> Response:
        deal = self._deal(shuffle)
        order = [deal.id_at(place) for place in places_given(given)]
        if len(order) < len(self.entries):
            raise Invalid("response.entries_missing", field="given", entries=len(self.entries))
        return order

    def echo(self, response: Response, shuffle: Shuffle) -> Given:
        deal = self._deal(shuffle)
        return [deal.place(entry) for entry in response]  # type: ignore[union-attr]

    def score(self, response: Response, shuffle: Shuffle) -> Outcome:
        assert isinstance(response, list)
        deal = self._deal(shuffle)
        ranks = {entry.id: rank for rank, entry in enumerate(self.entries)}
        standing = longest_rising([ranks[entry] for entry in response])
        share = (len(standing) - 1) / (len(self.entries) - 1) if len(self.entries) > 1 else 1.0
        remarks = {deal.place(entry): Remark(ranks[entry] in standing) for entry in response}
        return Outcome(all_or_nothing(share, self.partial), remarks=remarks)

    def key(self) -> Response:
        return [entry.id for entry in self.entries]

    def _deal(self, shuffle: Shuffle) -> Deal:
        return shuffle.deal_astray([entry.id for entry in self.entries], str(self.id))
