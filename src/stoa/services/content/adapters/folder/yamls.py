"""The part of YAML that a course folder uses: plain mappings, lists and scalars, each with its line."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from stoa.services.content.adapters.folder.faults import Faults

_DEEPEST = 12
_TAG = "tag:yaml.org,2002:"

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Value:
    """data: a scalar, a list or a mapping to values. written: a scalar as it stands in the file."""

    data: "Scalar | list[Value] | dict[str, Value]"
    line: int
    written: str = ""


class _Refused(Exception):
    def __init__(self, line: int, found: str, expected: str) -> None:
        super().__init__(expected)
        self.line, self.found, self.expected = line, found, expected


def read_yaml(text: str, file: str, faults: Faults, first_line: int = 1) -> Value | None:
    """None, with a fault added, when it is not of the allowed part."""
    offset = first_line - 1
    try:
        _check_events(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
        return Value({}, first_line) if node is None else _value(node, offset)
    except _Refused as refused:
        faults.add("bad_yaml", file, refused.line + offset, None, refused.found, refused.expected)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 + offset if error.problem_mark else None
        faults.add("bad_yaml", file, line, None, error.problem or "", "yaml")
    except yaml.YAMLError as error:
        faults.add("bad_yaml", file, None, None, str(error).splitlines()[0], "yaml")
    return None


def _check_events(text: str) -> None:
    depth = documents = 0
    for event in yaml.parse(text, Loader=yaml.SafeLoader):
        line = event.start_mark.line + 1 if event.start_mark else 1
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _Refused(line, "---", "one_document")
        elif isinstance(event, yaml.AliasEvent) or anchor:
            raise _Refused(line, str(anchor), "no_anchors")
        elif tag:
            raise _Refused(line, str(tag), "no_tags")
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > _DEEPEST:
                raise _Refused(line, str(depth), "less_deep")
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def _value(node: yaml.Node, offset: int) -> Value:
    line = node.start_mark.line + 1 + offset
    if isinstance(node, yaml.SequenceNode):
        return Value([_value(entry, offset) for entry in node.value], line)
    if isinstance(node, yaml.MappingNode):
        return Value(dict(_entries(node, offset)), line)
    return Value(_scalar(node), line, node.value)


def _entries(node: yaml.MappingNode, offset: int) -> Iterator[tuple[str, Value]]:
    seen: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode) or key.tag == f"{_TAG}merge":
            raise _Refused(line, "<<", "plain_keys")
        if key.value in seen:
            raise _Refused(line, key.value, "key_once")
        seen.add(key.value)
        yield key.value, _value(value, offset)


def _scalar(node: yaml.Node) -> Scalar:
    kind, written = node.tag.removeprefix(_TAG), node.value
    if kind == "null":
        return None
    if kind == "bool":
        return bool(written.lower() in ("true", "yes", "on"))
    try:
        if kind == "int":
            return int(written.replace("_", ""))
        if kind == "float":
            number = float(written.replace("_", ""))
            return number if math.isfinite(number) else math.nan
    except ValueError:
        return math.nan
    return str(written) if kind == "str" else math.nan
