"""Packaging moves samples and never changes them, whatever the file looks like."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from stoa.services.delivery.domain.video.movie import read_movie
from stoa.services.delivery.domain.video.package import Caption, PackagedFile, package
from tests.services.delivery.film import Frame, Played, Strip, film, play

frames = st.builds(
    Frame,
    data=st.binary(min_size=1, max_size=40),
    duration=st.integers(1, 2000),
    shift=st.integers(0, 3000),
    key=st.booleans(),
)
pictures = st.lists(frames, min_size=1, max_size=60).map(lambda made: [replace(made[0], key=True), *made[1:]])
strips = st.builds(
    Strip,
    frames=pictures,
    chunks=st.integers(1, 9),
    wide=st.booleans(),
    timescale=st.sampled_from([500, 1000, 90000]),
)


def packaged(data: bytes, *captions: Caption) -> dict[str, PackagedFile]:
    return {file.path: file for file in package(read_movie(data), data, captions)}


def played(files: dict[str, PackagedFile], track: str) -> list[list[Played]]:
    number = {"picture": 1, "sound": 2}[track]
    segments = [play(file.data, number) for path, file in sorted(files.items()) if path.endswith(".m4s")]
    return [segment for segment in segments if segment]


@given(strips)
def test_every_sample_is_played_as_it_was(strip: Strip) -> None:
    shown = [sample for segment in played(packaged(film(strip)), "picture") for sample in segment]
    assert [sample.data for sample in shown] == [frame.data for frame in strip.frames]
    assert [sample.duration for sample in shown] == [frame.duration for frame in strip.frames]
    assert [sample.key for sample in shown] == [frame.key for frame in strip.frames]
    assert [sample.shown - sample.decoded for sample in shown] == [frame.shift for frame in strip.frames]
    assert all(before.decoded + before.duration == after.decoded for before, after in pairwise(shown))


@given(strips, st.integers(1, 80))
def test_pictures_are_cut_at_key_frames_only_and_not_before_four_seconds(
    strip: Strip, sound_frames: int
) -> None:
    sound = Strip([Frame(bytes([n]), 700) for n in range(sound_frames)], sound=True)
    segments = played(packaged(film(strip, sound)), "picture")
    assert all(segment[0].key for segment in segments)
    lengths = [sum(sample.duration for sample in segment) / strip.timescale for segment in segments]
    assert all(length >= 4 for length in lengths[:-1])


@given(st.integers(1, 200), st.integers(1, 40))
def test_no_frame_of_sound_is_lost_between_segments(sound_frames: int, seconds: int) -> None:
    picture = Strip([Frame(b"p", 1000) for _ in range(seconds)])
    sound = Strip([Frame(bytes([n]), 300) for n in range(sound_frames)], sound=True, chunks=2)
    heard = [sample for segment in played(packaged(film(picture, sound)), "sound") for sample in segment]
    assert [sample.data for sample in heard] == [frame.data for frame in sound.frames]


def test_pictures_out_of_order_begin_at_zero() -> None:
    frames = [Frame(b"i", 40, 80), Frame(b"p", 40, 120, False), Frame(b"b", 40, 40, False)]
    shown = played(packaged(film(Strip(frames, edits=[(120, 80)]))), "picture")[0]
    assert [(sample.decoded, sample.shown) for sample in shown] == [(0, 0), (40, 80), (80, 40)]


def test_sound_that_warms_the_encoder_up_is_left_out() -> None:
    picture = Strip([Frame(b"p", 1000) for _ in range(6)])
    sound = Strip([Frame(bytes([n]), 100) for n in range(60)], sound=True, edits=[(5900, 100)])
    heard = played(packaged(film(picture, sound)), "sound")[0]
    assert heard[0].data == bytes([1])
    assert heard[0].decoded == 0


def test_a_track_that_begins_later_does_so_in_the_segments() -> None:
    picture = Strip([Frame(b"p", 1000) for _ in range(6)])
    sound = Strip([Frame(b"s", 500) for _ in range(6)], sound=True, edits=[(1500, -1), (3000, 0)])
    assert played(packaged(film(picture, sound)), "sound")[0][0].decoded == 1500


def test_master_playlist_names_codecs_size_rates_and_captions() -> None:
    picture = Strip([Frame(bytes(1000), 500) for _ in range(20)])
    sound = Strip([Frame(bytes(100), 500) for _ in range(20)], sound=True)
    files = packaged(film(picture, sound), Caption("ar", "العربية", "ar.vtt"))
    master = files["master.m3u8"].data.decode()
    assert 'CODECS="avc1.42c00d,mp4a.40.2"' in master
    assert "RESOLUTION=64x48,FRAME-RATE=2.000" in master
    assert 'NAME="العربية",LANGUAGE="ar"' in master
    assert 'SUBTITLES="captions"' in master
    assert "ar.vtt" in files["captions-ar.m3u8"].data.decode()


def test_every_file_that_a_playlist_names_is_there() -> None:
    picture = Strip([Frame(bytes(10), 1000) for _ in range(33)])
    files = packaged(film(picture), Caption("en", "English", "en.vtt"))
    for playlist in (file for path, file in files.items() if path.endswith(".m3u8")):
        named = [line for line in playlist.data.decode().splitlines() if line and not line.startswith("#")]
        assert named
        assert all(name in files or name == "en.vtt" for name in named)
