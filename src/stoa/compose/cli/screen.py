"""Where the command speaks to a person."""

from rich.console import Console
from rich.markup import escape

console = Console(highlight=False)
_complaints = Console(stderr=True, highlight=False)


def complain(words: str) -> None:
    """Whole lines, as they are: terminals wrap them, programs search in them."""
    _complaints.print(f"[bold]stoa:[/] {escape(words)}", soft_wrap=True)
