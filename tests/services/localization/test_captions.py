"""Captions with tags in their cues, from a film to the translator's desk and back."""

from dataclasses import replace

from stoa.contracts.content import VideoObject
from stoa.kernel.captions import read_captions
from tests.services.localization.courses import (
    accept,
    claim,
    publish,
    ready_document,
    want,
    whole_course,
)
from tests.world import World

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
