"""What a simulated learner gives to an item: the right response, once the notebook has it, or a guess.

An item is the face that the platform shows, as JSON. The notebook keeps solutions by what options say, since
every attempt deals them in another order.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

Given = bool | str | list[str] | dict[str, str]
_TYPED = "1"


class Notebook:
    """Solutions that the platform showed to somebody. One for all learners of a simulation."""

    def __init__(self) -> None:
        self._solutions: dict[str, Given] = {}

    def note(self, shown: Mapping[str, Any]) -> None:
        """shown: an item as it stands, with its solution if it may be seen by now."""
        solution, face = shown["solution"], shown["face"]
        if solution is not None and solution["given"] is not None:
            self._solutions[face["item"]] = _said(solution["given"], face, _words)

    def right(self, face: Mapping[str, Any]) -> Given | None:
        """None while nobody has seen the solution."""
        said = self._solutions.get(face["item"])
        return None if said is None else _said(said, face, _places)


def guess(face: Mapping[str, Any], draw: Random) -> Given:
    places = [option["place"] for option in face["options"]]
    match face["kind"]:
        case "choice":
            return str(draw.choice(places))
        case "multiple":
            return draw.sample(places, draw.randint(1, len(places)))
        case "order":
            return draw.sample(places, len(places))
        case "true_false":
            return draw.random() < 0.5
        case "match":
            return {left: draw.choice(face["targets"])["place"] for left in places}
        case "cloze":
            return {gap["place"]: _fill(gap, draw) for gap in _gaps(face)}
        case _:
            return _TYPED


def _fill(gap: Mapping[str, Any], draw: Random) -> str:
    return str(draw.choice(gap["options"])["place"]) if gap["options"] else _TYPED


def _gaps(face: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    return [piece for piece in face["text"] if isinstance(piece, dict)]


def _words(options: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {option["place"]: option["html"] for option in options}


def _places(options: Sequence[Mapping[str, str]]) -> dict[str, str]:
    return {option["html"]: option["place"] for option in options}


def _said(given: Given, face: Mapping[str, Any], table: Any) -> Given:
    """Every option in the response replaced by what the table of its options has for it."""
    options, targets = table(face["options"]), table(face["targets"])
    match face["kind"]:
        case "choice":
            return str(options[given])
        case "multiple" | "order":
            assert isinstance(given, list)
            return [options[one] for one in given]
        case "match":
            assert isinstance(given, dict)
            return {options[left]: targets[right] for left, right in given.items()}
        case "cloze":
            assert isinstance(given, dict)
            tables = {gap["place"]: table(gap["options"]) for gap in _gaps(face)}
            return {gap: tables[gap].get(value, value) for gap, value in given.items()}
        case _:
            return given
