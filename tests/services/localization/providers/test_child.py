"""Programs beside this process: real ones, of a few lines each."""

import sys

import msgspec
import pytest

from stoa.kernel.errors import Defect, Unavailable
from stoa.services.localization.adapters.providers.child import Child

_LIST = msgspec.json.Decoder(list[str])
_ECHO = "import sys\nfor line in sys.stdin: print(line, end='', flush=True)"
_ONCE = "import sys; print(sys.stdin.readline(), end='', flush=True)"


def child(script: str, within_s: float = 20.0) -> Child:
    return Child("one", [sys.executable, "-I", "-c", script], within_s)


async def test_questions_are_answered_in_turn_by_one_program() -> None:
    echo = child(_ECHO)
    assert [await echo.ask([text], _LIST) for text in ("a\nb", "é ⟦0⟧")] == [["a\nb"], ["é ⟦0⟧"]]
    await echo.close()


async def test_a_program_that_ended_is_a_defect_and_another_is_started() -> None:
    once = child(_ONCE)
    assert await once.ask(["a"], _LIST) == ["a"]
    with pytest.raises(Defect):
        await once.ask(["b"], _LIST)
    assert await once.ask(["c"], _LIST) == ["c"]
    await once.close()


async def test_a_program_that_says_nothing_is_unavailable() -> None:
    silent = child("import time; time.sleep(60)", within_s=0.3)
    with pytest.raises(Unavailable):
        await silent.ask(["a"], _LIST)
    await silent.close()


async def test_what_cannot_be_read_is_a_defect() -> None:
    with pytest.raises(Defect):
        await child("print('{', flush=True); input(); input()").ask(["a"], _LIST)


async def test_a_program_that_is_not_there_is_unavailable() -> None:
    with pytest.raises(Unavailable):
        await Child("one", ["no-such-program-of-ours"], 5).ask(["a"], _LIST)
