"""Whether a schema still takes everything that its earlier form took.

Streams keep their messages and a new consumer reads them from the beginning, so what was once valid stays
valid: a field may be added with a default, never removed, and never take less than before.
"""

from typing import Any

Schema = dict[str, Any]

_LOWER_IS_WIDER = frozenset({"minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties"})
_HIGHER_IS_WIDER = frozenset({"maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties"})
_EXACT = frozenset({"pattern", "format", "multipleOf"})


def broken(before: Schema, after: Schema) -> list[str]:
    """Every way in which `after` refuses what `before` took, as the beginning of a sentence."""
    return _Comparison(before, after).faults()


class _Comparison:
    def __init__(self, before: Schema, after: Schema) -> None:
        self._before = before
        self._after = after
        self._seen: set[tuple[str, str]] = set()

    def faults(self) -> list[str]:
        return self._compare(self._before, self._after, "")

    def _compare(self, before: Schema, after: Schema, where: str) -> list[str]:
        names = (before.get("$ref", ""), after.get("$ref", ""))
        if all(names):
            if names in self._seen:
                return []
            self._seen.add(names)
        kept = [_resolved(one, self._after) for one in _alternatives(_resolved(after, self._after))]
        faults = []
        for one in _alternatives(_resolved(before, self._before)):
            old = _resolved(one, self._before)
            new = next((candidate for candidate in kept if _kind(old) in _takes(candidate)), None)
            faults += (
                self._narrowed(old, new, where)
                if new is not None
                else [f"{_named(where)} no longer takes {_kind(old)}"]
            )
        return faults

    def _narrowed(self, old: Schema, new: Schema, where: str) -> list[str]:
        faults = [f"{_named(where)} is bound by {rule}" for rule in _stricter(old, new)]
        missing = set(old["enum"]) - set(new.get("enum", ())) if "enum" in old and "enum" in new else set()
        faults += [f"{_named(where)} no longer takes {value!r}" for value in sorted(missing, key=str)]
        if "enum" in new and "enum" not in old:
            faults.append(f"{_named(where)} takes only some values now")
        for part in ("items", "additionalProperties"):
            if isinstance(old.get(part), dict) and isinstance(new.get(part), dict):
                faults += self._compare(old[part], new[part], f"{where}[]")
        return faults + self._fields(old, new, where)

    def _fields(self, old: Schema, new: Schema, where: str) -> list[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        faults = [f"{_named(_under(where, name))} was removed" for name in before if name not in after]
        needed = [name for name in new.get("required", ()) if name not in old.get("required", ())]
        faults += [f"{_named(_under(where, name))} is needed now, and was not" for name in needed]
        for name in before:
            if name in after:
                faults += self._compare(before[name], after[name], _under(where, name))
        return faults


def _resolved(schema: Schema, root: Schema) -> Schema:
    reference: str = schema.get("$ref", "")
    if not reference:
        return schema
    found: Schema = root["$defs"][reference.removeprefix("#/$defs/")]
    return found


def _alternatives(schema: Schema) -> list[Schema]:
    found: list[Schema] = schema.get("anyOf", [schema])
    return found


def _kind(schema: Schema) -> str:
    """What tells one alternative from another: its type, and of a tagged object its tag."""
    if "enum" in schema and "type" not in schema:
        return "one of its values"
    kind = schema.get("type", "anything")
    tags = [str(field["enum"][0]) for field in schema.get("properties", {}).values() if _is_tag(field)]
    return " ".join([str(kind), *tags])


def _takes(schema: Schema) -> set[str]:
    kind = _kind(schema)
    wider = {"number": {"integer"}, "string": {"one of its values"}}
    return {kind, *wider.get(kind, ())}


def _is_tag(field: Schema) -> bool:
    return list(field) == ["enum"] and len(field["enum"]) == 1


def _stricter(old: Schema, new: Schema) -> list[str]:
    rules = []
    for rule in sorted((_LOWER_IS_WIDER | _HIGHER_IS_WIDER | _EXACT) & set(new)):
        bound, former = new[rule], old.get(rule)
        if bound == former:
            continue
        wider = former is not None and (
            (rule in _LOWER_IS_WIDER and bound < former) or (rule in _HIGHER_IS_WIDER and bound > former)
        )
        if not wider:
            rules.append(f"{rule} {bound}")
    return rules


def _under(where: str, name: str) -> str:
    return f"{where}.{name}" if where else name


def _named(where: str) -> str:
    return f"field `{where}`" if where else "the whole"
