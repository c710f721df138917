"""The `stoa` command."""

import sys

import typer

from stoa.compose.cli.courses import courses
from stoa.compose.cli.demo import demo
from stoa.compose.cli.letters import letters
from stoa.compose.cli.people import people, tenants
from stoa.compose.cli.platform import platform
from stoa.compose.cli.screen import complain
from stoa.compose.cli.training import training
from stoa.compose.cli.translations import translations
from stoa.compose.engines.program import Trouble
from stoa.kernel.errors import InvalidInput, StoaError
from stoa.runtime import words

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Stoa, a learning platform.")
app.add_typer(platform)
app.add_typer(courses)
app.add_typer(letters, name="dead-letters")
app.add_typer(translations, name="translations")
app.add_typer(tenants, name="tenant")
app.add_typer(people, name="person")
app.add_typer(demo, name="demo")
app.add_typer(training, name="train")


def main(arguments: list[str] | None = None) -> None:
    """What a person can mend is said in one sentence, without a traceback."""
    try:
        app(arguments)
    except Trouble as trouble:
        complain(str(trouble))
    except StoaError as error:
        faults = error.faults if isinstance(error, InvalidInput) else [error]
        complain("\n".join(map(_plain, faults)))
    sys.exit(1)


def _plain(error: StoaError) -> str:
    where = f" ({error.field})" if error.field else ""
    return words.explain(error, "en") + where
