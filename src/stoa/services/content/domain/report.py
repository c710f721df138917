"""What became of a source: every element of it, by name."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Outcome(StrEnum):
    """converted: its meaning is kept in another form. left_out: it is not in the course."""

    IMPORTED = "imported"
    CONVERTED = "converted"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Element:
    """where: path in the source. reason: code of a text that says why; given unless it was imported."""

    where: str
    kind: str
    title: str
    outcome: Outcome
    reason: str | None = None
    data: dict[str, str] = field(default_factory=dict)
    about: UUID | None = None


@dataclass(slots=True)
class Report:
    """Grows while a source is read."""

    elements: list[Element] = field(default_factory=list)

    def imported(self, where: str, kind: str, title: str, about: UUID | None = None) -> None:
        self.elements.append(Element(where, kind, title, Outcome.IMPORTED, about=about))

    def converted(
        self, where: str, kind: str, title: str, reason: str, about: UUID | None = None, **data: str
    ) -> None:
        self.elements.append(Element(where, kind, title, Outcome.CONVERTED, reason, data, about))

    def left_out(self, where: str, kind: str, title: str, reason: str, **data: str) -> None:
        self.elements.append(Element(where, kind, title, Outcome.LEFT_OUT, reason, data))

    def count(self) -> dict[Outcome, int]:
        counted = Counter(element.outcome for element in self.elements)
        return {outcome: counted[outcome] for outcome in Outcome}
