"""Counts what a request asks of the database."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from tests.world import World

_OF_THE_RUNTIME = ("dead_letters", "outbox", "inbox")
"""Its loops look into these at any time."""


@contextmanager
def statements(world: World, service: str) -> Iterator[list[str]]:
    """Statements on the service's tables executed meanwhile, without those of jobs and streams."""
    executed: list[str] = []
    background = [f"{service}.{table}" for table in _OF_THE_RUNTIME]
    by_the_clock = {f"{one.name}.{job.name}" for one in world.process.services for job in one.jobs}
    by_the_clock |= {f"{one.name}.{stream.name}" for one in world.process.services for stream in one.streams}

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        task = asyncio.current_task()
        if task and task.get_name() in by_the_clock:
            return
        if f"{service}." in statement and not any(table in statement for table in background):
            executed.append(statement)

    engine = world.process.engine.sync_engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield executed
    finally:
        event.remove(engine, "before_cursor_execute", note)
