"""Publications that failed: driven again, and what they wrote taken away in the end."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from stoa.contracts.content import RevisionPublished
from stoa.contracts.delivery import ManifestActivated, PublicationFailed
from stoa.kernel.checksum import checksum
from stoa.kernel.clock import utc_now
from stoa.kernel.ids import EVERY_TENANT
from stoa.runtime.caller import Caller
from stoa.services.delivery.commands.publish import publish
from stoa.services.delivery.commands.purge import purge
from stoa.services.delivery.store import abandoned, publications
from tests.services.delivery import courses
from tests.services.delivery.courses import announce, small_course
from tests.services.delivery.test_crash import PowerCut, arrive, mortal, read_all
from tests.services.delivery.test_pages import page
from tests.world import World

SOON, LATER = timedelta(hours=23), timedelta(hours=25)


async def without_picture(world: World) -> RevisionPublished:
    """A publication that failed, because the store lacks a file of the course."""
    draft = small_course('<img src="media:eye.svg" alt="Eye">')
    fact = await announce(world, draft)
    await world.objects.private.delete(f"{world.tenant}/media/{checksum(courses.DRAWING)}")
    await world.publish(fact)
    await world.quiet()
    assert len(world.events(PublicationFailed)) == 1
    return fact


async def cut_off(world: World, fact: RevisionPublished, writes: int = 2) -> None:
    """It is begun, and its process dies after so many writes."""
    await arrive(world, fact)
    async with world.db("delivery").work(Caller(tenant=EVERY_TENANT)) as work:
        await abandoned.note_tenant(work, world.tenant)
    with suppress(PowerCut):
        await publish(world.db("delivery"), mortal(world, writes), world.caller(), fact.publication)


async def purged(world: World, after: timedelta) -> None:
    def clock() -> datetime:
        return utc_now() + after

    await purge(world.db("delivery"), mortal(world, 0), clock)


async def written(world: World, content: UUID, version: int) -> list[str]:
    return [key async for key in world.objects.assets.keys(f"content/{content}/v{version}/en/")]


async def test_a_failed_publication_is_tried_again_and_succeeds(world: World) -> None:
    fact = await without_picture(world)
    key = f"{world.tenant}/media/{checksum(courses.DRAWING)}"
    await world.objects.private.put(key, courses.DRAWING, "image/svg+xml")
    editor = await world.someone("editor")
    html = await page(editor, f"/editor/courses/{fact.course}/versions")
    assert f'name="publication" value="{fact.publication}"' in html
    form = {"publication": str(fact.publication)}
    asked = await editor.post(f"/editor/courses/{fact.course}/versions/try-again", data=form)
    assert asked.headers["location"] == f"/editor/courses/{fact.course}/versions?asked={fact.publication}"
    await world.quiet()
    assert [one.version for one in world.events(ManifestActivated)] == [1]
    again = await editor.post(f"/api/publications/{fact.publication}/try-again")
    assert (again.status_code, again.json()["code"]) == (409, "publication.not_failed")


async def test_what_fails_again_is_told_again(world: World) -> None:
    fact = await without_picture(world)
    editor = await world.someone("editor")
    assert (await editor.post(f"/api/publications/{fact.publication}/try-again")).status_code == 202
    await world.quiet()
    assert [one.publication for one in world.events(PublicationFailed)] == [fact.publication] * 2


async def test_nobody_tries_again_who_may_not(world: World) -> None:
    fact = await without_picture(world)
    path = f"/api/publications/{fact.publication}/try-again"
    assert (await (await world.someone("instructor")).post(path)).status_code == 403
    stranger = await world.someone("editor", tenant=world.new_tenant())
    assert (await stranger.post(path)).status_code == 404


async def test_an_address_that_is_taken_is_given_up_and_another_one_used(world: World) -> None:
    draft = small_course('<img src="media:eye.svg" alt="Eye">')
    manifest = await read_all(world, await courses.publish(world, draft))
    page = f"v2/en/pages/{manifest.objects[0].id}/standard.html"
    await world.objects.assets.put(manifest.key_of(page), b"other bytes")
    fact = await announce(world, draft.with_text("<p>Again</p>"))
    await world.publish(fact)
    await world.quiet()
    assert [one.code for one in world.events(PublicationFailed)] == ["publication.address_taken"]
    editor = await world.someone("editor")
    await editor.post(f"/api/publications/{fact.publication}/try-again")
    await world.quiet()
    assert (await read_all(world, fact)).version == 3


async def test_assets_of_what_never_finished_are_gone_after_a_day(world: World) -> None:
    draft = small_course('<img src="media:eye.svg" alt="Eye">')
    first = await read_all(world, await courses.publish(world, draft))
    fact = await announce(world, draft.with_text("<p>Never seen</p>"))
    await cut_off(world, fact, writes=1)
    assert len(await written(world, first.content, 2)) == 1
    await purged(world, SOON)
    assert len(await written(world, first.content, 2)) == 1
    await purged(world, LATER)
    assert await written(world, first.content, 2) == []
    assert (await read_all(world, fact)).version == 1


async def test_a_number_whose_assets_are_gone_is_given_to_nobody(world: World) -> None:
    draft = small_course("<p>First</p>")
    first = await read_all(world, await courses.publish(world, draft))
    fact = await announce(world, draft.with_text("<p>Second</p>"))
    await cut_off(world, fact, writes=1)
    await purged(world, LATER)
    await publish(world.db("delivery"), mortal(world, 1000), world.caller(), fact.publication)
    assert (await read_all(world, fact)).version == 3
    assert await written(world, first.content, 2) == []
    await purged(world, LATER)
    assert (await read_all(world, fact)).version == 3


async def test_a_version_that_was_published_is_never_taken_away(world: World) -> None:
    """Also when an unfinished publication would show the same, and bears its number."""
    draft = small_course("<p>First</p>")
    fact = await courses.publish(world, draft)
    manifest = await read_all(world, fact)
    again = await announce(world, draft)
    await arrive(world, again)
    async with world.db("delivery").work(world.caller()) as work:
        await publications.save_number(work, again.publication, manifest.version, manifest.tag, None, ())
    await purged(world, LATER)
    assert (await read_all(world, fact)).version == manifest.version
