"""Errors say who must act, and carry what words need."""

import pytest

from stoa.kernel.errors import (
    Conflict,
    Defect,
    Forbidden,
    Invalid,
    InvalidInput,
    NotFound,
    Refusal,
    StoaError,
    TooMany,
    Unauthenticated,
    Unavailable,
)


@pytest.mark.parametrize("kind", [Invalid, Unauthenticated, Forbidden, NotFound, Conflict, TooMany])
def test_what_the_caller_must_mend_is_a_refusal(kind: type[StoaError]) -> None:
    assert issubclass(kind, Refusal)


@pytest.mark.parametrize("kind", [Unavailable, Defect])
def test_what_the_caller_cannot_mend_is_no_refusal(kind: type[StoaError]) -> None:
    assert issubclass(kind, StoaError)
    assert not issubclass(kind, Refusal)


def test_error_keeps_code_field_and_values_apart() -> None:
    error = Invalid("count.too_large", field="count", most=5)
    assert (error.code, error.field, error.data) == ("count.too_large", "count", {"most": 5})
    assert str(error) == "count.too_large at count {'most': 5}"


def test_error_without_field_and_values_is_its_code() -> None:
    assert str(Conflict("row.exists")) == "row.exists"


def test_faults_of_one_input_are_told_together() -> None:
    faults = [Invalid("name.missing", field="name"), Invalid("email.malformed", field="email")]
    error = InvalidInput(faults)
    assert (error.code, error.field, error.faults) == ("input.invalid", "name", faults)
