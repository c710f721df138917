"""All documents together: as they should read, whether they do, and writing them."""

from collections.abc import Sequence
from pathlib import Path

from stoa.compose.documents import indexes
from stoa.compose.documents.asyncapi import asyncapi
from stoa.compose.documents.openapi import openapi
from stoa.compose.documents.published import published
from stoa.compose.documents.reference import cli_page, events_page, routes_page
from stoa.compose.documents.schemas import as_text, golden, refusals
from stoa.compose.documents.typescript import contract
from stoa.runtime.service import Service


def documents(services: Sequence[Service], root: Path) -> dict[Path, str]:
    """Every document as it should read, by its place in the repository."""
    return {
        **golden(published(services)),
        Path("docs/api/asyncapi.yaml"): asyncapi(services),
        Path("docs/api/openapi.json"): as_text(openapi(services)),
        Path("sdk/src/contract.ts"): contract(),
        Path("docs/events.md"): events_page(services),
        Path("docs/routes.md"): routes_page(services),
        Path("docs/cli.md"): cli_page(),
        Path("docs/adr/README.md"): indexes.decisions(root),
        Path("docs/services/README.md"): indexes.services(root),
    }


def outdated(services: Sequence[Service], root: Path) -> list[Path]:
    """Documents that do not say what the code says."""
    return [path for path, text in documents(services, root).items() if _text(root / path) != text]


def write(services: Sequence[Service], root: Path) -> list[str]:
    """Writes all of them, or none: then it returns why not."""
    faults = refusals(published(services), root)
    if not faults:
        for path, text in documents(services, root).items():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).write_text(text, encoding="utf-8")
    return faults


def _text(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None
