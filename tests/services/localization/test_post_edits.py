"""Translators work at what waits; what they accept makes a locale ready, and is never asked again."""

import pytest
from sqlalchemy import text

from stoa.contracts.content import TextObject, VideoObject
from stoa.contracts.localization import LocaleReady, PostEditAccepted, SegmentsChanged
from stoa.kernel.captions import read_captions
from stoa.kernel.ids import new_id
from stoa.services.localization.store.post_edits import claim_next
from tests.services.localization.courses import (
    TEXT,
    accept,
    claim,
    publish,
    ready_document,
    text_course,
    translate_all,
    want,
    whole_course,
)
from tests.world import Someone, World


async def test_course_that_people_translated_is_ready_in_the_locale(world: World) -> None:
    draft = whole_course()
    await publish(world, draft)
    await want(world, draft, "es")
    await translate_all(world)
    [ready] = world.events(LocaleReady)
    assert (ready.locale, ready.revision, ready.share) == ("es", 1, 1.0)
    document = await ready_document(world)
    text, film, items = document.objects
    assert (document.title, document.skills[0].title) == ("OPTICS", "OPTICS")
    assert isinstance(text, TextObject)
    assert text.html == (
        '<p>LIGHT IS <b>FAST</b>. SEE <a href="https://example.org">MORE</a>.</p><p>IT BENDS.</p>'
    )
    assert isinstance(film, VideoObject)
    assert set(film.captions) == {"en", "es"}
    named = {entry.name: entry for entry in document.media}
    cues = read_captions(await world.objects.private.get(named[film.captions["es"]].key))
    assert [(cue.at_s, cue.text, cue.speaker) for cue in cues] == [
        (1.0, "LIGHT BENDS.", "Ada"),
        (3.5, "WATCH IT.", ""),
    ]
    assert [choice.html for choice in items.item_set.items[0].choices] == ["VERY FAST", "300"]  # type: ignore[union-attr]


async def test_one_changed_sentence_makes_one_unit_stale_and_the_old_edition_stays_until_it_is_done(
    world: World,
) -> None:
    draft = whole_course()
    await publish(world, draft)
    editor = await want(world, draft, "es")
    translator = await translate_all(world)
    await publish(world, draft.with_text(TEXT.replace("It bends.", "It bends a little.")))
    changed = world.events(SegmentsChanged)[-1]
    assert (changed.added, changed.changed, changed.removed) == (0, 1, 0)
    [standing] = (await editor.get(f"/api/courses/{draft.document.course}/locales")).json()
    assert (standing["segments"], standing["translated"], standing["queued"]) == (14, 13, 1)
    assert len(world.events(LocaleReady)) == 1
    [task] = await claim(translator, count=20)
    assert task["source"]["text"] == "It bends a little."
    await accept(translator, task, "SE DOBLA.")
    await world.quiet()
    assert [fact.revision for fact in world.events(LocaleReady)] == [1, 2]
    text = (await ready_document(world)).objects[0]
    assert "SE DOBLA." in text.html  # type: ignore[union-attr]


async def test_what_was_reviewed_once_is_not_asked_again_in_another_course(world: World) -> None:
    await publish(world, first := text_course())
    await want(world, first, "es")
    await translate_all(world)
    await publish(world, second := text_course())
    await want(world, second, "es")
    assert len(world.events(PostEditAccepted)) == 5
    assert [fact.course for fact in world.events(LocaleReady)] == [
        first.document.course,
        second.document.course,
    ]


async def test_same_sentence_twice_in_a_course_is_translated_once(world: World) -> None:
    await publish(world, draft := text_course("<p>Look.</p><p>Look.</p><p>Look.</p>"))
    await want(world, draft, "es")
    await translate_all(world)
    assert len(world.events(PostEditAccepted)) == 3
    assert len(world.events(LocaleReady)) == 1


async def test_write_over_a_version_that_was_not_seen_is_refused_and_told_what_is_there(world: World) -> None:
    await publish(world, draft := text_course())
    await want(world, draft, "es")
    one, other = await world.someone("translator"), await world.someone("translator")
    [task] = await claim(one)
    await accept(one, task, "UNO")
    said = {"target": "OTRO", "source": task["source"]["checksum"], "version": task["unit"]["version"]}
    answer = await other.post(f"/api/units/{task['unit']['id']}/accept", json=said)
    assert (answer.status_code, answer.json()["code"]) == (409, "unit.changed")


