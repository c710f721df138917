"""`stoa translations check`, run as an operator runs it, beside a platform that works."""

import asyncio
import os
import sys

from stoa.runtime.config import Settings
from tests.flows.test_import_command import EDITOR, Ended, house, registered
from tests.services.localization.courses import publish, text_course, want
from tests.services.localization.test_log import spoil
from tests.world import World


async def check(settings: Settings, world: World, *more: str) -> Ended:
    running = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "stoa.compose.cli", "translations", "check"),
        *("--by", EDITOR, "--tenant", str(world.tenant)),
        *more,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        env={**os.environ, **house(settings), "COLUMNS": "200"},
    )
    said, complained = await running.communicate()
    return Ended(running.returncode or 0, said.decode(), complained.decode())


async def test_what_is_wrong_is_named_and_mended_from_the_command_line(
    settings: Settings, world: World
) -> None:
    await registered(world, EDITOR, "editor")
    await publish(world, draft := text_course())
    await want(world, draft, "es")
    sound = await check(settings, world, "--closely")
    assert (sound.code, sound.said, sound.complained) == (0, "All is as it should be.\n", "")
    await spoil(world, "DELETE FROM localization.post_edits WHERE tenant_id = :tenant")
    found = await check(settings, world, "--repair")
    assert found.code == 1
    assert "unqueued" in found.said
    assert "1 repairs are asked for" in found.said
    await world.quiet()
    assert (await check(settings, world)).code == 0


async def test_nobody_checks_who_may_not(settings: Settings, world: World) -> None:
    await registered(world, EDITOR, "learner")
    refused = await check(settings, world)
    assert (refused.code, "may not do this" in refused.complained) == (1, True)
