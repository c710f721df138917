"""The code as the gates read it."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "stoa"
TESTS = ROOT / "tests"

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """A Python file. path: from the folder that was read, such as `services/content/store.py`."""

    path: Path
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def nodes(self) -> list[ast.AST]:
        """All of them, from the top of the file to its end."""
        return sorted(ast.walk(self.tree), key=lambda node: getattr(node, "lineno", 0))

    @property
    def service(self) -> str | None:
        return self.path.parts[1] if self.path.parts[0] == "services" and len(self.path.parts) > 2 else None

    @property
    def grain(self) -> str | None:
        """Which part of a service it belongs to: `commands`, `store`..."""
        return self.path.parts[2].removesuffix(".py") if self.service else None

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def functions(self) -> Iterator[Function]:
        return (node for node in self.nodes if isinstance(node, Function))

    def calls(self) -> Iterator[ast.Call]:
        return (node for node in self.nodes if isinstance(node, ast.Call))

    def at(self, node: ast.AST) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}"


def read(folder: Path) -> list[Source]:
    return [
        Source(path.relative_to(folder), path.read_text(encoding="utf-8"))
        for path in sorted(folder.rglob("*.py"))
    ]


def called(call: ast.Call) -> str:
    """The last name of what is called: `put` of `bucket.put(...)`."""
    if isinstance(call.func, ast.Name):
        return call.func.id
    return call.func.attr if isinstance(call.func, ast.Attribute) else ""


def owner(call: ast.Call) -> str:
    """The first name of what is called: `objects` of `objects.private.put(...)`; empty for a plain name."""
    part = call.func.value if isinstance(call.func, ast.Attribute) else None
    while isinstance(part, ast.Attribute):
        part = part.value
    return part.id if isinstance(part, ast.Name) else ""
