"""What an import says for itself: why a part was left out, what is wrong with a source."""

from collections.abc import Mapping
from typing import Any

from stoa.kernel.errors import Invalid
from stoa.runtime import words


def said(code: str | None, data: Mapping[str, Any], locale: str) -> str:
    """A reason as a sentence; nothing without one."""
    return words.explain(Invalid(code, **data), locale) if code else ""


def fault_said(fault: Mapping[str, Any], locale: str) -> str:
    """With what would be right, which is a text of its own."""
    data = dict(fault["data"])
    if "expected" in data:
        data["expected"] = said(data["expected"], data, locale)
    if str(data.get("why", "")).startswith(("content.", "captions.")):
        data["expected"] = said(data["why"], data, locale)
    return said(fault["code"], {**data, "field": fault["field"] or "–"}, locale)
