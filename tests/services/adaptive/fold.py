"""A process that folds the log and does nothing else: `python -m tests.services.adaptive.fold FILE`.

FILE holds the settings of the engines.
"""

import asyncio
import sys
from pathlib import Path

import msgspec
import uvloop

from stoa.runtime.config import Settings, decode_setting
from stoa.runtime.db import Database, connect
from stoa.services.adaptive import tables
from stoa.services.adaptive.stream import fold_log


async def main(file: Path) -> None:
    settings = msgspec.json.decode(file.read_bytes(), type=Settings, dec_hook=decode_setting)
    db = Database(connect(settings.database), tables.METADATA)
    await fold_log(settings, db, _say_ready)


def _say_ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(Path(sys.argv[1])))
