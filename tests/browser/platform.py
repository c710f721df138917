"""The whole platform with its demonstration, as `make run` starts it, on ports and in a folder of its own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from stoa.compose.embedded import edge_on_free_ports
from stoa.compose.engines.process import ending_with
from tests.flows.recorded import know

NO_WEBLATE = "http://127.0.0.1:9/api"
"""Where nobody answers: the page of a connection has to say so."""
_NOTICED = {
    "El examen cambia": ("The exam changes", "تغيّر الامتحان"),
    "Será en el aula 4.": ("It will be in room 4.", "سيكون في القاعة 4."),
    "Traed un lápiz.": ("Bring a pencil.", "أحضروا قلم رصاص."),
}
NOTICE = "Será en el aula 4.\n\nTraed un lápiz."
"""What the machine of the platform knows, from Spanish."""
_READY = "Stoa is ready at "
_SILENT_S = 120
"""Longest between two lines while it starts."""
_STOP_S = 300


@asynccontextmanager
async def running(folder: Path) -> AsyncIterator[str]:
    """The address of the application. At the end the platform is asked to stop, and must do so cleanly."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "weblate.toml").write_text(f'servers = ["{NO_WEBLATE}"]\n')
    know(
        folder,
        list(_NOTICED),
        {"en": [en for en, _ in _NOTICED.values()], "ar": [ar for _, ar in _NOTICED.values()]},
    )
    own = {"STOA_DEMONSTRATION": "true", "STOA_DATA": str(folder), **edge_on_free_ports()}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "stoa.compose.cli",
        "up",
        env={**os.environ, **own},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        preexec_fn=ending_with(os.getpid(), signal.SIGTERM),
    )
    assert process.stdout is not None
    said: list[str] = []
    try:
        yield_at = await _address(process.stdout, said)
        listening = asyncio.create_task(_listen(process.stdout, said))
        yield yield_at
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(_STOP_S):
            await process.wait()
    await listening
    assert process.returncode == 0, "\n".join(said)


async def _address(out: asyncio.StreamReader, said: list[str]) -> str:
    while line := (await asyncio.wait_for(out.readline(), _SILENT_S)).decode():
        said.append(line.rstrip())
        if line.startswith(_READY):
            return line.removeprefix(_READY).split()[0].rstrip(".")
    raise AssertionError("Stoa did not start:\n" + "\n".join(said))


async def _listen(out: asyncio.StreamReader, said: list[str]) -> None:
    while line := (await out.readline()).decode():
        said.append(line.rstrip())
