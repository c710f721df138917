"""TypeScript of what browsers send and hear, for the SDK: written from the schemas of the contracts."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from stoa.contracts.adaptive import Decision, DecisionAnswered, LearnerPoint, RunLive
from stoa.contracts.telemetry import MOST_ACTIONS, ActionBatch

Json = dict[str, Any]

SPOKEN: Sequence[type[msgspec.Struct]] = (ActionBatch, Decision, DecisionAnswered, RunLive, LearnerPoint)
_HEAD = """\
/* Written from the contracts by `make documents`, and a test holds it to them. Ids and moments are text. */
"""
_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def contract() -> str:
    _, schemas = msgspec.json.schema_components(SPOKEN, ref_template="{name}")
    limit = f"/** In one batch. */\nexport const MOST_ACTIONS = {MOST_ACTIONS};\n"
    return "\n".join([_HEAD, limit, *(_declaration(name, schemas[name]) for name in sorted(schemas))])


def _declaration(name: str, schema: Json) -> str:
    about = f"/** {_line(schema['description'])} */\n" if "description" in schema else ""
    if "properties" not in schema:
        return f"{about}export type {name} = {_type(schema)};\n"
    required = schema.get("required", [])
    fields = "".join(
        f"  {field}{'' if field in required else '?'}: {_type(kind)};\n"
        for field, kind in schema["properties"].items()
    )
    return f"{about}export interface {name} {{\n{fields}}}\n"


def _type(schema: Json) -> str:
    if "$ref" in schema:
        return str(schema["$ref"])
    if "enum" in schema:
        return _either(json.dumps(value) for value in schema["enum"])
    if "anyOf" in schema:
        return _either(_type(option) for option in schema["anyOf"])
    if schema["type"] == "array":
        item = _type(schema["items"])
        return f"({item})[]" if " | " in item else f"{item}[]"
    return _PLAIN[schema["type"]]


def _either(options: Iterable[str]) -> str:
    return " | ".join(options)


def _line(text: str) -> str:
    return " ".join(text.split())
