"""Why an entry does not fit: what the wire types say, as codes that have words in every language."""

import re
from typing import Any

from litestar.exceptions import HTTPException, ValidationException

from stoa.kernel.errors import Invalid, InvalidInput, Refusal

_WHYS = tuple(
    (re.compile(pattern), code)
    for pattern, code in (
        (r"Expected `str` of length <= (?P<most>\d+)", "input.why.too_long"),
        (r"Expected `str` of length >= (?P<least>\d+)", "input.why.too_short"),
        (r"Expected `\w+` of length <= (?P<most>\d+)", "input.why.too_many"),
        (r"Expected `\w+` of length >= (?P<least>\d+)", "input.why.too_few"),
        (r"Expected `\w+` <= (?P<most>\S+)", "input.why.too_great"),
        (r"Expected `\w+` >= (?P<least>\S+)", "input.why.too_small"),
        (r"Expected `\w+` < (?P<limit>\S+)", "input.why.not_below"),
        (r"Expected `\w+` > (?P<limit>\S+)", "input.why.not_above"),
        (r"Expected `\w+` that's a multiple of (?P<step>\S+)", "input.why.step"),
        (r"Expected `str` matching regex", "input.why.written"),
        (r"Expected `str( \| null)?`", "input.why.text"),
        (r"Expected `int( \| null)?`", "input.why.whole_number"),
        (r"Expected `(float|decimal)( \| null)?`", "input.why.number"),
        (r"Expected `bool( \| null)?`", "input.why.yes_or_no"),
        (r"Expected `array( \| null)?`", "input.why.list"),
        (r"Expected `object( \| null)?`", "input.why.object"),
        (r"Expected `uuid( \| null)?`|Invalid UUID", "input.why.id"),
        (r"Expected `datetime( \| null)?`|Invalid RFC3339 encoded datetime", "input.why.moment"),
        (r"Expected `date( \| null)?`|Invalid RFC3339 encoded date", "input.why.date"),
        (r"Invalid enum value '?(?P<given>[^']*)", "input.why.choice"),
        (r"Object missing required field `(?P<name>[^`]+)`", "input.why.missing"),
        (r"Missing required \w+ parameter '(?P<name>[^']+)'", "input.why.missing"),
        (r"Object contains unknown field `(?P<name>[^`]+)`", "input.why.unknown"),
        (r"(.*: )?(JSON is malformed|Input data was truncated)", "input.why.json"),
    )
)
_OTHER = "input.why.other"
_BODY = "data"
"""What Litestar calls the body as a whole, when something in it is missing or too much."""


def malformed(error: ValidationException) -> Invalid:
    """Faults that the wire types found: Litestar names the key and msgspec says what would be right."""
    extra = error.extra if isinstance(error.extra, list) else []
    faults = [_fault(entry) for entry in extra if isinstance(entry, dict)]
    if len(faults) > 1:
        return InvalidInput(faults)
    if faults:
        return faults[0]
    reason = why(error.detail)
    return Invalid("input.malformed", field=reason.get("name", "body"), **reason)


def _fault(entry: dict[str, Any]) -> Invalid:
    reason = why(str(entry.get("message")))
    field, name = str(entry.get("key") or "body"), reason.get("name")
    if name is not None:
        field = name if field == _BODY else f"{field}.{name}"
    return Invalid("input.malformed", field=field, **reason)


def unreadable(error: HTTPException) -> Refusal:
    """A request of which not even the form is right."""
    return Refusal("request.malformed", **why(error.detail))


def why(said: str) -> dict[str, Any]:
    """The code of the reason, with its values."""
    for pattern, code in _WHYS:
        if found := pattern.match(said):
            return {"why": code, **found.groupdict()}
    return {"why": _OTHER}
