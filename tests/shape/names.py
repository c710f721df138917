"""What files, classes and tests are called."""

import ast
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.shape.source import Source

DOORS = frozenset({"http", "pages", "consumers", "jobs", "stream", "adapters"})
GRAINS = DOORS | {
    *("service", "commands", "queries", "store", "tables", "ports", "config", "domain", "migrations"),
    "__init__",
}
NEEDED = frozenset({"service", "tables", "domain", "migrations"})
_EMPTY_WORDS = re.compile(r"(^|_)(utils?|helpers?|common|manager|misc|stuff|base2)$")
_EMPTY_CLASS = re.compile(r"(Utils?|Helpers?|Manager|Misc)$")
_MIGRATION = re.compile(r"\d{4}_[a-z0-9_]+")


def names_that_say_nothing(sources: Sequence[Source]) -> list[str]:
    files = [
        f"{one.path} is called {part}"
        for one in sources
        for part in (*one.path.parent.parts, one.path.stem)
        if _EMPTY_WORDS.search(part)
    ]
    classes = [
        f"{one.at(node)} is called {node.name}"
        for one in sources
        for node in ast.walk(one.tree)
        if isinstance(node, ast.ClassDef) and _EMPTY_CLASS.search(node.name)
    ]
    return files + classes


def strangers_in_services(sources: Sequence[Source]) -> list[str]:
    """Parts of a service that are none of those that every service has."""
    return sorted(
        {f"{one.service}/{one.grain}" for one in sources if one.service and one.grain not in GRAINS}
    )


def missing_in_services(sources: Sequence[Source]) -> list[str]:
    grains: dict[str, set[str]] = {}
    for one in sources:
        if one.service and one.grain:
            grains.setdefault(one.service, set()).add(one.grain)
    return sorted(f"{service} has no {grain}" for service, has in grains.items() for grain in NEEDED - has)


def misnamed_migrations(sources: Sequence[Source]) -> list[str]:
    """`0001_what_it_does.py`, and the revision named after its service and number."""
    faults = []
    for one in sources:
        if one.grain == "migrations" and one.path.name != "__init__.py":
            revision = f'revision = "{one.service}_{one.path.stem[:4]}"'
            if not _MIGRATION.fullmatch(one.path.stem) or revision not in one.text:
                faults.append(f"{one.path} should read {revision}")
    return faults


def python_in_web(folder: Path) -> list[str]:
    """`web` is data only."""
    return [str(path) for path in sorted(folder.rglob("*.py"))]


def nameless_tests(sources: Sequence[Source]) -> list[str]:
    """A test's name is a sentence: at least three words."""
    return [f"{one.at(function)} {function.name}" for one in sources for function in _nameless(one)]


def _nameless(source: Source) -> Iterable[ast.FunctionDef | ast.AsyncFunctionDef]:
    if not source.path.name.startswith("test_"):
        return []
    tests = [function for function in source.functions() if function.name.startswith("test")]
    return [function for function in tests if len(function.name.split("_")) < 4]
