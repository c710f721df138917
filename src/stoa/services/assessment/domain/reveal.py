"""When a learner may see the outcome and what was right."""

from enum import StrEnum


class Reveal(StrEnum):
    AFTER_RESPONSE = "after_response"
    AFTER_ATTEMPT = "after_attempt"
    NEVER = "never"
