"""What a column can hold: tables name the kind, and every service stores the same thing the same way."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, DateTime, Double, Integer, LargeBinary, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, TSVECTOR
from sqlalchemy.sql.elements import TextClause
from sqlalchemy.types import TypeEngine

EMPTY = text("'{}'")
"""An array of nothing, as a default."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Called with a name it is a column of that kind, which is always filled unless it says otherwise."""

    type: TypeEngine[Any]

    def __call__(
        self, name: str, *, nullable: bool = False, default: str | TextClause | None = None
    ) -> Column[Any]:
        """default: what PostgreSQL puts in where a row names no value."""
        return Column(name, self.type, nullable=nullable, server_default=default)


identifier = Kind(Uuid())
identifiers = Kind(ARRAY(Uuid))
words = Kind(Text())
moment = Kind(DateTime(timezone=True))
flag = Kind(Boolean())
whole = Kind(Integer())
large = Kind(BigInteger())
"""A whole number that may pass two thousand million: sizes in bytes, places in a stream."""
real = Kind(Double())
octets = Kind(LargeBinary())
document = Kind(JSONB())
search = Kind(TSVECTOR())
"""The words of a row as PostgreSQL finds them; `full_text` makes them."""
