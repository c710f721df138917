"""Files that are written while they are read from the database: in memory for one page of units."""

from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Iterator, Sequence
from typing import Any

from anyio import from_thread, to_thread

from stoa.services.localization.domain.exchange.unit import ExchangedUnit

NextPage = Callable[[], Coroutine[Any, Any, Sequence[ExchangedUnit]]]
Write = Callable[[Iterable[ExchangedUnit]], Iterator[bytes]]


async def streamed(next_page: NextPage, write: Write) -> AsyncIterator[bytes]:
    """next_page: the units after those it gave before, none at the end; each is a transaction of its own.

    Writing takes a while, so it is done in a thread, which asks the loop for the next page.
    """
    chunks = write(_units(next_page))
    while (chunk := await to_thread.run_sync(next, chunks, None)) is not None:
        yield chunk


def _units(next_page: NextPage) -> Iterator[ExchangedUnit]:
    while page := from_thread.run(next_page):
        yield from page
