"""A revision reaches its readers whole, or not at all."""

import re

import msgspec
import pytest

from stoa.contracts.delivery import Cue, Manifest, ManifestActivated, ManifestPublished, PublicationFailed
from stoa.kernel.checksum import checksum
from tests.services.delivery.courses import ANSWER, Draft, announce, publish, small_course, whole_course
from tests.services.delivery.film import Frame, Strip, film, picture_entry
from tests.world import World


async def active_manifest(world: World, draft: Draft) -> Manifest:
    editor = await world.someone("editor")
    answer = await editor.get(
        f"/api/courses/{draft.document.course}/manifest", params={"locale": draft.document.locale}
    )
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=Manifest)


async def test_every_kind_of_object_is_published_and_activated(world: World) -> None:
    draft = whole_course()
    fact = await publish(world, draft)
    manifest = await active_manifest(world, draft)
    assert [thing.kind for thing in manifest.objects] == [
        "block", "text", "image", "video", "items", "items", "file", "link",
    ]  # fmt: skip
    block, text, _, video, check, exam, sheet, link = manifest.objects
    assert block.description == "What it does & why"
    assert set(text.pages) == {"standard", "simpler"}
    assert video.playlist is not None
    assert (video.width, video.height) == (160, 90)
    assert video.duration_s == pytest.approx(11, abs=0.1)
    assert [stop.item_set for stop in video.checkpoints] == [check.id]
    assert (check.items, check.points, check.in_video) == (1, 2, video.id)
    assert (check.exam, exam.exam) == (False, True)
    assert (sheet.filename, link.url) == ("sheet.pdf", "https://example.org/")
    assert manifest.cover in {asset.path for asset in manifest.assets}
    [published] = world.events(ManifestPublished)
    [activated] = world.events(ManifestActivated)
    assert published.publication == fact.publication
    assert (activated.version, activated.activation, activated.tag) == (1, 1, manifest.tag)


async def test_every_asset_lies_in_the_store_as_the_manifest_says(world: World) -> None:
    draft = whole_course()
    await publish(world, draft)
    manifest = await active_manifest(world, draft)
    kinds = set()
    for asset in manifest.assets:
        data = await world.objects.assets.get(manifest.key_of(asset.path), asset.checksum)
        assert len(data) == asset.size
        kinds.add(asset.media_type)
    assert {"application/vnd.apple.mpegurl", "video/mp4", "image/svg+xml", "application/pdf"} <= kinds
    assert not any("unused" in asset.path for asset in manifest.assets)


async def test_pages_name_their_own_version_in_full(world: World) -> None:
    draft = whole_course()
    await publish(world, draft)
    manifest = await active_manifest(world, draft)
    text, video = manifest.objects[1], manifest.objects[3]
    html = (await world.objects.assets.get(manifest.key_of(text.pages["standard"]))).decode()
    [source] = re.findall(r'<img src="([^"]+)"', html)
    assert source.startswith(manifest.url)
    assert source.removeprefix(manifest.url) in {asset.path for asset in manifest.assets}
    assert manifest.url.endswith(f"/content/{manifest.content}/")
    assert source.startswith(f"{manifest.url}v1/en/")
    assert f'href="./{video.id}"' in html
    assert 'width="320" height="180"' in html


async def test_the_transcript_is_what_the_captions_say(world: World) -> None:
    draft = whole_course()
    await publish(world, draft)
    manifest = await active_manifest(world, draft)
    data = await world.objects.assets.get(manifest.key_of(manifest.objects[3].transcripts["en"]))
    assert msgspec.json.decode(data, type=list[Cue]) == [
        Cue(at_s=1, until_s=3, text="Light bends.", speaker="Ada")
    ]


async def test_no_key_of_an_item_is_in_any_asset_or_manifest(world: World) -> None:
    draft = whole_course()
    await publish(world, draft)
    manifest = await active_manifest(world, draft)
    shown = [msgspec.json.encode(manifest)]
    shown += [await world.objects.assets.get(manifest.key_of(asset.path)) for asset in manifest.assets]
    secret = ANSWER.encode()
    assert not any(secret in data for data in shown)
    planted = await announce(world, draft)
    document = await world.objects.private.get(planted.document_key)
    assert secret in document


