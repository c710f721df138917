import pytest

from stoa.runtime.amounts import exactly, number, size


@pytest.mark.parametrize(
    ("value", "locale", "written"),
    [
        (2.0, "en", "2"),
        (2.5, "en", "2.5"),
        (2.5, "es", "2,5"),
        (1.005, "en", "1"),
        (12345.678, "en", "12,345.68"),
    ],
)
def test_a_number_is_written_as_in_its_language(value: float, locale: str, written: str) -> None:
    assert number(value, locale) == written


@pytest.mark.parametrize(
    ("value", "shown"), [(2.0, "2"), (0, "0"), (0.1 + 0.2, "0.30000000000000004"), (1e-07, "1e-07")]
)
def test_a_field_shows_a_number_that_reads_as_the_very_same(value: float, shown: str) -> None:
    assert exactly(value) == shown
    assert float(shown) == value


@pytest.mark.parametrize(
    ("count", "locale", "written"),
    [
        (512, "en", "512 byte"),
        (1_100_000, "en", "1.1 MB"),
        (1_100_000, "es", "1,1 MB"),
        (2_000_000_000, "ar", "2 غ.ب"),
    ],
)
def test_a_size_is_written_as_in_its_language(count: int, locale: str, written: str) -> None:
    assert size(count, locale) == written
