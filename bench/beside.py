"""A process more that takes messages beside the bench's own, as a second machine of a cluster would.

`python -m bench.beside FILE SERVICE...`; FILE holds the settings of the engines.
"""

import asyncio
import signal
import sys
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import msgspec
import uvloop

from stoa.compose.build import open_process
from stoa.compose.registry import tenant_of
from stoa.compose.serve import choose, spare_pauses
from stoa.runtime.config import Settings, decode_setting, encode_setting

_READY = "at work\n"
_PATIENCE_S = 60


@asynccontextmanager
async def beside(settings: Settings, services: Sequence[str]) -> AsyncIterator[None]:
    """From its first message on, until the block ends."""
    file = settings.data / "beside.json"
    file.write_bytes(msgspec.json.encode(settings, enc_hook=encode_setting))
    file.chmod(0o600)
    program = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.beside", str(file), *services), stdout=PIPE
    )
    assert program.stdout is not None
    try:
        async with asyncio.timeout(_PATIENCE_S):
            while (said := await program.stdout.readline()) != _READY.encode():
                if not said:
                    raise RuntimeError("The process beside this one did not start.")
        yield
    finally:
        if program.returncode is None:
            program.terminate()
        await program.communicate()


async def work(file: Path, services: Sequence[str]) -> None:
    """Until SIGTERM."""
    settings = msgspec.json.decode(file.read_bytes(), type=Settings, dec_hook=decode_setting)
    ended = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    process = await open_process(settings, choose(services), tenant_of, name="beside")
    spare_pauses(short=False)
    async with process.working():
        sys.stdout.write(_READY)
        sys.stdout.flush()
        await ended.wait()
    await process.close()


if __name__ == "__main__":
    uvloop.run(work(Path(sys.argv[1]), sys.argv[2:]))
