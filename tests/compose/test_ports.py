"""Several Stoas choose ports at the same time."""

import subprocess
import sys

from stoa.compose.ports import free_port, is_free

CHOOSE_FROM = "import sys; from stoa.compose.ports import free_port; print(free_port(int(sys.argv[1])))"


def chosen_by_another(start: int) -> int:
    program = [sys.executable, "-c", CHOOSE_FROM, str(start)]
    return int(subprocess.run(program, check=True, capture_output=True, text=True).stdout)


def test_a_port_just_chosen_is_not_chosen_by_another_before_an_engine_listens_at_it() -> None:
    port = free_port()
    assert is_free(port)
    assert chosen_by_another(port) != port


def test_a_port_chosen_by_a_process_that_has_ended_can_be_chosen_again() -> None:
    port = chosen_by_another(free_port())
    assert free_port(port) == port
