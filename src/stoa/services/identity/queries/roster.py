"""What a file with people would do, and what it did."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from stoa.kernel.errors import NotFound
from stoa.kernel.ids import PersonId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession
from stoa.services.identity import store
from stoa.services.identity.domain.group import group_key
from stoa.services.identity.domain.person import Person
from stoa.services.identity.domain.roster import Entry, Roster, RowFault
from stoa.services.identity.store.rosters import StagedRoster


class Effect(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Follows:
    """groups: names of those that somebody manages. wards: whom they are the guardian of."""

    groups: Sequence[str]
    wards: Sequence[Person]


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


async def follows_of(db: Database, caller: Caller, people: Sequence[PersonId]) -> dict[PersonId, Follows]:
    """For each of them, also who follows nobody."""
    async with db.read(caller) as read:
        return await _follows(read, people)


async def faults_here(db: Database, caller: Caller, roster: Roster) -> list[RowFault]:
    """Of a file that can be read: who would manage or guard without the role, and wards whom nobody knows."""
    following = [entry for entry in roster.entries if entry.manages or entry.guardian_of]
    asked = {address for entry in following for address in (entry.email, *entry.guardian_of)}
    async with db.read(caller) as read:
        here = await store.people.find_by_addresses(read, sorted(asked)) if asked else {}
    known = here.keys() | {entry.email for entry in roster.entries}
    faults = []
    for entry in following:
        held = here[entry.email].roles if entry.email in here else ()
        faults += entry.following_faults({*held, *(entry.roles or ())}, known)
    return faults


async def preview_roster(db: Database, caller: Caller, roster: UUID) -> RosterPreview:
    """Raises NotFound."""
    async with db.read(caller) as read:
        staged = await store.rosters.load_roster(read, roster)
        if staged is None:
            raise NotFound("roster.unknown")
        here = await store.people.find_by_addresses(read, [entry.email for entry in staged.entries])
        names = {
            group_key(name): name for entry in staged.entries for name in (*entry.groups, *entry.manages)
        }
        known = {group_key(group.name) for group in await store.groups.groups_named(read, names.values())}
        ids = [person.id for person in here.values()]
        groups = await store.groups.groups_of_people(read, ids)
        follows = await _follows(read, ids)
        registered = await store.people.load_people(read, staged.registered)
    lines = [
        (
            entry,
            _effect(entry, person, groups.get(person.id, []), follows[person.id]) if person else Effect.NEW,
        )
        for entry in staged.entries
        for person in [here.get(entry.email)]
    ]
    return RosterPreview(staged, lines, [names[key] for key in names.keys() - known], registered)


def _effect(entry: Entry, person: Person, groups: Sequence[str], follows: Follows) -> Effect:
    gains = (
        set(entry.roles or ()) - set(person.roles),
        _keys(entry.groups) - _keys(groups),
        _keys(entry.manages) - _keys(follows.groups),
        set(entry.guardian_of) - {ward.email for ward in follows.wards},
    )
    return Effect.CHANGED if any(gains) else Effect.SAME


def _keys(names: Sequence[str]) -> set[str]:
    return {group_key(name) for name in names}


async def _follows(read: ReadSession, people: Sequence[PersonId]) -> dict[PersonId, Follows]:
    managed = await store.groups.groups_of_people(read, people, manages=True)
    held = await store.wards.wards_of_guardians(read, people)
    cared = await store.people.load_people(read, {ward for wards in held.values() for ward in wards})
    place = {ward.id: number for number, ward in enumerate(cared)}
    wards = {
        one: [cared[number] for number in sorted(place[ward] for ward in held[one] if ward in place)]
        for one in people
    }
    return {one: Follows(managed.get(one, []), wards[one]) for one in people}
