"""The face of an item: all that a learner may see of it before responding. It has no field for a key."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Option:
    """place: how the browser names it in this attempt. html: what is shown."""

    place: str
    html: str


@dataclass(frozen=True, slots=True)
class GapFace:
    """options: to pick from; without any, something is typed: a number where `number`, else a text."""

    place: str
    options: tuple[Option, ...] = ()
    number: bool = False
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """options: choices, lefts of a match or entries to order. targets: rights of a match.

    text: a cloze as it is read, html and gaps in turn. hints: how many there are.
    """

    item: UUID
    kind: str
    prompt: str
    points: float
    hints: int
    options: tuple[Option, ...] = ()
    targets: tuple[Option, ...] = ()
    text: tuple[str | GapFace, ...] = ()
    unit: str = ""
