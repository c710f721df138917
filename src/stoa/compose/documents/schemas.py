"""Golden JSON schemas: one file a type of event, so that a change of the published language is seen."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from stoa.compose.documents.compatibility import broken

FOLDER = Path("src/stoa/contracts/schemas")
_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_WAYS_OUT = (
    "Streams hold messages of this version: add a class with the next `schema` number and keep this one; "
    "or, if it was never released, delete {file} and write the documents again."
)


def schema_of(kind: type[msgspec.Struct]) -> dict[str, Any]:
    return {"$schema": _DIALECT, **msgspec.json.schema(kind)}


def path_of(name: str) -> Path:
    return FOLDER / f"{name}.json"


def golden(published: Mapping[str, type[msgspec.Struct]]) -> dict[Path, str]:
    """Every schema as its file should read."""
    return {path_of(name): as_text(schema_of(kind)) for name, kind in published.items()}


def as_text(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def refusals(published: Mapping[str, type[msgspec.Struct]], root: Path) -> list[str]:
    """Why the schemas must not be written: each change that would break a reader, in plain words."""
    faults = {name: _breaks(root / path_of(name), kind) for name, kind in published.items()}
    gone = {path.stem for path in (root / FOLDER).glob("*.json")} - set(published)
    faults |= {name: ["nothing of this name is published any more"] for name in sorted(gone)}
    return [
        f"{name}: {'; '.join(found)}. {_WAYS_OUT.format(file=path_of(name))}"
        for name, found in faults.items()
        if found
    ]


def _breaks(file: Path, kind: type[msgspec.Struct]) -> list[str]:
    return broken(msgspec.json.decode(file.read_bytes()), schema_of(kind)) if file.exists() else []
