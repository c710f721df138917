"""How a format spells codes."""

from dataclasses import dataclass
from typing import Protocol

from stoa.services.localization.domain.coded import CodeKind
from stoa.services.localization.domain.exchange.element import Element


@dataclass(frozen=True, slots=True)
class Spelled:
    """What one inline element says. key: the same in source and target for what stands for the same.

    pair: the same for the two halves of a pair within one text, None if its other half is not there.
    spans: the element stands around its content and is both halves; markup and `closing` are theirs.
    """

    kind: CodeKind
    markup: str
    key: str
    pair: str | None = None
    spans: bool = False
    closing: str = ""


class Vocabulary(Protocol):
    """Reads the inline elements of one format."""

    def __call__(self, element: Element) -> Spelled | str:
        """A text is what the element stands for: a character that XML forbids. Raises Invalid."""
