"""Errors by who must act. Code and data here; the words are chosen at the edge, in the person's language."""

from typing import Any


class StoaError(Exception):
    """code: a stable dotted name. field: where the input is wrong, if it is. data: values for the words."""

    def __init__(self, code: str, *, field: str | None = None, **data: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.data = data

    def __str__(self) -> str:
        where = f" at {self.field}" if self.field else ""
        return f"{self.code}{where} {self.data}" if self.data else f"{self.code}{where}"


class Refusal(StoaError):
    """The caller must act: the request cannot be granted as it is."""


class Invalid(Refusal):
    """The input is wrong; `field` names it, the code says what would be right."""


class Unauthenticated(Refusal):
    """Nobody is signed in, or the proof is no longer good."""


class Forbidden(Refusal):
    """Somebody is signed in who may not do this."""


class NotFound(Refusal):
    """There is no such thing, or none that the caller may know of."""


class Conflict(Refusal):
    """The thing has changed, or exists already."""


class TooLarge(Refusal):
    """More than is taken here; `limit_mb` in data says how much is."""


class OtherRequests(Refusal):
    """The thing is there and takes other requests; `allowed` in data says which."""


class TooMany(Refusal):
    """Too often; `retry_after_s` in data says when it may be tried again."""


class Unavailable(StoaError):
    """Wait: something outside does not answer. Worth another try."""


class Defect(StoaError):
    """We must act: this should never happen."""


class InvalidInput(Invalid):
    """Several faults at once, so that a person mends them in one go."""

    def __init__(self, faults: list[Invalid]) -> None:
        super().__init__("input.invalid", field=faults[0].field)
        self.faults = faults
