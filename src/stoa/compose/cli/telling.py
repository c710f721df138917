"""Where long work stands, said as it goes on."""

from collections.abc import Callable

from stoa.compose.cli.screen import console

Told = Callable[[str], None]


def telling(update: Told) -> Told:
    """On a terminal one line that changes; elsewhere a line whenever the step is another one."""
    last = ""

    def tell(words: str) -> None:
        nonlocal last
        step = words.partition(",")[0]
        if console.is_terminal:
            update(words)
        elif step != last:
            console.print(words)
        last = step

    return tell
