"""Several Stoas choose ports at the same time."""

import subprocess
import sys
from pathlib import Path

import pytest

from stoa.compose.ports import free_port, is_free
from stoa.compose.serve import bound_to

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


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]"])
def test_a_process_listens_at_an_address_of_either_kind_and_says_when_it_is_taken(host: str) -> None:
    if host == "[::1]" and not Path("/proc/net/if_inet6").exists():
        pytest.skip("this machine has no IPv6")
    with bound_to(f"{host}:0") as bound:
        port = bound.getsockname()[1]
        with pytest.raises(OSError, match="in use"):
            bound_to(f"{host}:{port}")
