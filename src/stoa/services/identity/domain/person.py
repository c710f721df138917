"""People of a tenant."""

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stoa.kernel.clock import time_zones
from stoa.kernel.errors import Invalid
from stoa.kernel.ids import PersonId
from stoa.kernel.locale import Locale
from stoa.services.identity.domain.address import Address
from stoa.services.identity.domain.role import Role

LONGEST_NAME = 200

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")  # needed to write names in Persian and in Indic scripts


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """change: counts up by one with every fact told about the person."""

    id: PersonId
    email: Address
    name: str
    roles: tuple[Role, ...]
    locale: Locale
    time_zone: str
    active: bool
    change: int
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Follower:
    """Somebody who sees only some people. manages: those of their groups; guards: their wards."""

    person: PersonId
    manages: bool
    guards: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PeopleFilter:
    """words: beginning or part of a name or an address. roles: whoever has one of them; none is everyone.

    addresses: None is everyone. followed_by: only whom that person follows.
    """

    words: str = ""
    roles: Collection[Role] = ()
    addresses: Collection[Address] | None = None
    active: bool | None = None
    waiting: bool | None = None
    group: UUID | None = None
    followed_by: Follower | None = None


def parse_name(text: str, field: str = "name") -> str:
    """Any script, one line, nothing that hides or turns the text around it. Raises Invalid."""
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    if not name:
        raise Invalid("name.missing", field=field)
    if len(name) > LONGEST_NAME:
        raise Invalid("name.too_long", field=field, most=LONGEST_NAME)
    if any(unicodedata.category(sign) in _UNSEEN and sign not in _JOINERS for sign in name):
        raise Invalid("name.unseen_signs", field=field)
    if not any(sign.isalnum() for sign in name):
        raise Invalid("name.malformed", field=field, given=name)
    return name


def parse_time_zone(text: str, field: str = "time_zone") -> str:
    """A name of the IANA time zone database, for example `Africa/Cairo`. Raises Invalid."""
    zone = text.strip()
    if zone not in time_zones():
        raise Invalid("time_zone.unknown", field=field, given=zone[:80], example="Europe/Madrid")
    return zone


def name_key(text: str) -> str:
    """For sorting and finding: `lopez` finds López."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).strip()
