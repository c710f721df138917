"""Habits that are not ours are not taken up."""

from pathlib import Path

from tests.shape.habits import left_undone, prints, unimplemented, unowned_tasks
from tests.shape.planted import planted
from tests.shape.source import SRC, Source


def test_nothing_is_printed_behind_the_log(code: list[Source]) -> None:
    assert prints(code) == []


def test_every_task_has_an_owner(code: list[Source]) -> None:
    assert unowned_tasks(code) == []


def test_nothing_is_left_undone() -> None:
    assert left_undone(SRC) == []


def test_nothing_is_a_stub(code: list[Source]) -> None:
    assert unimplemented(code) == []


def test_print_is_found_out() -> None:
    assert prints(planted("kernel/ids.py", "def f():\n    print('here')")) == ["kernel/ids.py:2"]


def test_task_without_owner_is_found_out() -> None:
    fault = """
        async def f(tasks):
            tasks.create_task(g())
            asyncio.create_task(g())
    """
    assert unowned_tasks(planted("services/shop/jobs.py", fault)) == ["services/shop/jobs.py:4"]
    assert unowned_tasks(planted("runtime/relay.py", fault)) == []


def test_note_to_oneself_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("fine\n{# TO" + "DO later #}\n")
    assert left_undone(tmp_path) == ["page.html:2"]


def test_stub_is_found_out() -> None:
    fault = """
        class Door(Protocol):
            def open(self): ...
        def told(): "Nobody wants to know."
        def later(): raise NotImplementedError
        def never(): ...
    """
    assert unimplemented(planted("services/shop/ports.py", fault)) == [
        "services/shop/ports.py:5",
        "services/shop/ports.py:6 never does nothing",
    ]
