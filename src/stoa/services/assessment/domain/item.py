"""An item: what all eight kinds have, and what each must be able to do."""

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.services.assessment.domain.face import Face
from stoa.services.assessment.domain.outcome import Outcome, Verdict
from stoa.services.assessment.domain.shuffle import Shuffle

Given = bool | str | list[str] | dict[str, str]
"""What a browser sends and is shown again: options by their place, texts and numbers as typed."""

Response = bool | str | list[str] | dict[str, str]
"""The same with the author's ids, so that responses of different attempts can be compared."""

LONGEST_TEXT = 500


@dataclass(frozen=True, slots=True)
class Feedback:
    """Html by outcome."""

    correct: str = ""
    partial: str = ""
    incorrect: str = ""

    def to(self, verdict: Verdict) -> str:
        return {Verdict.CORRECT: self.correct, Verdict.PARTIAL: self.partial}.get(verdict, self.incorrect)


@dataclass(frozen=True, slots=True, kw_only=True)
class Item(ABC):
    """prompt, hints, solution: html. points: more than 0."""

    kind: ClassVar[str]

    id: UUID
    prompt: str
    points: float = 1.0
    skills: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    feedback: Feedback = Feedback()
    solution: str = ""

    @property
    def most_tries(self) -> int:
        """As many as still ask something of the learner."""
        return 3

    def plain_face(self) -> Face:
        """What the face of every kind has."""
        return Face(
            item=self.id, kind=self.kind, prompt=self.prompt, points=self.points, hints=len(self.hints)
        )

    @abstractmethod
    def face(self, shuffle: Shuffle, /) -> Face:
        """What a learner may see before responding; nothing of the key is in it."""

    @abstractmethod
    def read(self, given: Given, shuffle: Shuffle, /) -> Response:
        """Raises Invalid with field `given` when it is no response to this item."""

    @abstractmethod
    def echo(self, response: Response, shuffle: Shuffle, /) -> Given:
        """The inverse of `read`."""

    @abstractmethod
    def score(self, response: Response, shuffle: Shuffle, /) -> Outcome:
        """The response is one that `read` returned."""

    @abstractmethod
    def key(self) -> Response | None:
        """A response that earns everything; None where the author wrote only expressions."""


def all_or_nothing(share: float, partial: bool) -> float:
    """A share of less than 1 counts only where parts earn points."""
    return share if partial or share >= 1 else 0.0


def text_given(given: Given) -> str:
    """Raises Invalid unless it is a text that says something."""
    if not isinstance(given, str):
        raise Invalid("response.wrong_shape", field="given", expected="text")
    if len(given) > LONGEST_TEXT:
        raise Invalid("response.too_long", field="given", longest=LONGEST_TEXT)
    if not given.strip():
        raise Invalid("response.empty", field="given")
    return given


def places_given(given: Given) -> list[str]:
    """Raises Invalid unless it is a list of places, none twice."""
    if not isinstance(given, list):
        raise Invalid("response.wrong_shape", field="given", expected="list")
    if not given:
        raise Invalid("response.empty", field="given")
    if len(set(given)) < len(given):
        raise Invalid("response.option_twice", field="given")
    return given


def parts_given(given: Given) -> Mapping[str, str]:
    """Raises Invalid unless it says something to at least one part. Parts left open are not in it."""
    if not isinstance(given, dict):
        raise Invalid("response.wrong_shape", field="given", expected="parts")
    filled = {place: value for place, value in given.items() if value.strip()}
    if not filled:
        raise Invalid("response.empty", field="given")
    if any(len(value) > LONGEST_TEXT for value in filled.values()):
        raise Invalid("response.too_long", field="given", longest=LONGEST_TEXT)
    return filled
