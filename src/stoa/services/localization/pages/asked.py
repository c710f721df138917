"""Which part of the queue somebody works at, as an address or a form carries it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.kernel.locale import parse_locale
from stoa.services.localization.domain.post_edit import Kind
from stoa.services.localization.queries.tasks import Wanted

FIELDS = ("locale", "course", "kind", "free")


def wanted_from(asked: Mapping[str, str | None], page: int = 1) -> Wanted:
    """Raises Invalid for what is no locale, course or kind. A field left empty wants everything."""
    locale, course, kind = (asked.get(name) or "" for name in FIELDS[:3])
    if kind and kind not in set(Kind):
        raise Invalid("input.malformed", field="kind", why="input.why.choice", given=kind)
    return Wanted(
        locales=[parse_locale(locale)] if locale else [],
        course=_id(course) if course else None,
        kind=Kind(kind) if kind else None,
        free=bool(asked.get("free")),
        page=page,
    )


def fields_of(wanted: Wanted) -> dict[str, str]:
    """As addresses and hidden fields carry it; what is not wanted in particular is left out."""
    found = {
        "locale": next(iter(wanted.locales), ""),
        "course": str(wanted.course or ""),
        "kind": wanted.kind.value if wanted.kind else "",
        "free": "1" if wanted.free else "",
    }
    return {name: value for name, value in found.items() if value}


def part_of(wanted: Wanted) -> dict[str, Any]:
    """Which units may come next, as `take_next` wants it."""
    return {"locales": wanted.locales, "course": wanted.course, "kind": wanted.kind}


def address(wanted: Wanted, base: str = "/translation") -> str:
    """Of the page that shows it."""
    asked = urlencode(fields_of(wanted))
    return f"{base}?{asked}" if asked else base


def _id(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        raise Invalid("input.malformed", field="course", why="input.why.id", given=text) from None
