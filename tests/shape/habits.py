"""Habits that are not ours."""

import ast
import re
from collections.abc import Sequence
from pathlib import Path

from tests.shape.source import Function, Source, called, owner

_LEFT_UNDONE = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
_WRITTEN = frozenset({".py", ".ts", ".mjs", ".css", ".html", ".toml", ".yaml", ".md"})

UNSUPPORTED = frozenset({"runtime/config.py"})
"""msgspec's hooks answer with NotImplementedError for a type that is not theirs: that is their protocol."""

OWNERS_OF_LOOPS = ("compose", "runtime")
"""Only these start tasks; elsewhere a TaskGroup owns them."""


def prints(sources: Sequence[Source]) -> list[str]:
    return [
        one.at(call)
        for one in sources
        for call in one.calls()
        if isinstance(call.func, ast.Name) and call.func.id == "print"
    ]


def unowned_tasks(sources: Sequence[Source]) -> list[str]:
    return [
        one.at(call)
        for one in sources
        if one.path.parts[0] not in OWNERS_OF_LOOPS
        for call in one.calls()
        if called(call) == "ensure_future"
        or (called(call) == "create_task" and owner(call) in ("", "asyncio", "loop"))
    ]


def left_undone(folder: Path) -> list[str]:
    """Notes to oneself, in anything that we write."""
    return [
        f"{path.relative_to(folder)}:{number}"
        for path in sorted(folder.rglob("*"))
        if path.suffix in _WRITTEN and "built" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _LEFT_UNDONE.search(line)
    ]


def unimplemented(sources: Sequence[Source]) -> list[str]:
    """Stubs: NotImplementedError, and functions that do nothing and do not say why."""
    raised = [
        one.at(node)
        for one in sources
        if str(one.path) not in UNSUPPORTED
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Name) and node.id == "NotImplementedError"
    ]
    empty = [
        f"{one.at(function)} {function.name} does nothing"
        for one in sources
        for function in _outside_protocols(one.tree)
        if _is_empty(function)
    ]
    return raised + empty


def _outside_protocols(tree: ast.AST) -> list[Function]:
    found: list[Function] = []
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.ClassDef) and any("Protocol" in ast.unparse(base) for base in node.bases):
            continue
        if isinstance(node, Function) and not _is_overload(node):
            found.append(node)
        found += _outside_protocols(node)
    return found


def _is_overload(function: Function) -> bool:
    return any("overload" in ast.unparse(one) for one in function.decorator_list)


def _is_empty(function: Function) -> bool:
    """`...` or `pass` and nothing else; a docstring alone says why there is nothing to do."""
    return all(
        isinstance(line, ast.Pass) or (isinstance(line, ast.Expr) and ast.unparse(line.value) == "...")
        for line in function.body
    )