async def test_unit_that_one_person_has_is_given_to_nobody_else_until_it_is_given_back(world: World) -> None:
    await publish(world, draft := text_course("<p>Look.</p>"))
    await want(world, draft, "es")
    one, other = await world.someone("translator"), await world.someone("translator")
    held = await claim(one, count=50)
    assert len(held) == 3
    assert await claim(other) == []
    unit = held[0]["unit"]["id"]
    taken = await other.post(f"/api/units/{unit}/claim")
    assert (taken.status_code, taken.json()["code"]) == (409, "post_edit.taken")
    await one.put(f"/api/units/{unit}/draft", json={"target": "Mira"})
    assert (await one.post(f"/api/units/{unit}/skip")).status_code == 204
    [task] = await claim(other)
    assert (task["unit"]["id"], task["waiting"]["draft"], task["waiting"]["skipped"]) == (unit, "Mira", 1)


async def test_queue_follows_the_text_also_after_it_was_put_in_another_order(world: World) -> None:
    await publish(world, draft := text_course("<p>One.</p><p>Two.</p><p>Three.</p>"))
    await want(world, draft, "es")
    translator = await world.someone("translator")
    assert await in_the_queue(translator) == ["Optics", "Light", "One.", "Two.", "Three."]
    await publish(world, draft.with_text("<p>Four.</p><p>Three.</p><p>One.</p>"))
    assert await in_the_queue(translator) == ["Optics", "Light", "Four.", "Three.", "One."]
    [task] = await claim(translator)
    assert task["source"]["text"] == "Optics"
    assert (await translator.post(f"/api/units/{task['unit']['id']}/skip")).status_code == 204
    assert await in_the_queue(translator) == ["Light", "Four.", "Three.", "One.", "Optics"]


async def in_the_queue(translator: Someone) -> list[str]:
    waiting = (await translator.get("/api/post-edits?locale=es")).json()
    return [one["source"]["text"] for one in waiting]


async def test_target_that_lost_its_codes_is_refused_by_name(world: World) -> None:
    await publish(world, draft := text_course())
    await want(world, draft, "es")
    translator = await world.someone("translator")
    task = next(one for one in await claim(translator, count=50) if one["source"]["codes"])
    said = {"target": "sin", "source": task["source"]["checksum"], "version": task["unit"]["version"]}
    answer = await translator.post(f"/api/units/{task['unit']['id']}/accept", json=said)
    assert (answer.status_code, answer.json()["code"]) == (422, "unit.breaks_page")
    insisted = await translator.post(f"/api/units/{task['unit']['id']}/accept", json={**said, "insist": True})
    assert insisted.json()["code"] == "unit.breaks_page"


async def test_person_may_insist_on_what_the_checks_doubt(world: World) -> None:
    await publish(world, draft := text_course("<p>It takes 8 minutes.</p>"))
    await want(world, draft, "es")
    translator = await world.someone("translator")
    task = next(one for one in await claim(translator, count=50) if "8" in one["source"]["text"])
    said = {
        "target": "Tarda unos minutos.",
        "source": task["source"]["checksum"],
        "version": task["unit"]["version"],
    }
    doubted = await translator.post(f"/api/units/{task['unit']['id']}/accept", json=said)
    assert (doubted.status_code, doubted.json()["code"]) == (422, "unit.checks")
    taken = await accept(translator, task, "Tarda unos minutos.")
    assert [one["check"] for one in taken["checks"] if one["severity"] == "stops"] == ["numbers"]


