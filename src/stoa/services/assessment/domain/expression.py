"""Regular expressions that cannot be made to run long.

A backtracking engine takes exponential time on patterns such as `(a+)+b`. Here a pattern becomes a list of
steps and a text is read once, sign by sign, while all places in the list that are possible are kept: time is
signs × steps, whatever the pattern. Source: Thompson 1968; Cox, "Regular Expression Matching: the Virtual
Machine Approach", 2009. Anchors, look-around and back-references do not exist in it.
"""

import re
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from stoa.kernel.errors import Invalid
from stoa.services.assessment.domain.expression_parser import Either, Node, Repeat, Sequence, Sign, parse

LONGEST_PATTERN = 300
MOST_STEPS = 1000


@dataclass(frozen=True, slots=True)
class Fork:
    """Go on at each of these steps; at one of them it is a jump."""

    targets: tuple[int, ...]


Accepts = Callable[[str], object]
Step = Accepts | Fork


@dataclass(frozen=True, slots=True)
class Expression:
    steps: tuple[Step, ...]

    @classmethod
    def compile(cls, pattern: str, case_sensitive: bool) -> "Expression":
        """Raises Invalid with the code `pattern.unsupported`."""
        if len(pattern) > LONGEST_PATTERN:
            raise Invalid("pattern.unsupported", pattern=pattern[:40])
        steps = _Writer(pattern, case_sensitive)
        steps.write(parse(pattern))
        return cls(tuple(steps.steps))

    def matches(self, text: str) -> bool:
        """Whether the whole text is one that the pattern describes."""
        places = self._reach([0])
        for sign in text:
            places = self._reach(place + 1 for place in places if self._takes(place, sign))
            if not places:
                return False
        return len(self.steps) in places

    def _takes(self, place: int, sign: str) -> bool:
        step = self.steps[place] if place < len(self.steps) else None
        return callable(step) and bool(step(sign))

    def _reach(self, starts: Iterable[int]) -> set[int]:
        """Every step that can be reached from these without reading a sign."""
        reached: set[int] = set()
        waiting = list(starts)
        while waiting:
            place = waiting.pop()
            if place in reached:
                continue
            reached.add(place)
            step = self.steps[place] if place < len(self.steps) else None
            if isinstance(step, Fork):
                waiting.extend(step.targets)
        return reached


class _Writer:
    """Turns a parsed pattern into steps, within bounds."""

    def __init__(self, pattern: str, case_sensitive: bool) -> None:
        self.steps: list[Step] = []
        self._pattern = pattern
        self._case_sensitive = case_sensitive

    def write(self, node: Node) -> None:
        if len(self.steps) > MOST_STEPS:
            raise Invalid("pattern.unsupported", pattern=self._pattern[:40])
        match node:
            case Sign():
                self.steps.extend(self._tests(node))
            case Sequence(parts):
                for part in parts:
                    self.write(part)
            case Either(options):
                self._either(options)
            case Repeat(part, least, most):
                self._repeat(part, least, most)

    def _either(self, options: tuple[Node, ...]) -> None:
        ends = []
        for option in options[:-1]:
            fork = self._reserve()
            self.write(option)
            ends.append(self._reserve())
            self.steps[fork] = Fork((fork + 1, len(self.steps)))
        self.write(options[-1])
        for end in ends:
            self.steps[end] = Fork((len(self.steps),))

    def _repeat(self, part: Node, least: int, most: int | None) -> None:
        for _ in range(least):
            self.write(part)
        if most is None:
            fork = self._reserve()
            self.write(part)
            self.steps.append(Fork((fork,)))
            self.steps[fork] = Fork((fork + 1, len(self.steps)))
            return
        forks = []
        for _ in range(most - least):
            forks.append(self._reserve())
            self.write(part)
        for fork in forks:
            self.steps[fork] = Fork((fork + 1, len(self.steps)))

    def _reserve(self) -> int:
        self.steps.append(Fork(()))
        return len(self.steps) - 1

    def _tests(self, sign: Sign) -> list[Accepts]:
        """One test a sign. A folded letter may be several signs: ß is ss."""
        if not sign.is_class:
            return [one.__eq__ for one in (sign.source if self._case_sensitive else sign.source.casefold())]
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                one_sign = re.compile(sign.source, 0 if self._case_sensitive else re.IGNORECASE)
        except (re.error, Warning) as error:
            raise Invalid("pattern.unsupported", pattern=self._pattern[:40]) from error
        return [one_sign.fullmatch]
