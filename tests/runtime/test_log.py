"""Logs: what went wrong, never what somebody wrote."""

import logging

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from stoa.compose.documents.application import unconnected
from stoa.runtime import log
from tests.world import World


@pytest.mark.parametrize("library", [False, True])
def test_traceback_holds_no_values(capsys: pytest.CaptureFixture[str], library: bool) -> None:
    before = structlog.get_config()
    log.configure("info")
    secret = "noon-" + "colonnade"
    speaker = logging.getLogger("uvicorn.error") if library else log.get("tests")
    try:
        raise ValueError("of no use")
    except ValueError as error:
        speaker.error("request.failed", exc_info=error)
    finally:
        structlog.configure(**before)
    written = capsys.readouterr().err
    assert "test_traceback_holds_no_values" in written
    assert secret not in written


async def test_error_of_the_database_holds_no_values(world: World) -> None:
    with pytest.raises(DBAPIError) as raised:
        async with world.db("library").read(world.caller()) as read:
            await read.all(text("SELECT CAST(:given AS text), 1 / 0"), {"given": "noon-colonnade"})
    assert "noon-colonnade" not in str(raised.value)


def test_building_an_application_leaves_the_logs_of_the_process_as_they_are() -> None:
    root = logging.getLogger()
    before = root.level, list(root.handlers)
    unconnected([])
    assert (root.level, root.handlers) == before
