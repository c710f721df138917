"""Units of work: opened by commands only, one inside the other never, and nothing is called from within."""

import ast
from collections.abc import Iterator, Sequence

from tests.shape.source import Function, Source, called, owner

_ELSEWHERE = frozenset({"objects", "shelf", "bucket", "assets", "private", "httpx", "client", "to_thread"})
"""First names of what leaves the database: a store of objects, another system, another thread."""
_WAITING = frozenset({"sleep", "run_in_thread", "run_sync"})


def opened_by_strangers(sources: Sequence[Source]) -> list[str]:
    """A unit of work that no command opened."""
    return [
        f"{one.at(block)} opens a unit of work"
        for one in sources
        if one.service and one.grain != "commands"
        for block in _blocks(one.tree, ("work",))
    ]


def nested(sources: Sequence[Source]) -> list[str]:
    """One transaction opened inside another would take a second connection while it holds the first."""
    return [
        f"{one.at(inner)} is opened inside another"
        for one in sources
        if one.service
        for outer in _blocks(one.tree, ("work", "read"))
        for line in outer.body
        for inner in _blocks(line, ("work", "read"))
    ]


def calls_from_within(sources: Sequence[Source]) -> list[str]:
    """Waiting for somebody else while rows are locked."""
    return [
        f"{one.at(call)} waits for {owner(call) or called(call)} inside a unit of work"
        for one in sources
        if one.service
        for block in _blocks(one.tree, ("work",))
        for line in block.body
        for call in _awaited(line)
        if owner(call) in _ELSEWHERE - _own_store(one) or called(call) in _WAITING
    ]


def _own_store(source: Source) -> set[str]:
    """Modules of the service's own store, and parameters of its types, whatever they are called."""
    store = f"stoa.services.{source.service}.store"
    imported = {
        alias.asname or alias.name
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(store)
        for alias in node.names
    }
    parameters = (argument for function in source.functions() for argument in function.args.args)
    return imported | {
        one.arg for one in parameters if one.annotation and ast.unparse(one.annotation) in imported
    }


def commands_without_work(sources: Sequence[Source]) -> list[str]:
    """A command is a function of `db` and `caller` that opens a unit of work, or leads to those that do."""
    return [
        f"{one.at(function)} {function.name} neither opens a unit of work nor calls a command"
        for one in sources
        if one.grain == "commands"
        for function in one.functions()
        if _is_command(function) and not _leads_to_work(function)
    ]


def _is_command(function: Function) -> bool:
    names = [argument.arg for argument in function.args.args]
    return (
        isinstance(function, ast.AsyncFunctionDef)
        and names[:1] == ["db"]
        and not function.name.startswith("_")
    )


def _leads_to_work(function: Function) -> bool:
    if any(_blocks(function, ("work",))):
        return True
    passed_on = (
        isinstance(argument, ast.Name) and argument.id == "db"
        for node in ast.walk(function)
        if isinstance(node, ast.Call)
        for argument in node.args
    )
    return any(passed_on)


def _blocks(tree: ast.AST, kinds: Sequence[str]) -> Iterator[ast.AsyncWith]:
    for node in ast.walk(tree):
        if isinstance(node, ast.AsyncWith) and any(_opens(item, kinds) for item in node.items):
            yield node


def _opens(item: ast.withitem, kinds: Sequence[str]) -> bool:
    call = item.context_expr
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in kinds


def _awaited(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Await) and isinstance(node.value, ast.Call):
            yield node.value
