"""Responses as forms send them."""

from litestar.datastructures import FormMultiDict

from stoa.kernel.errors import Invalid
from stoa.runtime.forms import Typed
from stoa.services.assessment.domain.item import Given

MOST_PARTS = 100
LONGEST_THOUGHT_S = 86_400.0


def given_in(form: FormMultiDict, kind: str) -> Given:
    """`given` once, or repeated where several are chosen or ordered; `given.PLACE` where there are parts."""
    if kind in ("multiple", "order"):
        return [str(value) for value in form.getall("given", [])][:MOST_PARTS]
    if kind in ("match", "cloze"):
        parts = [(str(name), str(value)) for name, value in form.multi_items() if name.startswith("given.")]
        return {name.removeprefix("given."): value for name, value in parts[:MOST_PARTS]}
    return str(form.get("given", ""))


def think_time_in(form: FormMultiDict) -> float | None:
    """Seconds as the page measured them; what is no such number is not known."""
    try:
        measured = float(str(form.get("think_time_s", "")))
    except ValueError:
        return None
    return measured if 0 <= measured <= LONGEST_THOUGHT_S else None


def percent_in(form: Typed, name: str) -> float:
    """A share in [0, 1], written as per cent. Raises Invalid."""
    written = form.text(name).strip().rstrip("%").strip().replace(",", ".")
    try:
        percent = float(written)
    except ValueError:
        raise Invalid("override.no_percent", field=name) from None
    if not 0 <= percent <= 100:
        raise Invalid("override.no_percent", field=name)
    return percent / 100


def reason_in(form: Typed, name: str) -> str:
    """Raises Invalid."""
    reason = form.text(name).strip()
    if not 3 <= len(reason) <= 500:
        raise Invalid("override.no_reason", field=name)
    return reason
