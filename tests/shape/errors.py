"""Codes of errors and the words for them: each code has words, and each placeholder in them a value."""

import ast
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Formatter

from stoa.runtime.http.errors import STATUS
from tests.shape.source import Function, Source, called

RAISED = frozenset(["StoaError", *(kind.__name__ for kind in STATUS)])


@dataclass(frozen=True)
class Raised:
    """given: the values beside the code, and those that its service adds to errors that pass through it.

    None when they are passed on and cannot be seen.
    """

    where: str
    code: str
    given: frozenset[str] | None


def words_of(folder: Path) -> dict[str, str]:
    return {
        code: text
        for path in sorted(folder.glob("*.toml"))
        for code, text in tomllib.loads(path.read_text(encoding="utf-8")).items()
    }


def raised(sources: Sequence[Source]) -> list[Raised]:
    """Every code that stands literally where an error is made."""
    added = _added(sources)
    return [
        Raised(one.at(call), code, _given(call, added.get(one.service, frozenset())))
        for one in sources
        for call in one.calls()
        if called(call) in RAISED and call.args
        for code in _literals(call.args[0])
    ]


def _added(sources: Sequence[Source]) -> dict[str | None, frozenset[str]]:
    """What a service adds to the data of errors when it raises them anew, or where it collects them."""
    found: dict[str | None, frozenset[str]] = {}
    for one in sources:
        names = {name for function in one.functions() for name in _added_in(function)}
        found[one.service] = found.get(one.service, frozenset()) | names
    return found


def _added_in(function: Function) -> Iterator[str]:
    """Keys beside `**error.data`, and those of `error.data.setdefault(...)` and `error.data.update(...)`."""
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    for call in calls:
        if called(call) == "setdefault" and ast.unparse(call.func).endswith(".data.setdefault"):
            yield from _literals(call.args[0])
        if called(call) == "update" and ast.unparse(call.func).endswith(".data.update"):
            yield from (keyword.arg for keyword in call.keywords if keyword.arg)
    if any(
        called(call) in RAISED and call.args and ast.unparse(call.args[0]).endswith(".code") for call in calls
    ):
        for node in ast.walk(function):
            if isinstance(node, ast.Dict) and any(key is None for key in node.keys):
                for key in node.keys:
                    yield from _literals(key) if key is not None else ()


def _passes_on(call: ast.Call) -> bool:
    return bool(call.args) and isinstance(call.args[0], ast.Attribute) and call.args[0].attr == "code"


def families(sources: Sequence[Source]) -> set[str]:
    """Beginnings of codes whose end is chosen at run time: `content.folder.`."""
    return {
        str(first.value)
        for one in sources
        for node in ast.walk(one.tree)
        if isinstance(node, ast.JoinedStr) and node.values
        for first in node.values[:1]
        if isinstance(first, ast.Constant) and "." in str(first.value)
    }


def without_words(found: Sequence[Raised], words: Mapping[str, str]) -> list[str]:
    return [f"{one.where} {one.code} has no words" for one in found if one.code not in words]


def without_values(found: Sequence[Raised], words: Mapping[str, str]) -> list[str]:
    return [
        f"{one.where} {one.code} gives no {name}"
        for one in found
        if one.given is not None and one.code in words
        for name in sorted(_placeholders(words[one.code]) - one.given)
    ]


def without_error(words: Mapping[str, str], sources: Sequence[Source]) -> list[str]:
    """Words for a code that nothing in the code says."""
    said = {
        node.value
        for one in sources
        for node in ast.walk(one.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    begun = tuple(families(sources))
    return [code for code in words if code not in said and not code.startswith(begun)]


def families_without_words(sources: Sequence[Source], words: Mapping[str, str]) -> list[str]:
    """Beginnings of codes, made where an error is made, of which no words are known at all."""
    return [
        f"{one.at(call)} {first.value}… has no words"
        for one in sources
        for call in one.calls()
        if called(call) in RAISED and call.args and isinstance(call.args[0], ast.JoinedStr)
        for first in call.args[0].values[:1]
        if isinstance(first, ast.Constant) and isinstance(first.value, str)
        if not any(code.startswith(first.value) for code in words)
    ]


def _literals(argument: ast.expr) -> Iterator[str]:
    """A code, or both when one of two is chosen."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from _literals(argument.body)
        yield from _literals(argument.orelse)
    elif isinstance(argument, ast.BoolOp):
        for value in argument.values:
            yield from _literals(value)


def _given(call: ast.Call, added: frozenset[str]) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    return None if None in names else added.union(name for name in names if name and name != "field")


def _placeholders(text: str) -> set[str]:
    return {name.partition(".")[0].partition("[")[0] for _, name, _, _ in Formatter().parse(text) if name}
