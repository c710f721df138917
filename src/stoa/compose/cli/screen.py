"""Where the command speaks to a person."""

from rich.console import Console

console = Console(highlight=False)
_complaints = Console(stderr=True, highlight=False)


def complain(words: str) -> None:
    _complaints.print(f"[bold]Stoa stopped:[/] {words}")
