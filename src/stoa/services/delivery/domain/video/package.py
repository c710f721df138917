"""A movie as the files of an HLS presentation."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from stoa.services.delivery.domain.video.boxes import Buffer
from stoa.services.delivery.domain.video.fragment import initialisation, media_segment
from stoa.services.delivery.domain.video.movie import Movie, Track
from stoa.services.delivery.domain.video.playlists import (
    Part,
    Stream,
    Subtitles,
    master_playlist,
    media_playlist,
)
from stoa.services.delivery.domain.video.segments import cut

MASTER = "master.m3u8"
FILM = "film.m3u8"
INITIALISATION = "film-init.mp4"
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
    tracks = [track for track in (movie.picture, movie.sound) if track]
    yield PackagedFile(INITIALISATION, initialisation(tracks), SEGMENT_TYPE)
    parts = []
    for number, segment in enumerate(cut(movie), 1):
        file = media_segment(tracks, data, number, [segment.picture, segment.sound][: len(tracks)])
        parts.append(Part(f"film-{number:04}.m4s", segment.duration_s, len(file)))
        yield PackagedFile(parts[-1].path, file, SEGMENT_TYPE)
    yield PackagedFile(FILM, media_playlist(parts, INITIALISATION).encode(), PLAYLIST_TYPE)
    subtitles = []
    for caption in captions:
        whole = Part(caption.path, movie.duration_s(), 0)
        playlist = f"captions-{caption.locale}.m3u8"
        yield PackagedFile(playlist, media_playlist([whole]).encode(), PLAYLIST_TYPE)
        subtitles.append(Subtitles(caption.locale, caption.name, playlist))
    codecs = [track.codec.name for track in tracks]
    stream = Stream(FILM, codecs, movie.shown_size(), _rate(movie.picture), parts)
    yield PackagedFile(MASTER, master_playlist(stream, subtitles).encode(), PLAYLIST_TYPE)


def _rate(track: Track) -> float:
    samples = track.samples
    return len(samples) * track.timescale / max(1, samples.decoded[-1])
