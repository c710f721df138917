"""The demonstration waits for what gets on, however slowly, and not for what stands still."""

from collections.abc import Callable
from itertools import count
from typing import Any

import httpx
import pytest
from litestar import Litestar, get

from stoa.compose import demonstration
from stoa.compose.engines.program import Trouble

PATIENCE_S = 2.5
"""Asked every 0.2 seconds: some twelve times."""


def counting(steps: Callable[[], int]) -> httpx.AsyncClient:
    @get("/steps")
    async def tell() -> dict[str, int]:
        return {"steps": steps()}

    return httpx.AsyncClient(transport=httpx.ASGITransport(app=Litestar([tell])), base_url="http://stoa")  # type: ignore[arg-type]


class Clock:
    """Goes on for whoever sleeps by it, and for nobody else."""

    now = 0.0

    def get_running_loop(self) -> "Clock":
        return self

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demonstration, "_PATIENCE_S", PATIENCE_S)
    monkeypatch.setattr(demonstration, "asyncio", Clock())


async def wait(client: httpx.AsyncClient) -> Any:
    return await demonstration._until(client, "/steps", "", lambda found: found["steps"] >= 20)


async def test_what_gets_on_is_waited_for_longer_than_the_patience() -> None:
    assert await wait(counting(count().__next__)) == {"steps": 20}


async def test_what_stands_still_is_given_up_in_plain_words() -> None:
    with pytest.raises(Trouble, match="waited for /steps in vain"):
        await wait(counting(lambda: 1))
