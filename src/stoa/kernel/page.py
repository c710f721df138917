"""Pages of a list, by cursor: stable while the list grows."""

from typing import Generic, TypeVar

import msgspec

T = TypeVar("T")

LARGEST_PAGE = 200


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True):
    """items: at most the size asked for. next: the cursor of the following page, None at the end."""

    items: list[T]
    next: str | None = None
