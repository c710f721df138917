"""What a file with people would do, and what it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.identity import store
from stoa.services.identity.domain.group import group_key
from stoa.services.identity.domain.person import Person
from stoa.services.identity.domain.roster import Entry
from stoa.services.identity.store.rosters import StagedRoster


class Effect(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class RosterPreview:
    """lines: every entry with what it would do. new_groups: names of groups that the import makes.

    registered: of a roster that was taken.
    """

    staged: StagedRoster
    lines: Sequence[tuple[Entry, Effect]]
    new_groups: Sequence[str]
    registered: Sequence[Person]

    def count(self, effect: Effect) -> int:
        return sum(1 for _, each in self.lines if each is effect)


async def preview_roster(db: Database, caller: Caller, roster: UUID) -> RosterPreview:
    """Raises NotFound."""
    async with db.read(caller) as read:
        staged = await store.rosters.load_roster(read, roster)
        if staged is None:
            raise NotFound("roster.unknown")
        here = await store.people.find_by_addresses(read, [entry.email for entry in staged.entries])
        names = {group_key(name): name for entry in staged.entries for name in entry.groups}
        known = {group_key(group.name) for group in await store.groups.groups_named(read, names.values())}
        groups = await store.groups.groups_of_people(read, [person.id for person in here.values()])
        registered = await store.people.load_people(read, staged.registered)
    lines = [
        (entry, _effect(entry, person, groups.get(person.id, []) if person else []))
        for entry in staged.entries
        for person in [here.get(entry.email)]
    ]
    return RosterPreview(staged, lines, [names[key] for key in names.keys() - known], registered)


def _effect(entry: Entry, person: Person | None, groups: Sequence[str]) -> Effect:
    if person is None:
        return Effect.NEW
    gains_roles = bool(set(entry.roles or ()) - set(person.roles))
    joins = {group_key(name) for name in entry.groups} - {group_key(name) for name in groups}
    return Effect.CHANGED if gains_roles or joins else Effect.SAME