async def test_the_same_revision_again_makes_no_version(world: World) -> None:
    draft = small_course()
    await publish(world, draft)
    await publish(world, draft)
    assert [fact.version for fact in world.events(ManifestPublished)] == [1, 1]
    assert len(world.events(ManifestActivated)) == 1


async def test_a_changed_revision_is_the_next_version_and_active(world: World) -> None:
    draft = small_course()
    await publish(world, draft)
    await publish(world, draft.with_text("<p>Changed</p>"))
    activated = world.events(ManifestActivated)
    assert [(fact.version, fact.activation, fact.revision) for fact in activated] == [(1, 1, 1), (2, 2, 2)]
    assert activated[0].content == activated[1].content


async def test_equal_input_gives_an_equal_tag(world: World) -> None:
    draft = whole_course()
    await publish(world, draft)
    first = await active_manifest(world, draft)
    await publish(world, draft.with_text("<p>Between</p>"))
    await publish(world, draft)
    again = await active_manifest(world, draft)
    assert (again.version, again.tag) == (first.version, first.tag)


async def test_locales_have_versions_and_activations_of_their_own(world: World) -> None:
    english = small_course()
    arabic = Draft(msgspec.structs.replace(english.document, locale="ar", title="درس"), english.files)
    await publish(world, english)
    await publish(world, arabic)
    facts = {fact.locale: (fact.version, fact.activation) for fact in world.events(ManifestActivated)}
    assert facts == {"en": (1, 1), "ar": (1, 1)}


async def test_a_video_that_is_no_h264_fails_and_says_so(world: World) -> None:
    draft = whole_course()
    await publish(world, draft)
    hevc = film(Strip([Frame(b"picture", 1000)], entry=picture_entry(b"hvc1")))
    fact = await publish(world, draft.next(title="Light again").with_file("film.mp4", hevc))
    [failed] = world.events(PublicationFailed)
    assert (failed.publication, failed.code) == (fact.publication, "video.not_h264")
    assert (await active_manifest(world, draft)).version == 1
    editor = await world.someone("editor")
    progress = (await editor.get(f"/api/publications/{fact.publication}")).json()
    assert progress["state"] == "failed"
    assert progress["reasons"] == {"object": "Film", "found": "hvc1"}


async def test_links_that_lead_nowhere_are_left_out_and_told(world: World) -> None:
    draft = small_course('<p>See <a href="media:gone.png">this</a></p>')
    fact = await publish(world, draft)
    editor = await world.someone("editor")
    progress = (await editor.get(f"/api/publications/{fact.publication}")).json()
    assert (progress["state"], progress["left_out"]) == ("published", ["media:gone.png"])


async def test_a_damaged_document_is_not_published(world: World) -> None:
    fact = await announce(world, small_course())
    await world.publish(msgspec.structs.replace(fact, document_checksum=checksum(b"other")))
    await world.quiet()
    assert [failed.code for failed in world.events(PublicationFailed)] == ["object.corrupt"]
    assert not world.events(ManifestActivated)


async def test_facts_told_twice_change_nothing(world: World) -> None:
    draft = small_course()
    fact = await announce(world, draft)
    [envelope] = await world.publish(fact)
    await world.quiet()
    await world.publish_again(type(fact), envelope)
    await world.publish(fact)
    await world.quiet()
    assert len(world.events(ManifestPublished)) == 1


async def test_one_asked_for_earlier_does_not_take_the_place_of_a_later_one(world: World) -> None:
    draft = small_course()
    earlier = await announce(world, draft)
    later = await announce(world, draft.with_text("<p>Newer</p>"))
    await world.publish(later)
    await world.quiet()
    await world.publish(earlier)
    await world.quiet()
    assert [fact.revision for fact in world.events(ManifestPublished)] == [2, 1]
    assert [fact.revision for fact in world.events(ManifestActivated)] == [2]
