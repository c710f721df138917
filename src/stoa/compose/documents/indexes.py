"""Lists of pages that people write, so that none is forgotten."""

from collections.abc import Iterable
from pathlib import Path

_WRITTEN = "<!-- Written by `make documents` from the titles of the pages. -->"
_DECISIONS = """\
# Decisions

One page each: what pressed, what was chosen, what it costs, what else there was. A decision is not edited
when it is overtaken; a later one says so.
"""
_SERVICES = """\
# Services

A page for each: what it owns, emits and consumes, its doors, and what is always true of it.
"""


def decisions(root: Path) -> str:
    pages = sorted((root / "docs/adr").glob("[0-9]*.md"))
    rows = [f"| [{page.name[:4]}]({page.name}) | {_title(page).partition(' ')[2]} |" for page in pages]
    return _page(_DECISIONS, ["| | decision |", "|---|---|", *rows])


def services(root: Path) -> str:
    pages = sorted(page for page in (root / "docs/services").glob("*.md") if page.name != "README.md")
    return _page(_SERVICES, [f"- [{_title(page)}]({page.name})" for page in pages])


def _page(head: str, lines: Iterable[str]) -> str:
    return "\n".join([head, _WRITTEN, "", *lines, ""])


def _title(page: Path) -> str:
    """The first heading."""
    return page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ").strip()
