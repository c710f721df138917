"""Where a movie is cut: pictures at key frames about every five seconds, sound beside them."""

from bisect import bisect_left
from dataclasses import dataclass

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
    """Samples first to before after; begins_s and duration_s on the movie's clock."""

    first: int
    after: int
    begins_s: float
    duration_s: float


def picture_segments(track: Track) -> list[Segment]:
    samples = track.samples
    if not samples.keys[0]:
        raise Invalid("video.no_key_frame")
    cuts = [0]
    shortest = round(SHORTEST_S * track.timescale)
    for sample in range(1, len(samples)):
        if samples.keys[sample] and samples.decoded[sample] - samples.decoded[cuts[-1]] >= shortest:
            cuts.append(sample)
    segments = _between(track, [*cuts, len(samples)])
    slowest = max(segment.duration_s for segment in segments)
    if slowest > LONGEST_S:
        raise Invalid("video.key_frames", found_s=round(slowest), at_most_s=round(LONGEST_S))
    return segments


def sound_segments(track: Track, movie: Movie, pictures: list[Segment]) -> list[Segment]:
    """Cut where the pictures are, as near as a frame of sound allows."""
    samples = track.samples
    cuts = [_first_heard(track)]
    for moment in _moments(movie, pictures):
        ticks = round(moment * track.timescale) + track.origin()
        cut = bisect_left(samples.decoded, ticks, cuts[-1], len(samples))
        if cuts[-1] < cut < len(samples):
            cuts.append(cut)
    if cuts[0] >= len(samples):
        raise damaged("elst")
    return _between(track, [*cuts, len(samples)])


def _moments(movie: Movie, pictures: list[Segment]) -> list[float]:
    moments = [segment.begins_s for segment in pictures[1:]]
    last = pictures[-1].begins_s
    while last + 2 * SOUND_ALONE_S <= movie.duration_s():
        last += SOUND_ALONE_S
        if last >= pictures[-1].begins_s + pictures[-1].duration_s:
            moments.append(last)
    return moments


def _first_heard(track: Track) -> int:
    """Frames before the movie begins only warm the encoder up; one that is half before it goes too."""
    decoded = track.samples.decoded
    frame = decoded[1] - decoded[0]
    return bisect_left(decoded, track.starts - frame // 2, 0, len(decoded) - 1) if track.starts > 0 else 0


def _between(track: Track, cuts: list[int]) -> list[Segment]:
    decoded = track.samples.decoded
    begins = [max(0.0, (decoded[cut] - track.origin()) / track.timescale) for cut in cuts]
    return [
        Segment(first, after, begin, max(end - begin, SHORTEST_TOLD_S))
        for first, after, begin, end in zip(cuts, cuts[1:], begins, begins[1:], strict=False)
    ]
