"""Whatever moment the process dies at, the work goes on where it was and readers miss nothing."""

from contextlib import suppress

from stoa.contracts.localization import LocaleReady
from stoa.kernel.checksum import Checksum
from stoa.runtime.config import ObjectSettings
from stoa.runtime.objects import Bucket, Objects
from stoa.services.localization.commands.assemble import assemble
from stoa.services.localization.store import documents, editions
from tests.services.localization.courses import (
    publish,
    ready_document,
    text_course,
    translate_all,
    want,
    whole_course,
)
from tests.world import World


class PowerCut(BaseException):
    """Nobody catches it, as nobody catches a kill -9."""


class MortalBucket(Bucket):
    """The real bucket of a process that dies at one of its writes, before or after it."""

    def __init__(self, settings: ObjectSettings, writes: int, *, after: bool) -> None:
        super().__init__(settings, settings.private_bucket)
        self._left, self._after = writes, after

    async def put(self, key: str, data: bytes, media_type: str = "application/octet-stream") -> Checksum:
        if self._left == 0 and not self._after:
            raise PowerCut
        digest = await super().put(key, data, media_type)
        if self._left == 0:
            raise PowerCut
        self._left -= 1
        return digest


def mortal(world: World, writes: int, *, after: bool) -> Objects:
    settings = world.process.platform.settings.objects
    objects = Objects(settings)
    objects.private = MortalBucket(settings, writes, after=after)
    return objects


async def touch(world: World, course: object) -> None:
    """Something has changed, and nobody was told of it."""
    async with world.db("localization").work(world.caller()) as work:
        await editions.touch(work, course, "es")  # type: ignore[arg-type]


async def test_death_at_any_write_of_a_locale_leaves_work_that_goes_on(world: World) -> None:
    await publish(world, draft := whole_course())
    await want(world, draft, "es")
    await translate_all(world)
    course = draft.document.course
    db, caller = world.db("localization"), world.caller()
    async with db.work(caller) as work:
        edition = await editions.load_edition(work, course, "es")
        assert edition is not None
        await editions.save_published(work, edition, course, 1, 1, "something else")
        await documents.forget_made(work, course, "es")
    for writes in range(2):
        for after in (False, True):
            await touch(world, course)
            with suppress(PowerCut):
                await assemble(db, mortal(world, writes, after=after), caller, course, "es")
            await world.quiet()
            assert len(world.events(LocaleReady)) == 1
    await assemble(db, world.objects, caller, course, "es")
    await world.quiet()
    assert [fact.revision for fact in world.events(LocaleReady)] == [1, 2]
    assert (await ready_document(world)).title == "OPTICS"


async def test_locale_put_together_again_that_says_the_same_is_not_published(world: World) -> None:
    await publish(world, draft := text_course())
    await want(world, draft, "es")
    await translate_all(world)
    course = draft.document.course
    await touch(world, course)
    for _ in range(2):
        await assemble(world.db("localization"), world.objects, world.caller(), course, "es")
    await world.quiet()
    assert len(world.events(LocaleReady)) == 1
