"""Files and functions fit a screen or a few."""

from tests.shape.planted import planted
from tests.shape.sizes import (
    LARGEST_MEDIAN,
    comfortable_share,
    long_files,
    long_functions,
    median_length,
)
from tests.shape.source import Source


def test_no_file_is_too_long(code: list[Source]) -> None:
    assert long_files(code) == []


def test_no_test_file_is_too_long(tests: list[Source]) -> None:
    assert long_files(tests) == []


def test_half_of_the_files_are_short(code: list[Source]) -> None:
    assert median_length(code) < LARGEST_MEDIAN


def test_nearly_all_files_are_comfortable(code: list[Source]) -> None:
    assert comfortable_share(code) > 0.95


def test_every_function_fits_a_screen(code: list[Source]) -> None:
    assert long_functions(code) == []


def test_long_file_is_found_out() -> None:
    fault = planted("kernel/long.py", "x = 1\n" * 401)
    assert long_files(fault) == ["kernel/long.py has 401 lines"]
    assert median_length(fault) > LARGEST_MEDIAN
    assert comfortable_share(fault) == 0


def test_long_function_is_found_out() -> None:
    fault = planted("kernel/long.py", "def endless():\n" + "    x = 1\n" * 60)
    assert long_functions(fault) == ["kernel/long.py:1 endless has 61 lines"]
