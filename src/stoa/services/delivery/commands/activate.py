"""Activation: one atomic swap. Rolling back is activating an earlier version."""

from uuid import UUID

import msgspec

from stoa.contracts.delivery import ManifestActivated
from stoa.kernel.errors import NotFound
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, UnitOfWork
from stoa.services.delivery.domain.publication import Edition
from stoa.services.delivery.domain.version import Activation, Version, check_swap
from stoa.services.delivery.store import versions as store


class Activated(msgspec.Struct, frozen=True, kw_only=True):
    """activation: to be named as `expected` by the next. was: the version that was active before."""

    course: UUID
    locale: str
    version: int
    activation: int
    was: int | None


async def activate(
    db: Database, caller: Caller, edition: Edition, number: int, expected: int | None
) -> Activated:
    """Raises NotFound for a version that was never published, Conflict when another came first."""
    async with db.work(caller) as work:
        await store.lock_edition(work, edition)
        version = await store.load_version(work, edition, number)
        if version is None:
            raise NotFound("version.missing", field="version", version=number)
        was = (await store.load_active(work, edition)).version
        activation = await swap(work, version, caller.person, expected)
        return work.keep(
            Activated(
                course=edition.course,
                locale=edition.locale,
                version=number,
                activation=activation.number,
                was=was,
            )
        )


async def swap(work: UnitOfWork, version: Version, person: UUID | None, expected: int | None) -> Activation:
    """Within a unit of work that holds the edition's lock."""
    edition = version.edition
    active = await store.load_active(work, edition, lock=True)
    activation = Activation(
        edition, check_swap(active, version.number, expected), version.number, person, work.now
    )
    await store.swap_active(work, activation)
    work.record(
        ManifestActivated(
            content=await store.content_of(work, edition.course),
            course=edition.course,
            locale=edition.locale,
            version=version.number,
            revision=version.revision,
            key=version.key,
            checksum=version.checksum,
            tag=version.tag,
            title=version.title,
            activation=activation.number,
        )
    )
    return activation
