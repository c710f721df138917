"""What is not as it should be is found, named, and mended by one button; the next look says so."""

from typing import Any
from uuid import UUID

import pytest
from prometheus_client import REGISTRY

from stoa.contracts.content import CourseArchived, CourseRestored
from stoa.contracts.delivery import ManifestActivated, PublicationFailed
from stoa.contracts.localization import LocaleReady, LocaleRemoved
from stoa.kernel.ids import new_id
from stoa.services.localization.jobs import look_around, look_into_everything
from tests.services.localization.courses import Draft, publish, text_course, translate_all, want
from tests.services.localization.test_figures import deliver
from tests.services.localization.test_log import spoil
from tests.world import Someone, World

FINDINGS = "/api/translation/findings"
LONG_AGO = "interval '1 hour' WHERE tenant_id = :tenant"


async def look(world: World, someone: Someone, *, closely: bool = False) -> list[Any]:
    answer = await someone.post(f"{FINDINGS}/looks", json={"closely": closely})
    assert answer.status_code == 200, answer.text
    await world.quiet()
    found: list[Any] = (await someone.get(FINDINGS)).json()["found"]
    return found


async def kinds(world: World, someone: Someone, *, closely: bool = False) -> list[tuple[str, int]]:
    return [(one["kind"], one["count"]) for one in await look(world, someone, closely=closely)]


async def mend(world: World, someone: Someone) -> None:
    """Whatever was found, one by one."""
    for one in (await someone.get(FINDINGS)).json()["found"]:
        answer = await someone.post(f"{FINDINGS}/{one['id']}/repair")
        assert answer.status_code == 204, answer.text
    await world.quiet()


async def published(world: World) -> Draft:
    """Translated, told and shown to readers, long ago."""
    await publish(world, draft := text_course())
    await want(world, draft, "es")
    await translate_all(world)
    await deliver(world)
    await age(world)
    return draft


async def age(world: World) -> None:
    """Nothing of it is under way any more."""
    for column in ("courses SET heard_at = heard_at", "locales SET since = since"):
        await spoil(world, f"UPDATE localization.{column} - {LONG_AGO}")
    await spoil(world, f"UPDATE localization.releases SET told_at = told_at - {LONG_AGO}")
    await spoil(world, f"UPDATE localization.requests SET at = at - {LONG_AGO}")


async def forget_age(world: World) -> None:
    """Units as well, which then are no longer what their log says."""
    await spoil(world, f"UPDATE localization.units SET changed_at = changed_at - {LONG_AGO}")


async def test_nothing_is_found_where_all_is_as_it_should_be(world: World) -> None:
    editor = await world.someone("editor")
    await published(world)
    assert await kinds(world, editor, closely=True) == []
    page = await editor.get("/translation/repairs", headers={"accept": "text/html"})
    assert "All is as it should be" in page.text


