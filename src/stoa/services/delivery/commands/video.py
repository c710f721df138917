"""A video is staged: HLS, captions, and a transcript of every caption file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from mmap import ACCESS_READ, mmap
from pathlib import Path

import msgspec

from stoa.contracts.delivery import Cue
from stoa.kernel.captions import read_captions
from stoa.kernel.errors import Invalid
from stoa.services.delivery.commands.staging import Staging
from stoa.services.delivery.domain.language import own_name
from stoa.services.delivery.domain.video.movie import Movie, read_movie
from stoa.services.delivery.domain.video.package import MASTER, Caption, package

_CAPTIONS = "text/vtt; charset=utf-8"
_TRANSCRIPT = "application/json"


@dataclass(frozen=True, slots=True)
class StagedVideo:
    """Paths of assets; captions and transcripts by locale. width, height: in pixels, as shown."""

    playlist: str
    duration_s: float
    width: int
    height: int
    captions: dict[str, str] = field(default_factory=dict)
    transcripts: dict[str, str] = field(default_factory=dict)


def stage_video(staging: Staging, folder: str, file: Path, captions: Mapping[str, Path]) -> StagedVideo:
    """The file is mapped, not read: a long film need not fit in memory. Raises Invalid."""
    if not file.stat().st_size:
        raise Invalid("video.not_mp4")
    paths, transcripts = {}, {}
    for locale, caption in sorted(captions.items()):
        text = caption.read_bytes()
        said = _transcript(text)
        paths[locale] = staging.add(f"{folder}/{locale}.vtt", text, _CAPTIONS)
        transcripts[locale] = staging.add(f"{folder}/{locale}.json", msgspec.json.encode(said), _TRANSCRIPT)
    with file.open("rb") as source, mmap(source.fileno(), 0, access=ACCESS_READ) as data:
        movie = read_movie(data)
        _stage_presentation(staging, folder, movie, data, list(paths))
    width, height = movie.shown_size()
    return StagedVideo(f"{folder}/{MASTER}", round(movie.duration_s(), 3), width, height, paths, transcripts)


def _transcript(captions: bytes) -> list[Cue]:
    try:
        cues = read_captions(captions)
    except Invalid as fault:
        raise Invalid("publication.captions", why=fault.code, **fault.data) from fault
    return [
        Cue(at_s=cue.at_s, until_s=cue.until_s, text=cue.text, speaker=cue.speaker)
        for cue in sorted(cues, key=lambda cue: (cue.at_s, cue.until_s))
    ]


def _stage_presentation(staging: Staging, folder: str, movie: Movie, data: mmap, locales: list[str]) -> None:
    captions = [Caption(locale, own_name(locale), f"{locale}.vtt") for locale in locales]
    for file in package(movie, data, captions):
        staging.add(f"{folder}/{file.path}", file.data, file.media_type)
