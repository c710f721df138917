"""Files of translations come into the memory and out of it again."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from stoa.runtime.caller import Caller
from stoa.services.localization.commands import reading
from stoa.services.localization.commands.memory_file import IntoMemory
from stoa.services.localization.domain.exchange.files import read
from stoa.services.localization.domain.exchange.parts import units
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.tables import files
from tests.services.counting import statements
from tests.services.localization.courses import accept, claim, publish, text_course, want
from tests.world import Someone, World

_PAGE = {"accept": "text/html"}


def tmx(*pairs: tuple[str, str], source: str = "en", target: str = "es") -> bytes:
    tuv = '<tuv xml:lang="{}"><seg>{}</seg></tuv>'
    said = "".join(f"<tu>{tuv.format(source, one)}{tuv.format(target, other)}</tu>" for one, other in pairs)
    return (
        f'<?xml version="1.0"?><tmx version="1.4"><header srclang="{source}"/><body>{said}</body></tmx>'
    ).encode()


async def send(someone: Someone, data: bytes, **fields: str) -> str:
    answer = await someone.post("/api/memory/files", files={"file": ("memory.tmx", data)}, data=fields)
    assert answer.status_code == 202, answer.text
    return f"/api/translation-files/{answer.json()['file']}"


async def bring(world: World, data: bytes, **fields: str) -> tuple[dict[str, Any], str]:
    """The report of the file, when it is over, and its address."""
    translator = await world.someone("translator")
    address = await send(translator, data, **fields)
    await world.quiet()
    report: dict[str, Any] = (await translator.get(address)).json()
    return report, address


def counts(report: dict[str, Any]) -> dict[tuple[str, str, str], int]:
    return {(one["source"], one["target"], one["outcome"]): one["count"] for one in report["counts"]}


@pytest.mark.parametrize("shape", ["course:{}", "course:{{{}}}", "course:urn:uuid:{}"])
async def test_what_a_file_says_of_a_course_is_found_however_its_id_is_written(
    world: World, shape: str
) -> None:
    await publish(world, draft := text_course("<p>It bends.</p>"))
    course = str(draft.document.course)
    written = shape.format(course.upper())
    await bring(world, tmx(("It bends.", "Se dobla.")), scope=written)
    editor = await want(world, draft, "es")
    [held] = (await editor.get("/api/memory")).json()
    assert held["scope"] == f"course:{course}"
    units = (await editor.get(f"/api/courses/{course}/units?locale=es")).json()
    assert {one["source"]["text"]: one["unit"]["target"] for one in units}["It bends."] == "Se dobla."
    asked = {"source": "en", "target": "es", "within": written}
    assert "Se dobla." in (await editor.get("/api/memory/tmx", params=asked)).text
    odd = await editor.get("/api/memory/tmx", params={**asked, "within": "domain:Optics"})
    assert (odd.status_code, odd.json()["field"], "small letters" in odd.text) == (422, "within", True)


async def test_file_comes_into_the_memory_and_its_report_says_what_became_of_every_unit(world: World) -> None:
    bold = '<bpt i="1">&lt;b&gt;</bpt>{}<ept i="1">&lt;/b&gt;</ept>'
    data = tmx(
        ("Light bends.", "La luz se dobla."),
        ("Light bends.", "La luz se dobla."),
        (f"Light is {bold.format('fast')}.", f"La luz es {bold.format('rápida')}."),
        (f"Light is {bold.format('slow')}.", "La luz es lenta."),
        ("Nothing", ""),
        ("42", "42"),
    )
    report, address = await bring(world, data)
    assert (report["state"], report["done"], report["total"]) == ("done", 6, 6)
    assert counts(report) == {("en", "es", "taken"): 2, ("en", "es", "known"): 1, ("en", "es", "refused"): 3}
    translator = await world.someone("translator")
    entries = (await translator.get(f"{address}/entries?outcome=refused")).json()["entries"]
    assert [(one["code"], one["source"]) for one in entries] == [
        ("memory.codes", "Light is slow."),
        ("memory.no_target", "Nothing"),
        ("memory.no_words", "42"),
    ]
    [held] = (await translator.get("/api/memory")).json()
    assert (held["source"], held["target"], held["scope"], held["units"], held["imported"]) == (
        "en",
        "es",
        "tenant",
        2,
        2,
    )


async def test_same_file_again_changes_nothing(world: World) -> None:
    data = tmx(("Light bends.", "La luz se dobla."), ("Light bends.", "La luz se curva."))
    first, _ = await bring(world, data)
    before = (await (await world.someone("translator")).get("/api/memory")).json()
    again, _ = await bring(world, data)
    assert (counts(first), counts(again)) == ({("en", "es", "taken"): 2}, {("en", "es", "known"): 2})
    assert (await (await world.someone("translator")).get("/api/memory")).json() == before


async def test_what_people_approved_stands_before_what_a_file_says(world: World) -> None:
    await publish(world, draft := text_course("<p>Light bends.</p>"))
    await want(world, draft, "es")
    translator = await world.someone("translator")
    for one in await claim(translator, count=50):
        await accept(translator, one, one["source"]["text"].upper())
    await bring(world, tmx(("Light bends.", "La luz se dobla.")))
    await publish(world, other := text_course("<p>Light bends.</p><p>And more of it.</p>"))
    await want(world, other, "es")
    listed = (await translator.get(f"/api/courses/{other.document.course}/units?locale=es")).json()
    targets = {one["source"]["text"]: one["unit"]["target"] for one in listed}
    assert targets["Light bends."] == "LIGHT BENDS."


async def test_file_helps_a_course_that_comes_later_letter_by_letter(world: World) -> None:
    data = tmx(("Light bends.", "La luz se dobla."), source="en-US", target="es-ES")
    report, _ = await bring(world, data, taken_as="en es")
    assert counts(report) == {("en", "es", "taken"): 1}
    await publish(world, draft := text_course("<p>Light bends.</p>"))
    editor = await want(world, draft, "es")
    listed = (await editor.get(f"/api/courses/{draft.document.course}/units?locale=es")).json()
    [one] = [one["unit"] for one in listed if one["source"]["text"] == "Light bends."]
    assert (one["target"], one["origin"], one["state"]) == ("La luz se dobla.", "exact", "translated")


async def test_offer_and_occurrence_that_a_file_brought_name_the_file_and_the_day(world: World) -> None:
    await bring(world, tmx(("It bends.", "Se dobla.")))
    await publish(world, draft := text_course("<p>It bends.</p>"))
    editor = await want(world, draft, "es")
    units = (await editor.get(f"/api/courses/{draft.document.course}/units?locale=es")).json()
    [unit] = [one["unit"]["id"] for one in units if one["source"]["text"] == "It bends."]
    [offer] = (await editor.get(f"/api/units/{unit}")).json()["offers"]
    assert (offer["origin"], offer["file"], offer["course"]) == ("exact", "memory.tmx", "")
    day = f'datetime="{offer["at"][:10]}'
    page = (await editor.get(f"/translation/units/{unit}", headers=_PAGE)).text
    assert "<bdi>memory.tmx</bdi>" in page
    assert day in page
    words = {"words": "bends"}
    found = (await editor.get(f"/api/units/{unit}/concordance", params=words)).json()
    assert [one["file"] for one in found["occurrences"]] == ["memory.tmx"]
    part = await editor.get(f"/translation/units/{unit}/concordance", params=words, headers=_PAGE)
    assert "<bdi>memory.tmx</bdi>" in part.text


async def test_fuzzy_index_that_is_open_already_finds_what_a_file_brought(world: World) -> None:
    await publish(world, draft := text_course("<p>Look.</p>"))
    await want(world, draft, "es")
    await bring(world, tmx(("Something else is said here.", "Aquí se dice otra cosa.")))
    index = world.process.given["localization"]["index"]
    async with asyncio.timeout(60):
        while not await index.known_until(world.tenant, LocalePair("en", "es")):
            await asyncio.sleep(0.1)
    said = ("The light of the sun reaches us in eight minutes.", "La luz del sol nos llega en ocho minutos.")
    await bring(world, tmx(said))
    nearly = next(iter(units(read([tmx(("The light of the sun reaches us in nine minutes.", "-"))])))).source
    async with asyncio.timeout(60):
        while True:
            [offers] = await index.look_up(world.tenant, LocalePair("en", "es"), ["tenant"], [nearly])
            if offers:
                break
            await asyncio.sleep(0.1)
    assert offers[0].target.text.startswith("La luz del sol")


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx version="1.4"/>', "localization.exchange.entity"),
        (tmx(("Light bends.", "La luz se dobla."))[:-12], "localization.exchange.broken"),
        (b"<html/>", "localization.exchange.root"),
        (b"PK\x03\x04", "localization.exchange.broken"),
    ],
)
async def test_file_that_is_broken_or_hostile_is_refused_whole_with_its_reason(
    world: World, data: bytes, code: str
) -> None:
    report, address = await bring(world, data)
    assert (report["state"], report["code"], report["counts"]) == ("refused", code, [])
    translator = await world.someone("translator")
    assert (await translator.get("/api/memory")).json() == []
    page = await translator.get(f"/translation/files/{address.rpartition('/')[2]}", headers=_PAGE)
    assert "Refused. Nothing was changed." in page.text


async def test_file_that_was_begun_goes_on_where_it_was(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "AT_ONCE", 2)
    data = tmx(*((f"Sentence {'a' * n} here.", f"Frase {'a' * n} aquí.") for n in range(1, 8)))
    report, address = await bring(world, data)
    assert counts(report) == {("en", "es", "taken"): 7}
    about = address.rpartition("/")[2]
    some = [{"source": "en", "target": "es", "outcome": "taken", "count": 4}]
    async with world.db("localization").work(Caller(tenant=world.tenant)) as work:
        begun = {"done": 4, "counts": some, "finished_at": None, "state": "reading"}
        await work.run(update(files).where(files.c.id == about).values(**begun))
    await reading.read_file(
        world.db("localization"),
        world.objects,
        Caller(tenant=world.tenant),
        UUID(report["id"]),
        lambda _: IntoMemory(),
    )
    again = (await (await world.someone("translator")).get(address)).json()
    assert counts(again) == {("en", "es", "taken"): 4, ("en", "es", "known"): 3}


async def test_batch_of_a_file_takes_the_same_statements_whatever_it_holds(world: World) -> None:
    async def spent(count: int) -> int:
        await world.quiet()
        with statements(world, "localization") as executed:
            await bring(
                world, tmx(*((f"Number {'b' * n} of {count}.", f"Número {n}.") for n in range(1, count)))
            )
        return len(executed)

    assert await spent(4) == await spent(200)


async def test_memory_goes_out_as_tmx_and_comes_in_again_as_it_was(world: World) -> None:
    bold = '<bpt i="1">&lt;b&gt;</bpt>{}<ept i="1">&lt;/b&gt;</ept>'
    data = tmx(
        ("Light bends &amp; turns.", "La luz se dobla."),
        (f"It is {bold.format('so')}.", f"{bold.format('Así')} es."),
    )
    await bring(world, data, scope="domain:optics")
    translator = await world.someone("translator")
    answer = await translator.get("/api/memory/tmx?source=en&target=es&within=domain:optics")
    assert answer.headers["content-disposition"] == 'attachment; filename="memory-en-es.tmx"'
    came = {(one.source.text, one.target and one.target.text) for one in units(read([answer.content]))}
    assert came == {(one.source.text, one.target and one.target.text) for one in units(read([data]))}
    again, _ = await bring(world, answer.content, scope="domain:optics")
    assert counts(again) == {("en", "es", "known"): 2}
    nothing = await translator.get("/api/memory/tmx?source=en&target=fr")
    assert list(units(read([nothing.content]))) == []


async def test_places_and_files_that_cannot_be_are_refused_beside_their_field(world: World) -> None:
    translator = await world.someone("translator")
    for fields, code in (
        ({"scope": "everywhere"}, "memory.scope"),
        ({"scope": "course:0198c0de-0000-7000-8000-000000000000"}, "localization.course_unknown"),
        ({"taken_as": "klingon"}, "locale.malformed"),
    ):
        answer = await translator.post("/api/memory/files", files={"file": ("a.tmx", tmx())}, data=fields)
        assert answer.json()["code"] == code
    answer = await translator.post("/api/memory/files", files={"file": ("a.tmx", b"")})
    assert answer.json()["code"] == "file.empty"
    assert (await translator.post("/api/memory/files", data={"scope": ""})).json()["code"] == "file.missing"


async def test_page_of_the_memory_is_empty_then_lists_pairs_and_files(world: World) -> None:
    translator = await world.someone("translator")
    empty = (await translator.get("/translation/memory", headers=_PAGE)).text
    assert "The memory is empty" in empty
    assert 'href="/translation/memory/import"' in empty
    form = (await translator.get("/translation/memory/import", headers=_PAGE)).text
    assert 'name="file"' in form
    _, address = await bring(world, tmx(("Light bends.", "La luz se dobla."), ("7", "7")))
    full = (await translator.get("/translation/memory", headers=_PAGE)).text
    assert "Spanish" in full
    assert "/api/memory/tmx?source=en&amp;target=es&amp;within=tenant" in full
    assert "memory.tmx" in full
    report = (await translator.get(f"/translation/files/{address.rpartition('/')[2]}", headers=_PAGE)).text
    assert "There is no word in it to translate." in report


async def test_memory_and_its_files_are_of_the_tenant_and_of_those_who_translate(world: World) -> None:
    _, address = await bring(world, tmx(("Light bends.", "La luz se dobla.")))
    for role in ("learner", "instructor", "manager", "proctor"):
        someone = await world.someone(role)
        for path in ("/api/memory", "/api/memory/tmx?source=en&target=es", address, f"{address}/entries"):
            assert (await someone.get(path)).status_code == 403
        assert (await someone.post("/api/memory/files", files={"file": ("a.tmx", tmx())})).status_code == 403
    stranger = await world.someone("translator", tenant=world.new_tenant())
    assert (await stranger.get("/api/memory")).json() == []
    assert (await stranger.get(address)).status_code == 404
