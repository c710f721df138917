"""The `stoa` command."""

import sys
from collections.abc import Mapping
from importlib import import_module

import typer

from stoa.compose.cli.screen import complain
from stoa.compose.engines.program import Trouble
from stoa.kernel.errors import InvalidInput, StoaError
from stoa.runtime import words

PARTS: Mapping[str, str] = {
    "up": "up",
    "serve": "serve",
    "status": "status",
    "migrate": "platform",
    "doctor": "platform",
    "backup": "platform",
    "restore": "platform",
    "import": "courses",
    "dead-letters": "letters",
    "translations": "translations",
    "tenant": "people",
    "person": "people",
    "demo": "demo",
    "train": "training",
}
"""Where each command is; only the part that is called for is imported, since some import every service."""


def program(word: str | None = None) -> typer.Typer:
    """With the part that has the command; with every part when the word is none."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, help="Stoa, a learning platform.")
    app.callback()(_of_stoa)
    named = [PARTS[word]] if word and word in PARTS else dict.fromkeys(PARTS.values())
    for part in named:
        app.add_typer(import_module(f"stoa.compose.cli.{part}").commands)
    return app


def main(arguments: list[str] | None = None) -> None:
    """What a person can mend is said in one sentence, without a traceback."""
    arguments = sys.argv[1:] if arguments is None else arguments
    try:
        program(arguments[0] if arguments else None)(arguments)
    except Trouble as trouble:
        complain(str(trouble))
    except StoaError as error:
        faults = error.faults if isinstance(error, InvalidInput) else [error]
        complain("\n".join(map(_plain, faults)))
    sys.exit(1)


def _of_stoa() -> None:
    """A single command would else go without its name."""


def _plain(error: StoaError) -> str:
    where = f" ({error.field})" if error.field else ""
    return words.explain(error, "en") + where