async def test_segments_that_nobody_was_asked_for_are_asked_for(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    await spoil(world, "DELETE FROM localization.post_edits WHERE tenant_id = :tenant")
    assert await kinds(world, editor) == [("unqueued", 5)]
    await mend(world, editor)
    assert await kinds(world, editor) == []
    assert len((await editor.get("/api/post-edits")).json()) == 5


async def test_second_look_that_nobody_was_asked_for_is_asked_for(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es", two_reviewers=True)
    await translate_all(world)
    await spoil(world, "DELETE FROM localization.post_edits WHERE tenant_id = :tenant")
    assert ("unqueued", 5) in await kinds(world, editor)
    await mend(world, editor)
    assert len((await editor.get("/api/post-edits?kind=review")).json()) == 5


async def test_units_that_were_lost_are_translated_anew(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    await spoil(world, "DELETE FROM localization.post_edits WHERE tenant_id = :tenant")
    await spoil(world, "DELETE FROM localization.units WHERE tenant_id = :tenant")
    assert await kinds(world, editor) == [("unasked", 5)]
    await mend(world, editor)
    assert await kinds(world, editor, closely=True) == []
    assert len((await editor.get("/api/post-edits")).json()) == 5


async def test_request_that_got_stuck_is_driven_to_its_end(world: World) -> None:
    draft = await published(world)
    editor = await world.someone("editor")
    values = f":tenant, '{draft.document.course}', 'es', '{draft.document.objects[0].id}', now()"
    await spoil(
        world,
        f"INSERT INTO localization.requests (tenant_id, course, locale, object, at) VALUES ({values})",
    )
    assert await kinds(world, editor) == []
    await age(world)
    assert await kinds(world, editor) == [("stuck", 1)]
    await mend(world, editor)
    assert await kinds(world, editor) == []


async def test_revision_that_was_never_cut_is_cut(world: World) -> None:
    draft = await published(world)
    editor = await world.someone("editor")
    await spoil(world, "UPDATE localization.courses SET cut = NULL WHERE tenant_id = :tenant")
    assert ("uncut", 1) in await kinds(world, editor)
    await mend(world, editor)
    assert await kinds(world, editor) == []
    assert draft.document.course == world.events(LocaleReady)[-1].course


async def test_edition_that_nobody_put_together_is_published(world: World) -> None:
    await published(world)
    editor = await world.someone("editor")
    stale = "published_change = -1, published_checksum = NULL"
    await spoil(world, f"UPDATE localization.locales SET {stale} WHERE tenant_id = :tenant")
    assert await kinds(world, editor) == []
    await forget_age(world)
    assert await kinds(world, editor) == [("stale", 1)]
    await mend(world, editor)
    assert len(world.events(LocaleReady)) == 2
    assert await kinds(world, editor) == []


async def test_locale_of_readers_that_nobody_wants_is_taken_back(world: World) -> None:
    await published(world)
    editor = await world.someone("editor")
    await spoil(world, "UPDATE localization.locales SET active = false WHERE tenant_id = :tenant")
    assert await kinds(world, editor) == [("orphaned_edition", 1)]
    await mend(world, editor)
    [removed] = world.events(LocaleRemoved)
    assert removed.locale == "es"


async def test_units_of_a_locale_that_never_was_are_taken_away(world: World) -> None:
    await published(world)
    editor = await world.someone("editor")
    await spoil(
        world,
        """INSERT INTO localization.units SELECT tenant_id, gen_random_uuid(), segment, course, object, 'fr',
        state, source, target, origin, engine, score, checks, by, version, changed_at
        FROM localization.units WHERE tenant_id = :tenant""",
    )
    assert await kinds(world, editor) == [("orphaned_units", 5)]
    await mend(world, editor)
    assert await kinds(world, editor) == []


async def test_units_that_differ_from_the_log_are_rebuilt_by_an_administrator(world: World) -> None:
    await published(world)
    editor, administrator = await world.someone("editor"), await world.someone("administrator")
    await spoil(world, "UPDATE localization.units SET target = 'x' WHERE tenant_id = :tenant")
    await look(world, editor, closely=True)
    [one] = await look(world, editor)
    assert (one["kind"], one["count"]) == ("units_differ", 5)
    assert (await editor.post(f"{FINDINGS}/{one['id']}/repair")).status_code == 403
    assert (await editor.post(f"{FINDINGS}/repairs")).json() == {"asked": 0}
    assert (await administrator.post(f"{FINDINGS}/repairs")).json() == {"asked": 1}
    assert await kinds(world, administrator, closely=True) == []


async def test_log_that_was_changed_is_named_and_left_to_people(world: World) -> None:
    await published(world)
    administrator = await world.someone("administrator")
    await spoil(world, "DELETE FROM localization.changes WHERE tenant_id = :tenant AND number = 4")
    await look(world, administrator, closely=True)
    [one] = await look(world, administrator)
    assert (one["kind"], one["count"]) == ("log_broken", 4)
    refused = await administrator.post(f"{FINDINGS}/{one['id']}/repair")
    assert (refused.status_code, refused.json()["code"]) == (409, "finding.by_hand")
    page = await administrator.get("/translation/repairs", headers={"accept": "text/html"})
    assert "Restore it from a backup" in page.text


@pytest.mark.parametrize("gone", [True, False])
async def test_document_that_was_lost_or_damaged_is_made_anew(world: World, gone: bool) -> None:
    await published(world)
    editor = await world.someone("editor")
    key = world.events(LocaleReady)[-1].document_key
    await world.objects.private.delete(key)
    if not gone:
        await world.objects.private.put(key, b"{}", "application/json")
    assert await kinds(world, editor, closely=True) == [("document_damaged", 1)]
    await mend(world, editor)
    first, second = world.events(LocaleReady)
    assert (first.revision, second.revision) == (1, 2)
    assert await kinds(world, editor, closely=True) == []


async def test_edition_that_delivery_lost_is_told_again(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    await translate_all(world)
    [ready] = world.events(LocaleReady)
    await world.publish(
        PublicationFailed(
            publication=ready.publication,
            course=ready.course,
            revision=1,
            locale="es",
            code="object.corrupt",
        )
    )
    await world.quiet()
    assert await kinds(world, editor) == []
    await age(world)
    assert await kinds(world, editor) == [("lost", 1)]
    await mend(world, editor)
    again = world.events(LocaleReady)[-1]
    assert again.publication > ready.publication
    await deliver(world)
    assert await kinds(world, editor) == []


async def test_version_that_somebody_rolled_back_to_is_told_and_stays_unless_they_say_so(
    world: World,
) -> None:
    draft = await published(world)
    editor = await world.someone("editor")
    await world.publish(activated(draft, version=7, activation=2))
    await world.quiet()
    assert await kinds(world, editor) == [("other_version", 1)]
    assert (await editor.post(f"{FINDINGS}/repairs")).json() == {"asked": 0}
    await mend(world, editor)
    assert len(world.events(LocaleReady)) == 2


def activated(draft: Draft, version: int, activation: int) -> ManifestActivated:
    return ManifestActivated(
        content=draft.document.course,
        course=draft.document.course,
        locale="es",
        version=version,
        revision=1,
        key="k",
        checksum="c",
        tag="t",
        title="Optics",
        activation=activation,
    )


async def test_all_is_mended_at_once_from_the_page(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    await want(world, draft, "ar")
    await spoil(world, "DELETE FROM localization.post_edits WHERE tenant_id = :tenant")
    asked = {"accept": "text/html"}
    await editor.post("/translation/repairs/look", data={"go": "1"})
    page = await editor.get("/translation/repairs", headers=asked)
    assert "2 things are not as they should be" in page.text
    assert "Repair all 2" in page.text
    answer = await editor.post("/translation/repairs/all", data={"go": "1"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/translation/repairs")
    await world.quiet()
    assert "Asked for" in (await editor.get("/translation/repairs", headers=asked)).text
    assert await kinds(world, editor) == []


async def test_archived_course_is_translated_no_more_and_taken_back_from_readers(world: World) -> None:
    draft = await published(world)
    editor = await world.someone("editor")
    await world.publish(CourseArchived(course=draft.document.course))
    await world.quiet()
    [removed] = world.events(LocaleRemoved)
    assert (removed.course, removed.locale) == (draft.document.course, "es")
    assert (await editor.get(f"/api/courses/{draft.document.course}/locales")).json() == []
    again = await editor.put(f"/api/courses/{draft.document.course}/locales/es", json={})
    assert (again.status_code, again.json()["code"]) == (409, "localization.course_archived")


async def test_course_that_was_taken_back_is_translated_again_where_it_is_wanted(world: World) -> None:
    draft = await published(world)
    course = draft.document.course
    editor = await world.someone("editor")
    await world.publish(CourseArchived(course=course, change=4))
    await world.quiet()
    await world.publish(CourseRestored(course=course, change=7))
    await world.quiet()
    await want(world, draft, "es")
    [first, second] = world.events(LocaleReady)
    assert first.publication < second.publication
    await world.publish(CourseArchived(course=course, change=5))
    await world.quiet()
    assert len((await editor.get(f"/api/courses/{course}/locales")).json()) == 1


async def test_locale_that_is_wanted_again_is_told_again_though_it_says_the_same(world: World) -> None:
    draft = await published(world)
    editor = await world.someone("editor")
    address = f"/api/courses/{draft.document.course}/locales/es"
    assert (await editor.delete(address)).status_code == 204
    await world.quiet()
    await want(world, draft, "es")
    first, second = world.events(LocaleReady)
    [removed] = world.events(LocaleRemoved)
    assert removed.before is not None
    assert first.publication < removed.before < second.publication


async def test_job_looks_at_every_tenant_and_metrics_tell_what_it_found(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    await spoil(world, "DELETE FROM localization.post_edits WHERE tenant_id = :tenant")
    await look_into_everything(world.db("localization"), world.objects)
    await look_around(world.db("localization"))
    # At once: another stage of this process tells its own figures by the same names.
    assert (REGISTRY.get_sample_value("stoa_localization_findings", {"kind": "unqueued"}) or 0) >= 1
    reached = {"locale": "es", "reached": "any"}
    assert (REGISTRY.get_sample_value("stoa_localization_segments", reached) or 0) >= 5
    seen = (await editor.get(FINDINGS)).json()
    assert [one["kind"] for one in seen["found"]] == ["unqueued"]
    assert set(seen["looks"]) == {"glance", "closely"}


async def test_finding_of_another_tenant_is_none(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    await spoil(world, "DELETE FROM localization.post_edits WHERE tenant_id = :tenant")
    [one] = await look(world, editor)
    stranger = await world.someone("administrator", tenant=world.new_tenant())
    assert (await stranger.get(FINDINGS)).json()["found"] == []
    for wanted in (UUID(one["id"]), new_id()):
        assert (await stranger.post(f"{FINDINGS}/{wanted}/repair")).status_code == 404


async def test_translators_do_not_repair(world: World) -> None:
    translator = await world.someone("translator")
    assert (await translator.get(FINDINGS)).status_code == 403
    assert (await translator.get("/translation/repairs")).status_code == 403
