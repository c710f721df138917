import pytest

from stoa.runtime.amounts import number, size


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
