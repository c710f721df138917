"""Texts that a service shows to readers, as another one is told of them by way of the reader's browser.

The words lie in the private bucket; what passes through the browser is a voucher, signed for one reader.
"""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

VOUCHED_FOR = timedelta(hours=12)
"""A page may lie open for a working day."""
PRIVATE = frozenset({"message"})
"""Kinds whose words stay between who wrote and who reads them."""


class ShownPart(msgspec.Struct, frozen=True, kw_only=True):
    """name: what part it is, `title` or `text`. html: safe, as it is shown."""

    name: str
    html: str


class ShownText(msgspec.Struct, frozen=True, kw_only=True):
    """JSON in the private bucket. locale: of the words. course: whose glossary and memory count."""

    locale: str
    course: UUID
    parts: list[ShownPart]


class ShownVoucher(msgspec.Struct, frozen=True, kw_only=True):
    """Says that a reader was shown a text, and is good until then.

    kind: `announcement`, `message` or `passage`. thing: its id; of a passage that of its learning object.
    key, checksum: of its ShownText. locale: of its words.
    """

    kind: str
    thing: UUID
    locale: str
    key: str
    checksum: str
    until: datetime
