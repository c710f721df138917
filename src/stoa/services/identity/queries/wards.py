"""Who follows whom as a guardian."""

from collections.abc import Sequence
from dataclasses import dataclass

from stoa.kernel.ids import PersonId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.identity import store
from stoa.services.identity.domain.person import Person


@dataclass(frozen=True, slots=True)
class Cared:
    """wards: in the person's care. guardians: in whose care the person is."""

    wards: Sequence[Person]
    guardians: Sequence[Person]


async def care_of(db: Database, caller: Caller, person: PersonId) -> Cared:
    async with db.read(caller) as read:
        wards = (await store.wards.wards_of_guardians(read, [person]))[person]
        guardians = await store.wards.guardians_of(read, person)
        people = {each.id: each for each in await store.people.load_people(read, {*wards, *guardians})}
    by_name = people.values()
    return Cared(
        [each for each in by_name if each.id in wards], [each for each in by_name if each.id in guardians]
    )
