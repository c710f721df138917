"""A movie as the files of an HLS presentation."""

from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass

from stoa.services.delivery.domain.video.boxes import Buffer
from stoa.services.delivery.domain.video.fragment import initialisation, media_segment
from stoa.services.delivery.domain.video.movie import Movie, Track
from stoa.services.delivery.domain.video.playlists import (
    Part,
    Rendition,
    Subtitles,
    master_playlist,
    media_playlist,
)
from stoa.services.delivery.domain.video.segments import Segment, picture_segments, sound_segments

MASTER = "master.m3u8"
PLAYLIST_TYPE = "application/vnd.apple.mpegurl"
SEGMENT_TYPE = "video/mp4"


@dataclass(frozen=True, slots=True)
class PackagedFile:
    """path: in the video's own folder."""

    path: str
    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class Caption:
    """A WebVTT file beside the presentation. name: of the language, in the language itself."""

    locale: str
    name: str
    path: str


def package(movie: Movie, data: Buffer, captions: Sequence[Caption] = ()) -> Iterator[PackagedFile]:
    """Segments one at a time, so that a long film is never whole in memory; the master playlist last."""
    pictures = picture_segments(movie.picture)
    sounds = sound_segments(movie.sound, movie, pictures) if movie.sound else []
    picture = yield from _rendition(movie.picture, data, "picture", pictures)
    sound = (yield from _rendition(movie.sound, data, "sound", sounds)) if movie.sound else None
    subtitles = []
    for caption in captions:
        whole = Part(caption.path, movie.duration_s(), 0)
        playlist = f"captions-{caption.locale}.m3u8"
        yield PackagedFile(playlist, media_playlist([whole]).encode(), PLAYLIST_TYPE)
        subtitles.append(Subtitles(caption.locale, caption.name, playlist))
    master = master_playlist(picture, movie.shown_size(), _rate(movie.picture), sound, subtitles)
    yield PackagedFile(MASTER, master.encode(), PLAYLIST_TYPE)


def _rendition(
    track: Track, data: Buffer, name: str, segments: list[Segment]
) -> Generator[PackagedFile, None, Rendition]:
    init = f"{name}-init.mp4"
    yield PackagedFile(init, initialisation(track), SEGMENT_TYPE)
    parts = []
    for number, segment in enumerate(segments, 1):
        file = media_segment(track, data, number, segment.first, segment.after)
        parts.append(Part(f"{name}-{number:04}.m4s", segment.duration_s, len(file)))
        yield PackagedFile(parts[-1].path, file, SEGMENT_TYPE)
    yield PackagedFile(f"{name}.m3u8", media_playlist(parts, init).encode(), PLAYLIST_TYPE)
    return Rendition(f"{name}.m3u8", track.codec.name, parts)


def _rate(track: Track) -> float:
    samples = track.samples
    return len(samples) * track.timescale / max(1, samples.decoded[-1])
