"""Captions of a course: WebVTT, and what it does not ask: one at a time, and short enough to be read."""

from stoa.kernel.captions import Cue, read_captions
from stoa.kernel.errors import Invalid

_LONGEST_CUE = 300


def check_captions(data: bytes) -> list[Cue]:
    """The cues, in order. Raises Invalid that names the line."""
    cues = read_captions(data)
    before = 0.0
    for cue in cues:
        if cue.at_s < before:
            raise Invalid("content.captions.order", line=cue.line)
        if len(cue.text) > _LONGEST_CUE:
            raise Invalid("content.captions.too_long", line=cue.line, limit=_LONGEST_CUE)
        before = cue.until_s
    return cues
