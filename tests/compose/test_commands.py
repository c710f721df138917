"""The `stoa` command imports only the part that is called for, and finds it."""

import subprocess
import sys

import typer

from stoa.compose.cli import PARTS, program


def _commands(word: str | None) -> set[str]:
    return set(vars(typer.main.get_command(program(word)))["commands"])


def test_every_command_lies_in_the_part_that_is_named_for_it() -> None:
    assert all(word in _commands(word) for word in PARTS)
    assert _commands(None) == set(PARTS)


def test_asking_how_it_is_imports_no_service() -> None:
    loaded = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys\nfrom stoa.compose.cli import program\nprogram('status')\nprint(*sys.modules)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert "stoa.compose.cli.status" in loaded
    assert not [name for name in loaded if name.startswith("stoa.services.") and name.endswith(".service")]
