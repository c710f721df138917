"""How documents are read by the tests: links of Markdown, references of JSON and YAML, tables of settings."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.M | re.S)
_CODE = re.compile(r"`[^`\n]*`")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)[^)]*\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *#*$", re.M)
_ROW = re.compile(r"^\| `(STOA_[A-Z0-9_]+)` \| `([a-z0-9_.]+)` \| (.*?) \|", re.M)


def pages(root: Path) -> list[Path]:
    """Markdown for people who read the repository; content of courses is not."""
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])


def dead_links(page: Path) -> list[str]:
    """Links to files or headings that are not there. Addresses of other sites are left alone."""
    return [f"{page.name}: {link}" for link in links(page) if not _leads_somewhere(page, link)]


def links(page: Path) -> list[str]:
    found: list[str] = _LINK.findall(_CODE.sub("", _prose(page)))
    return [link for link in found if not re.match(r"[a-z]+:", link)]


def _leads_somewhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = (page.parent / name) if name else page
    if not target.exists():
        return False
    return not anchor or target.suffix != ".md" or anchor in _anchors(target)


def _anchors(page: Path) -> set[str]:
    """As repository hosts make them of headings."""
    return {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in _HEADING.findall(_prose(page))
    }


def _prose(page: Path) -> str:
    return _FENCE.sub("", page.read_text(encoding="utf-8"))


def lost_references(document: Any) -> list[str]:
    """Every `$ref` within the document that points to nothing."""
    return sorted({reference for reference in _references(document) if not _resolves(document, reference)})


def _references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for inner in part.values():
            yield from _references(inner)
    elif isinstance(part, list):
        for inner in part:
            yield from _references(inner)


def _resolves(document: Any, reference: str) -> bool:
    place = document
    for step in reference.removeprefix("#/").split("/"):
        if not isinstance(place, dict) or step not in place:
            return False
        place = place[step]
    return True


def settings_in(text: str) -> dict[str, tuple[str, str]]:
    """Variable → its place in the file and its default, from the tables of a page."""
    return {name: (place, default) for name, place, default in _ROW.findall(text)}
