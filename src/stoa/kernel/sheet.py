"""Tables for spreadsheets, as CSV. Source: RFC 4180; OWASP, CSV Injection."""

import csv
import re
from collections.abc import Iterable, Sequence
from io import StringIO

_FORMULA = re.compile(r"\s*[=+\-@\t\r＝＋－＠]")
"""Wide signs too: some spreadsheets take them for the narrow ones."""

Cell = str | int | float | None


def write_sheet(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, so that spreadsheets see the encoding. Fractions have four decimals."""
    text = StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([_written(cell) for cell in header])
    writer.writerows([_written(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def guarded(text: str) -> str:
    """An apostrophe before what a spreadsheet would calculate says that it is a text."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The opposite of `guarded`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def _written(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guarded(cell)
    return f"{cell:.4f}" if isinstance(cell, float) else str(cell)
