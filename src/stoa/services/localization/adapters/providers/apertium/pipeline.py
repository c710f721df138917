"""One mode's programs, kept alive: each null ends a text, and each stage flushes what it has there."""

import asyncio
import os
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress

from stoa.kernel.errors import Defect, Unavailable
from stoa.services.localization.adapters.providers.apertium.modes import Mode

_LONGEST = 4 * 1024 * 1024
"""Bytes of one text in the stream, far above what `Limits` let through."""


class Pipeline:
    """Started by the first text, and anew after trouble: answers are told apart by their order alone."""

    def __init__(self, mode: Mode) -> None:
        self._mode = mode
        self._stages: list[Process] = []
        self._turn = asyncio.Lock()

    async def run(self, streams: Sequence[str], within_s: float) -> list[str]:
        """Raises Unavailable when it takes longer or cannot be started, Defect when a program ended."""
        async with self._turn:
            try:
                async with asyncio.timeout(within_s):
                    return await self._pass(streams)
            except TimeoutError as error:
                await self.close()
                raise Unavailable("provider.silent", provider="apertium") from error
            except FileNotFoundError as error:
                await self.close()
                raise Unavailable("provider.missing", provider="apertium") from error
            except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError) as error:
                await self.close()
                raise Defect("provider.ended", provider="apertium", mode=self._mode.name) from error
            except BaseException:
                await self.close()
                raise

    async def close(self) -> None:
        for stage in self._stages:
            with suppress(ProcessLookupError):
                stage.kill()
        for stage in self._stages:
            await stage.wait()
        self._stages = []

    async def _pass(self, streams: Sequence[str]) -> list[str]:
        """Written and read together, as pipes hold little."""
        if not self._stages:
            await self._start()
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(self._write(streams))
                read = group.create_task(self._read(len(streams)))
        except* (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError) as troubles:
            raise troubles.exceptions[0] from None
        return read.result()

    async def _write(self, streams: Sequence[str]) -> None:
        into = self._stages[0].stdin
        assert into is not None
        for stream in streams:
            into.write(stream.encode() + b"\0")
            await into.drain()

    async def _read(self, count: int) -> list[str]:
        out = self._stages[-1].stdout
        assert out is not None
        return [(await out.readuntil(b"\0"))[:-1].decode(errors="replace") for _ in range(count)]

    async def _start(self) -> None:
        last = len(self._mode.stages) - 1
        before = PIPE
        for place, (program, *words) in enumerate(self._mode.stages):
            reads, writes = (PIPE, PIPE) if place == last else os.pipe()
            try:
                stage = await asyncio.create_subprocess_exec(
                    *(program, "-z", *words), stdin=before, stdout=writes, stderr=DEVNULL, limit=_LONGEST
                )
            finally:
                _let_go(before, writes)
            self._stages.append(stage)
            before = reads


def _let_go(*ends: int) -> None:
    """Ends of pipes that a program has now; kept open here, a later one would never see the end."""
    for end in ends:
        if end not in (PIPE, DEVNULL):
            os.close(end)