@pytest.mark.parametrize(("policy", "meanwhile"), [("reviewed", 0), ("translated", 1), ("fallback", 1)])
async def test_where_two_have_to_look_the_second_is_another_person(
    world: World, policy: str, meanwhile: int
) -> None:
    await publish(world, draft := text_course("<p>Look.</p>"))
    editor = await want(world, draft, "es", policy=policy, two_reviewers=True)
    one = await translate_all(world)
    [standing] = (await editor.get(f"/api/courses/{draft.document.course}/locales")).json()
    assert (standing["translated"], standing["reviewed"], standing["queued"]) == (3, 0, 3)
    assert len(world.events(LocaleReady)) == meanwhile
    assert await claim(one) == []
    await want(world, draft, "es", policy=policy, two_reviewers=True, priority=7)
    assert await claim(one) == []
    [*_, mine] = (await one.get(f"/api/courses/{draft.document.course}/units?locale=es")).json()
    address = f"/api/units/{mine['unit']['id']}"
    taken_up = (await one.post(f"{address}/claim")).json()
    amended = await accept(one, taken_up, "Mira bien.")
    assert (amended["state"], amended["target"]) == ("translated", "Mira bien.")
    await world.quiet()
    await translate_all(
        world, lambda text: "Mira bien." if text == taken_up["source"]["text"] else text.upper()
    )
    [standing] = (await editor.get(f"/api/courses/{draft.document.course}/locales")).json()
    assert (standing["reviewed"], standing["queued"]) == (3, 0)
    # Readers who had it already have what was amended, too.
    assert len(world.events(LocaleReady)) == 1 + meanwhile


async def test_when_one_person_is_enough_again_nobody_is_asked_for_a_second_look(world: World) -> None:
    await publish(world, draft := text_course("<p>Look.</p>"))
    await want(world, draft, "es", two_reviewers=True)
    await translate_all(world)
    editor = await want(world, draft, "es")
    [standing] = (await editor.get(f"/api/courses/{draft.document.course}/locales")).json()
    assert (standing["translated"], standing["queued"]) == (3, 0)


async def test_translation_that_a_reviewer_rejects_goes_back_with_the_reason(world: World) -> None:
    await publish(world, draft := text_course("<p>Look.</p>"))
    await want(world, draft, "es", policy="reviewed", two_reviewers=True)
    one = await translate_all(world)
    other = await world.someone("translator")
    [task] = await claim(other)
    unit = task["unit"]["id"]
    said = {"version": task["unit"]["version"], "why": "Say it as in the film."}
    rejected = await other.post(f"/api/units/{unit}/reject", json=said)
    assert (rejected.status_code, rejected.json()["state"]) == (200, "initial")
    [again] = await claim(one)
    desk = (await one.get(f"/api/units/{unit}")).json()
    assert again["unit"]["id"] == unit
    assert [comment["text"] for comment in desk["comments"]] == ["Say it as in the film."]
    assert [past["action"] for past in desk["history"]] == ["proposed", "accepted", "rejected"]


async def test_people_without_a_role_for_it_neither_see_nor_change_translations(world: World) -> None:
    await publish(world, draft := text_course())
    editor = await want(world, draft, "es")
    course = draft.document.course
    unit = (await editor.get("/api/post-edits")).json()[0]["unit"]["id"]
    for role in ("learner", "instructor", "manager", "proctor"):
        someone = await world.someone(role)
        for answer in (
            await someone.get("/api/post-edits"),
            await someone.get(f"/api/units/{unit}"),
            await someone.get(f"/api/courses/{course}/locales"),
            await someone.put(f"/api/courses/{course}/locales/fr", json={}),
            await someone.post("/api/post-edits/claims", json={"locales": ["es"]}),
        ):
            assert answer.status_code == 403
    translator = await world.someone("translator")
    assert (await translator.put(f"/api/courses/{course}/locales/fr", json={})).status_code == 403
    stranger = await world.someone("translator", tenant=world.new_tenant())
    assert (await stranger.get(f"/api/units/{unit}")).status_code == 404
    assert (await stranger.get("/api/post-edits")).json() == []


async def test_claim_takes_as_many_as_asked_for_whatever_the_plan(world: World) -> None:
    await publish(world, draft := text_course("".join(f"<p>Sentence {'a' * n}.</p>" for n in range(1, 9))))
    await want(world, draft, "es")
    someone = await world.someone("translator")
    async with world.db("localization").work(world.caller()) as work:
        for join in ("hashjoin", "mergejoin", "hashagg", "sort", "material"):
            await work.run(text(f"SET LOCAL enable_{join} = off"))
        assert len(await claim_next(work, someone.person, ["es"], None, 1)) == 1
        assert len(await claim_next(work, new_id(), ["es"], None, 3)) == 3
