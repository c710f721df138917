"""The same request once more."""

from collections.abc import Awaitable
from uuid import UUID

import msgspec

from stoa.runtime.db import Repeated


async def same_answer(command: Awaitable[UUID]) -> UUID:
    """What the command answers, or answered when it was asked for the first time."""
    try:
        return await command
    except Repeated as repeated:
        if repeated.answer is None:
            raise
        return msgspec.json.decode(repeated.answer, type=UUID)
