"""Passages of the course that help, each with the place to cite."""

import msgspec
import pytest

from stoa.contracts.shown import ShownText, ShownVoucher
from stoa.runtime.vouchers import Vouchers
from stoa.services.adaptive.domain.passages import of_cues, of_page
from tests.services.adaptive.learner import Class, open_class
from tests.services.tracking.publishing import Course
from tests.world import World

_RAYS = b"""
<h2 id="p-1">Straight lines</h2>
<p id="p-2">Light travels in straight lines from every lamp, which is why shadows have edges that can be drawn
with a ruler, and why you cannot see around a corner without help from something shiny that sends it on.</p>
<h2 id="p-3">Mirrors send it back</h2>
<p id="p-4">A mirror reflects a ray at the angle at which it came. The angle of incidence equals the angle of
reflection.</p>
"""


async def _with_rays(world: World) -> Class:
    course = (
        Course().block("light").text("rays", parent="light").text("prisms", parent="light").items("check")
    )
    course.pages["rays/standard.html"] = _RAYS
    course.pages["prisms/standard.html"] = b'<p id="p-1">A prism bends colours apart, violet the most.</p>'
    return await open_class(world, course)


async def test_passage_is_found_with_its_place(world: World) -> None:
    school = await _with_rays(world)
    learner = await school.learner()
    address = f"/api/adaptive/registrations/{learner.registration}/passages"
    words = "At which angle does a mirror reflect a ray?"
    found = await learner.who.get(address, params={"object": str(school.course.at("check")), "words": words})
    assert found.status_code == 200, found.text
    best = found.json()[0]
    assert best["object"] == str(school.course.at("rays"))
    assert best["heading"] == "Mirrors send it back"
    assert best["anchor"] == "p-4"
    assert "angle of incidence" in best["text"]


async def test_without_words_it_is_what_teaches_the_object(world: World) -> None:
    school = await _with_rays(world)
    learner = await school.learner()
    address = f"/api/adaptive/registrations/{learner.registration}/passages"
    found = (await learner.who.get(address, params={"object": str(school.course.at("check"))})).json()
    assert [one["object"] for one in found] == [str(school.course.at("prisms"))]


_SOURCES = b'<p id="p-1">Mirror, ray, angle: see the works on mirrors, rays and angles named here.</p>'


async def _cited(world: World, course: Course) -> list[str]:
    """Titles of what helps with mirrors, by a learner at the check."""
    school = await open_class(world, course)
    learner = await school.learner()
    address = f"/api/adaptive/registrations/{learner.registration}/passages"
    asked = {"object": str(course.at("check")), "words": "At which angle does a mirror reflect a ray?"}
    return [one["title"] for one in (await learner.who.get(address, params=asked)).json()]


async def test_what_trains_nothing_and_counts_nowhere_is_not_cited(world: World) -> None:
    course = Course().text("rays").text("sources", skills=(), required=False).items("check")
    course.pages |= {"rays/standard.html": _RAYS, "sources/standard.html": _SOURCES}
    assert set(await _cited(world, course)) == {"Rays"}


@pytest.mark.parametrize(("skills", "required"), [(("seeing",), False), ((), True)])
async def test_what_trains_or_counts_is_cited(world: World, skills: tuple[str, ...], required: bool) -> None:
    course = Course().text("sources", skills=skills, required=required).text("rays").items("check")
    course.pages |= {"rays/standard.html": _RAYS, "sources/standard.html": _SOURCES}
    assert "Sources" in await _cited(world, course)


async def test_a_course_in_which_nothing_trains_or_counts_is_cited_whole(world: World) -> None:
    course = Course().block("light").text("rays", parent="light", skills=(), required=False)
    course.text("sources", skills=(), required=False).items("check")
    course.pages |= {"rays/standard.html": _RAYS, "sources/standard.html": _SOURCES}
    assert set(await _cited(world, course)) == {"Rays", "Sources"}


async def test_passages_are_for_learners_of_the_course(world: World) -> None:
    school = await _with_rays(world)
    learner, other = await school.learner(), await school.world.someone("learner")
    address = f"/api/adaptive/registrations/{learner.registration}/passages"
    assert (await other.get(address, params={"object": str(school.course.at("rays"))})).status_code == 404


def test_page_is_cut_at_headings_and_where_enough_was_said() -> None:
    school = Course()
    found = of_page(school.id, "Rays", _RAYS.decode())
    assert [(one.heading, one.anchor) for one in found] == [
        ("Straight lines", "p-2"),
        ("Mirrors send it back", "p-4"),
    ]


def test_lines_of_a_film_are_gathered_with_their_second() -> None:
    lines = [(3.0, "Look at the edge."), (5.5, " ".join(["bend"] * 40)), (20.0, "Done.")]
    found = of_cues(Course().id, "Prism", lines)
    assert [one.anchor for one in found] == ["t=3", "t=20"]


async def test_passage_in_another_language_comes_with_a_voucher_for_its_reader(world: World) -> None:
    course = Course(locale="es").text("rays").items("check")
    course.pages["rays/standard.html"] = b'<p id="p-1">Un prisma <em>separa</em> 1 &lt; 2 colores.</p>'
    learner = await (await open_class(world, course)).learner()
    address = f"/api/adaptive/registrations/{learner.registration}/passages"
    [found] = (await learner.who.get(address, params={"object": str(course.at("rays"))})).json()
    vouchers = Vouchers(world.process.platform.settings.web.token_key)
    said = vouchers.read(learner.who.caller, found["voucher"], ShownVoucher)
    assert (found["locale"], said.kind, said.thing) == ("es", "passage", course.at("rays"))
    document = msgspec.json.decode(await world.objects.private.get(said.key, said.checksum), type=ShownText)
    assert (document.locale, document.course) == ("es", course.id)
    assert [part.html for part in document.parts] == ["<p>Un prisma separa 1 &lt; 2 colores.</p>"]


async def test_passage_in_the_readers_own_language_comes_without_one(world: World) -> None:
    learner = await (school := await _with_rays(world)).learner()
    address = f"/api/adaptive/registrations/{learner.registration}/passages"
    found = (await learner.who.get(address, params={"object": str(school.course.at("check"))})).json()
    assert [(one["locale"], one["voucher"]) for one in found] == [("en", None)]
