"""Captions with tags in their cues, from a film to the translator's desk and back."""

import re
from dataclasses import replace

import msgspec

from stoa.contracts.content import VideoObject
from stoa.kernel.captions import read_captions
from tests.services.localization.courses import (
    Draft,
    accept,
    claim,
    publish,
    ready_document,
    translate_all,
    want,
    whole_course,
)
from tests.services.localization.test_pages import _page
from tests.world import Someone, World

CAPTIONS = """WEBVTT

00:00:01.000 --> 00:00:03.000
<v Ada>Light <i>bends</i> <00:00:02.000>in <c.warm>warm</c> air.

00:00:03.500 --> 00:00:05.000
<v Bob>Watch it.</v>

00:00:06.000 --> 00:00:07.000
<ruby>光<rt>hikari</rt></ruby> is light &amp; more.
"""


async def test_tags_of_cues_are_codes_on_the_desk_and_come_back_around_the_words(world: World) -> None:
    draft = whole_course()
    draft = replace(draft, files={**draft.files, "film.vtt": (CAPTIONS.encode(), "text/vtt")})
    await publish(world, draft)
    await want(world, draft, "es")
    translator = await world.someone("translator")
    seen = {}
    while claimed := await claim(translator, count=50):
        for one in claimed:
            text = one["source"]["text"]
            seen[text] = one["source"]["codes"]
            await accept(translator, one, text.upper())
    await world.quiet()
    [bends] = [codes for text, codes in seen.items() if "bends" in text and "warm" in text]
    assert [code["markup"] for code in bends] == ["<i>", "</i>", "<00:00:02.000>", "<c.warm>", "</c>"]
    assert "Watch it." in seen
    document = await ready_document(world)
    film = next(one for one in document.objects if isinstance(one, VideoObject))
    entry = next(one for one in document.media if one.name == film.captions["es"])
    made = (await world.objects.private.get(entry.key)).decode()
    assert made == (
        CAPTIONS.replace("Light <i>bends</i>", "LIGHT <i>BENDS</i>")
        .replace(">in <c.warm>warm</c> air", ">IN <c.warm>WARM</c> AIR")
        .replace("Watch it", "WATCH IT")
        .replace("<rt>hikari</rt></ruby> is light &amp; more", "<rt>HIKARI</rt></ruby> IS LIGHT &amp; MORE")
    )


async def test_cue_that_nobody_translated_says_in_which_language_it_is(world: World) -> None:
    await publish(world, draft := whole_course())
    await want(world, draft, "es", policy="fallback", share=0)
    document = await ready_document(world)
    film = next(one for one in document.objects if isinstance(one, VideoObject))
    entry = next(one for one in document.media if one.name == film.captions["es"])
    made = await world.objects.private.get(entry.key)
    assert b"<v Ada><lang en>Light bends.</lang>\n" in made
    assert b"<lang en>Watch it.</lang>\n" in made
    assert [cue.text for cue in read_captions(made)] == ["Light bends.", "Watch it."]


def subtitled(draft: Draft, *locales: str) -> Draft:
    """The next revision, whose film has captions in these languages itself."""
    captions = {"en": "film.vtt", **{locale: f"film.{locale}.vtt" for locale in locales}}
    things = [
        msgspec.structs.replace(one, captions=captions) if isinstance(one, VideoObject) else one
        for one in draft.document.objects
    ]
    own = {f"film.{locale}.vtt": (CAPTIONS.encode(), "text/vtt") for locale in locales}
    return replace(draft.next(objects=things), files={**draft.files, **own})


async def cues(someone: Someone, draft: Draft, locale: str) -> tuple[list[str], list[str]]:
    """Sources of those that have a unit, and of those that wait."""
    course = draft.document.course
    units = (await someone.get(f"/api/courses/{course}/units?locale={locale}")).json()
    waiting = (await someone.get(f"/api/post-edits?locale={locale}&course={course}")).json()
    found, queued = ([one["source"] for one in some] for some in (units, waiting))
    return tuple([one["text"] for one in some if one["form"] == "cue"] for some in (found, queued))  # type: ignore[return-value]


async def test_captions_that_a_film_brings_along_are_translated_into_other_languages_alone(
    world: World,
) -> None:
    await publish(world, draft := subtitled(whole_course(), "es"))
    editor = await want(world, draft, "es")
    assert await cues(editor, draft, "es") == ([], [])
    await want(world, draft, "fr")
    both = ["Light bends.", "Watch it."]
    assert await cues(editor, draft, "fr") == (both, both)
    await translate_all(world)
    document = await ready_document(world)
    assert document.locale in ("es", "fr")
    page = await _page(editor, f"/editor/courses/{draft.document.course}/languages")
    counted = [int(one) for one in re.findall(r"of (\d+) segments", page)]
    assert max(counted) == min(counted) + 2


async def test_captions_wait_from_when_a_film_no_longer_brings_them_until_it_does_again(world: World) -> None:
    await publish(world, draft := subtitled(whole_course(), "es"))
    editor = await want(world, draft, "es")
    await publish(world, bare := subtitled(draft))
    both = ["Light bends.", "Watch it."]
    assert await cues(editor, bare, "es") == (both, both)
    await publish(world, again := subtitled(bare, "es"))
    assert await cues(editor, again, "es") == ([], [])
    await translate_all(world)
    document = await ready_document(world)
    film = next(one for one in document.objects if isinstance(one, VideoObject))
    assert film.captions["es"] == "film.es.vtt"
