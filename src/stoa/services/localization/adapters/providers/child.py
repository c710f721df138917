"""A program beside this process that answers lines of JSON with such lines: a model has its memory there."""

import asyncio
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from contextlib import suppress
from typing import TypeVar

import msgspec

from stoa.kernel.errors import Defect, Unavailable

T = TypeVar("T")
_LONGEST = 16 * 1024 * 1024


class Child:
    """Started by the first question, and anew after trouble. command: program and words."""

    def __init__(self, provider: str, command: Sequence[str], within_s: float) -> None:
        self._provider = provider
        self._command = command
        self._within_s = within_s
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    async def ask(self, question: object, answer: msgspec.json.Decoder[T]) -> T:
        """Raises Unavailable when it is silent or cannot be started, Defect when it ended or errs."""
        async with self._turn:
            try:
                async with asyncio.timeout(self._within_s):
                    return answer.decode(await self._line(msgspec.json.encode(question)))
            except TimeoutError as error:
                await self.close()
                raise Unavailable("provider.silent", provider=self._provider) from error
            except FileNotFoundError as error:
                raise Unavailable("provider.missing", provider=self._provider) from error
            except (OSError, ValueError, msgspec.MsgspecError) as error:
                await self.close()
                raise Defect("provider.ended", provider=self._provider, mode="") from error
            except BaseException:
                await self.close()
                raise

    async def close(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()
            await self._process.wait()
            self._process = None

    async def _line(self, question: bytes) -> bytes:
        if self._process is None:
            self._process = await asyncio.create_subprocess_exec(
                *self._command, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, limit=_LONGEST
            )
        into, out = self._process.stdin, self._process.stdout
        assert into is not None
        assert out is not None
        into.write(question + b"\n")
        await into.drain()
        return await out.readline()
