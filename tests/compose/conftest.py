from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from stoa.compose.embedded import embedded
from stoa.runtime.config import Settings


@pytest.fixture(scope="module")
async def engines(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Settings]:
    """Every engine, for tests that only use them."""
    folder: Path = tmp_path_factory.mktemp("engines")
    async with embedded(folder) as settings:
        yield settings
