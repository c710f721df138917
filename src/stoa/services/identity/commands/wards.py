"""Whose guardian somebody is."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from stoa.contracts.identity import WardsChanged
from stoa.kernel.errors import NotFound
from stoa.kernel.ids import PersonId
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.identity import store
from stoa.services.identity.domain.ward import Care, check_guardians


async def change_wards(
    db: Database,
    caller: Caller,
    guardian: PersonId,
    *,
    add: Iterable[PersonId] = (),
    remove: Iterable[PersonId] = (),
) -> PersonId:
    """Raises NotFound, Invalid."""
    coming, gone = frozenset(add), frozenset(remove)
    async with db.work(caller) as work:
        found = {person.id: person for person in await store.people.lock_people(work, {guardian, *coming})}
        if {guardian, *coming} - found.keys():
            raise NotFound("person.unknown")
        before = (await store.wards.wards_of_guardians(work, [guardian]))[guardian]
        await save_wards(work, caller, [Care(found[guardian], before, (before | coming) - gone)])
        return work.keep(guardian)


async def save_wards(work: UnitOfWork, caller: Caller, cares: Sequence[Care]) -> None:
    """Within a unit of work that holds the guardians and who comes. Told only where something changed.

    Raises Invalid.
    """
    changed = [care for care in cares if care.before != care.after]
    for care in changed:
        care.check()
    coming = [(care.guardian.id, ward) for care in changed for ward in sorted(care.coming)]
    gone = [(care.guardian.id, ward) for care in changed for ward in sorted(care.gone)]
    await store.wards.save_wards(work, coming, gone)
    check_guardians(await store.wards.most_guardians(work, {ward for _, ward in coming}))
    after = [replace(care.guardian, change=care.guardian.change + 1) for care in changed]
    await store.people.save_people(work, after)
    for care, guardian in zip(changed, after, strict=True):
        work.record(
            WardsChanged(
                guardian=guardian.id, wards=sorted(care.after), change=guardian.change, by=caller.person
            )
        )
