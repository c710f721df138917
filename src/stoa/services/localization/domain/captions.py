"""Captions of films: cues with their timing, and WebVTT again. Source: W3C WebVTT, 4 and 6."""

from collections.abc import Mapping, Sequence

from stoa.kernel.captions import Cue
from stoa.services.localization.domain.document import Field
from stoa.services.localization.domain.inline.cues import voiced
from stoa.services.localization.domain.places import Form

PATH = "captions"


def cue_fields(cues: Sequence[Cue]) -> list[Field]:
    """Counted from 0: a cue that moves in time is the same."""
    return [Field(cue_path(at), Form.CUE, voiced(cue.payload)[1]) for at, cue in enumerate(cues)]


def cue_path(at: int) -> str:
    return f"{PATH}[{at}]"


def write_captions(cues: Sequence[Cue], texts: Mapping[str, str]) -> bytes:
    """The same cues in the same voices, saying the texts by path: with their tags, as they are written."""
    blocks = []
    for at, cue in enumerate(cues):
        begin, own, end = voiced(cue.payload)
        said = texts.get(cue_path(at), own)
        blocks.append(f"{_time(cue.at_s)} --> {_time(cue.until_s)}\n{begin}{said}{end}")
    return ("WEBVTT\n\n" + "\n\n".join(blocks) + "\n").encode()


def _time(seconds: float) -> str:
    thousandths = round(seconds * 1000)
    minutes, rest = divmod(thousandths, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{rest // 1000:02}.{rest % 1000:03}"
