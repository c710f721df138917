"""The tree as it is, read once."""

import pytest

from tests.shape.source import SRC, TESTS, Source, read


@pytest.fixture(scope="session")
def code() -> list[Source]:
    return read(SRC)


@pytest.fixture(scope="session")
def tests() -> list[Source]:
    return read(TESTS)
