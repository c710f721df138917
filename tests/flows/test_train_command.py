"""`stoa train mt`, run as an operator runs it, beside a platform that works."""

import asyncio
import os
import sys
from pathlib import Path

import pytest

from stoa.runtime.config import Settings
from tests.flows.test_import_command import Ended, house
from tests.world import World

_PYTHON = Path(__file__).parents[2] / ".thot" / "bin" / "python"
_THINGS = ("house casa", "door puerta", "table mesa", "window ventana", "page página", "road calle")
_COLOURS = ("red roja", "white blanca", "yellow amarilla", "black negra", "old vieja")
_FRAMES = {
    "The {0} {1} is here.": "La {1} {0} está aquí.",
    "Open the {0} {1}, please.": "Abra la {1} {0}, por favor.",
    "See the {0} {1} now.": "Vea la {1} {0} ahora.",
    "There is a {0} {1} too.": "También hay una {1} {0}.",
}


def memory() -> bytes:
    said = ""
    for thing in _THINGS:
        for colour in _COLOURS:
            (ours, theirs), (one, other) = thing.split(), colour.split()
            for source, target in _FRAMES.items():
                said += (
                    f'<tu><tuv xml:lang="en"><seg>{source.format(one, ours)}</seg></tuv>'
                    f'<tuv xml:lang="es"><seg>{target.format(other, theirs)}</seg></tuv></tu>'
                )
    return f'<tmx version="1.4"><header srclang="en"/><body>{said}</body></tmx>'.encode()


async def stoa_train(settings: Settings, world: World, folder: Path) -> Ended:
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "stoa.compose.cli", "train", "mt", "--from", "en", "--to", "es"),
        *("--tenant", str(world.tenant)),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **house(settings), "COLUMNS": "200"},
        cwd=folder,
    )
    said, complained = await running.communicate()
    return Ended(running.returncode or 0, said.decode(), complained.decode())


async def test_machine_without_its_environment_says_what_is_missing(
    settings: Settings, world: World, tmp_path: Path
) -> None:
    ended = await stoa_train(settings, world, tmp_path)
    assert ended.code == 1
    assert "make .thot/ready" in ended.complained
    assert "Traceback" not in ended.complained


def at_hand(folder: Path) -> None:
    """Thot's environment, where the command looks for it."""
    (folder / ".thot").symlink_to(_PYTHON.parents[1])


@pytest.mark.skipif(not _PYTHON.exists(), reason="needs Thot: make .thot/ready")
async def test_machine_learns_from_the_memory_and_says_how_to_have_it_asked(
    settings: Settings, world: World, tmp_path: Path
) -> None:
    at_hand(tmp_path)
    little = await stoa_train(settings, world, tmp_path)
    assert (little.code, "holds 0 units from en into es" in little.complained) == (1, True)
    translator = await world.someone("translator")
    await translator.post("/api/memory/files", files={"file": ("memory.tmx", memory())})
    await world.quiet()
    trained = await stoa_train(settings, world, tmp_path)
    assert (trained.code, trained.complained) == (0, "")
    assert "learning from 120 units" in trained.said
    assert 'routes = ["en>es thot apertium"' in trained.said
    assert (settings.data / "thot" / "en-es" / "made").exists()
