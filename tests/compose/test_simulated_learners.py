"""Simulated learners: what they send is what a page sends, and chance is theirs alone."""

from random import Random
from typing import Any

import msgspec
import pytest

from stoa.compose.learners.connection import framed, request
from stoa.compose.learners.responses import Notebook, guess
from stoa.compose.learners.tempers import SHARES, temper_of


def options(*words: str) -> list[dict[str, str]]:
    return [{"place": str(place), "html": word} for place, word in enumerate(words, 1)]


def face(kind: str, **given: Any) -> dict[str, Any]:
    return {"item": "q", "kind": kind, "options": [], "targets": [], "text": [], **given}


GAP = {"place": "1", "options": options("blue", "red"), "number": False}
FACES = [
    (face("choice", options=options("a", "b")), face("choice", options=options("b", "a")), "1", "2"),
    (face("multiple", options=options("a", "b")), face("multiple", options=options("b", "a")), ["1"], ["2"]),
    (
        face("order", options=options("a", "b")),
        face("order", options=options("b", "a")),
        ["1", "2"],
        ["2", "1"],
    ),
    (
        face("match", options=options("a"), targets=options("x", "y")),
        face("match", options=options("a"), targets=options("y", "x")),
        {"1": "1"},
        {"1": "2"},
    ),
    (
        face("cloze", text=["The sky is ", GAP]),
        face("cloze", text=["The sky is ", {**GAP, "options": options("red", "blue")}]),
        {"1": "1"},
        {"1": "2"},
    ),
    (face("numeric"), face("numeric"), "25", "25"),
    (face("true_false"), face("true_false"), True, True),
]


@pytest.mark.parametrize(("seen", "dealt_anew", "solution", "right"), FACES)
def test_a_solution_is_known_again_however_it_is_dealt(
    seen: dict[str, Any], dealt_anew: dict[str, Any], solution: Any, right: Any
) -> None:
    notebook = Notebook()
    assert notebook.right(dealt_anew) is None
    notebook.note({"face": seen, "solution": {"given": solution, "html": ""}})
    assert notebook.right(dealt_anew) == right


@pytest.mark.parametrize("shown", [shown for shown, _, _, _ in FACES])
def test_a_guess_names_only_what_was_dealt(shown: dict[str, Any]) -> None:
    given = guess(shown, Random(1))
    places = {option["place"] for option in shown["options"]}
    match shown["kind"]:
        case "choice":
            assert given in places
        case "multiple" | "order":
            assert isinstance(given, list)
            assert set(given) <= places
        case "match":
            assert isinstance(given, dict)
            assert set(given) == places
            assert set(given.values()) <= {target["place"] for target in shown["targets"]}
        case "cloze":
            assert isinstance(given, dict)
            assert set(given) == {GAP["place"]}
            assert set(given.values()) <= {"1", "2"}
        case "true_false":
            assert isinstance(given, bool)
        case _:
            assert isinstance(given, str)


def test_the_same_seed_makes_the_same_class() -> None:
    first, again = ([temper_of(Random(f"7/{number}")).name for number in range(50)] for _ in range(2))
    assert first == again
    assert set(first) == {temper.name for temper, _ in SHARES}


@pytest.mark.parametrize("size", [0, 125, 126, 65_535, 65_536])
def test_a_frame_says_how_long_it_is(size: int) -> None:
    frame = framed(b"x" * size)
    plain = frame[1] & 127
    extra = {126: 2, 127: 8}.get(plain, 0)
    told = int.from_bytes(frame[2 : 2 + extra], "big") if extra else plain
    assert told == size
    assert frame[0] == 0x82
    assert frame[1] & 128
    assert len(frame) == 2 + extra + 4 + size


def test_a_message_counts_its_bytes() -> None:
    data = msgspec.json.encode({"words": "größer"})
    line, _, rest = request("tel.t.l.s", "_INBOX.s.1", "id", data).partition(b"\r\n")
    head, whole = map(int, line.split(b" ")[-2:])
    assert rest[head:whole] == data
    assert rest[whole:] == b"\r\n"
