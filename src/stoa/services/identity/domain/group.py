"""Groups of people, and the managers who see them."""

import re
import unicodedata
from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.kernel.ids import PersonId

LONGEST_GROUP_NAME = 100
LARGEST_GROUP = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """change: counts up by one with every change of members or managers."""

    id: UUID
    name: str
    members: frozenset[PersonId]
    managers: frozenset[PersonId]
    change: int

    def check_size(self) -> None:
        if len(self.members) > LARGEST_GROUP:
            raise Invalid("group.too_large", field="members", most=LARGEST_GROUP)


def parse_group_name(text: str, field: str = "name") -> str:
    """Raises Invalid."""
    name = re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()
    if not name:
        raise Invalid("group.name_missing", field=field)
    if len(name) > LONGEST_GROUP_NAME:
        raise Invalid("group.name_too_long", field=field, most=LONGEST_GROUP_NAME)
    if any(unicodedata.category(sign)[0] == "C" for sign in name):
        raise Invalid("name.unseen_signs", field=field)
    return name


def group_key(name: str) -> str:
    """Two groups whose names have the same key would be taken for one another."""
    return unicodedata.normalize("NFKC", name).casefold()
