"""When a course is completed and passed, as an editor may say it."""

from collections.abc import Collection
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.services.content.domain.objects import Completion


def check_completion(rule: Completion, old: Completion, sets: Collection[UUID]) -> None:
    """sets: those that may be named; one that was named before may stay. Raises Invalid."""
    if not 0 < rule.required_share <= 1:
        raise Invalid("content.completion.share", field="completion.required_share")
    if rule.mastery_score is not None and not 0 < rule.mastery_score <= 1:
        raise Invalid("content.completion.share", field="completion.mastery_score")
    if not set(rule.passed) <= {*sets, *old.passed}:
        raise Invalid("content.completion.set", field="completion.passed")
