"""On which terms a course is translated, as a form says it."""

from datetime import UTC, datetime
from typing import Any

from stoa.kernel.clock import check_year
from stoa.kernel.errors import Invalid
from stoa.runtime.forms import Typed
from stoa.services.localization.domain.edition import Policy, Terms
from stoa.services.localization.domain.thresholds import USUAL_THRESHOLD

NEVER = 2.0
"""Of a threshold: no machine is ever that sure, so a person looks at everything."""


def typed_terms(form: Typed) -> Terms:
    """Raises Invalid, naming the field."""
    policy = form.text("policy")
    if policy not in set(Policy):
        raise Invalid("input.malformed", field="policy", why="input.why.choice", given=policy)
    wanted = Policy(policy)
    share = _number(form, "share", 100) / 100 if wanted is Policy.FALLBACK else 1.0
    return Terms(
        policy=wanted,
        share=share,
        threshold=_number(form, "threshold", USUAL_THRESHOLD),
        two_reviewers=form.ticked("two_reviewers"),
        domain=form.text("domain").strip(),
        priority=int(_number(form, "priority", 5)),
        due_at=_due(form.text("due_at")),
    )


def fields_of(terms: Terms) -> dict[str, Any]:
    """What the form shows of them."""
    return {
        "policy": terms.policy.value,
        "share": f"{terms.share * 100:g}",
        "threshold": terms.threshold,
        "two_reviewers": terms.two_reviewers,
        "domain": terms.domain,
        "priority": terms.priority,
        "due_at": terms.due_at.date().isoformat() if terms.due_at else "",
    }


def _number(form: Typed, field: str, otherwise: float) -> float:
    text = form.text(field).strip().replace(",", ".")
    if not text:
        return otherwise
    try:
        number = float(text)
    except ValueError:
        raise Invalid("input.not_a_number", field=field) from None
    if not 0 <= number <= 1000:
        raise Invalid("input.not_a_number", field=field)
    return number


def _due(day: str) -> datetime | None:
    """The end of that day, in UTC."""
    if not day:
        return None
    try:
        due_at = datetime.fromisoformat(day).replace(hour=23, minute=59, tzinfo=UTC)
    except ValueError:
        raise Invalid("input.malformed", field="due_at", why="input.why.date", given=day) from None
    check_year(due_at, "due_at")
    return due_at
