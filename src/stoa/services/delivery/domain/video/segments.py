"""Where a movie is cut: pictures at key frames about every five seconds, sound beside them."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise

from stoa.kernel.errors import Invalid
from stoa.services.delivery.domain.video.boxes import damaged
from stoa.services.delivery.domain.video.movie import Movie, Track

SHORTEST_S = 4.0
LONGEST_S = 30.0
"""A cut is made at the first key frame after the shortest; gaps above the longest make seeking a torment."""

SHORTEST_TOLD_S = 0.001
SOUND_ALONE_S = 6.0
"""Length of segments of sound where there are no pictures any more."""


@dataclass(frozen=True, slots=True)
class Segment:
    """picture, sound: numbers of the samples in it, empty where a track is over or not begun."""

    picture: range
    sound: range
    duration_s: float


def cut(movie: Movie) -> list[Segment]:
    """Every sample of both tracks is in one segment, but for sound from before the movie begins."""
    cuts = _picture_cuts(movie.picture)
    alone = _moments_without_pictures(movie, cuts[-1])
    begins = [*(_moment(movie.picture, sample) for sample in cuts), *alone]
    pictures = [*cuts, *[len(movie.picture.samples)] * (len(alone) + 1)]
    sounds = _sound_cuts(movie.sound, begins) if movie.sound else [0] * len(pictures)
    ends = [*begins[1:], movie.duration_s()]
    return [
        Segment(range(*picture), range(*sound), max(end - begin, SHORTEST_TOLD_S))
        for picture, sound, begin, end in zip(pairwise(pictures), pairwise(sounds), begins, ends, strict=True)
    ]


def _picture_cuts(track: Track) -> list[int]:
    samples = track.samples
    if not samples.keys[0]:
        raise Invalid("video.no_key_frame")
    cuts = [0]
    shortest = round(SHORTEST_S * track.timescale)
    for sample in range(1, len(samples)):
        if samples.keys[sample] and samples.decoded[sample] - samples.decoded[cuts[-1]] >= shortest:
            cuts.append(sample)
    slowest = max(after - before for before, after in pairwise(samples.decoded[at] for at in [*cuts, -1]))
    if slowest > LONGEST_S * track.timescale:
        found_s = round(slowest / track.timescale)
        raise Invalid("video.key_frames", found_s=found_s, at_most_s=round(LONGEST_S))
    return cuts


def _moments_without_pictures(movie: Movie, last_cut: int) -> list[float]:
    """Where sound is cut that goes on after the last picture."""
    moment, over = _moment(movie.picture, last_cut), movie.picture.duration_s()
    moments = []
    while moment + 2 * SOUND_ALONE_S <= movie.duration_s():
        moment += SOUND_ALONE_S
        if moment >= over:
            moments.append(moment)
    return moments


def _sound_cuts(track: Track, begins: list[float]) -> list[int]:
    """As near to the pictures as a frame of sound allows."""
    samples = track.samples
    cuts = [_first_heard(track)]
    if cuts[0] >= len(samples):
        raise damaged("elst")
    for moment in begins[1:]:
        ticks = round(moment * track.timescale) + track.origin()
        cuts.append(bisect_left(samples.decoded, ticks, cuts[-1], len(samples)))
    return [*cuts, len(samples)]


def _first_heard(track: Track) -> int:
    """Frames before the movie begins only warm the encoder up; one that is half before it goes too."""
    decoded = track.samples.decoded
    frame = decoded[1] - decoded[0]
    return bisect_left(decoded, track.starts - frame // 2, 0, len(decoded) - 1) if track.starts > 0 else 0


def _moment(track: Track, sample: int) -> float:
    """Seconds on the movie's clock."""
    return max(0.0, (track.samples.decoded[sample] - track.origin()) / track.timescale)
