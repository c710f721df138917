"""Captions: WebVTT cues. Source: W3C WebVTT, the part that players share."""

import re
from dataclasses import dataclass

from stoa.kernel.errors import Invalid

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_LONGEST_CUE = 300


@dataclass(frozen=True, slots=True)
class Cue:
    """line: of its timing in the file, from 1."""

    start_s: float
    end_s: float
    text: str
    line: int


def read_captions(text: str) -> list[Cue]:
    """Raises Invalid that names the line."""
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.match(r"WEBVTT([ \t].*)?$", lines[0]):
        raise Invalid("content.captions.no_header", line=1)
    cues: list[Cue] = []
    at = 1
    while at < len(lines):
        if "-->" in lines[at]:
            start, end = _times(lines[at], at + 1)
            body = _until_blank(lines, at + 1)
            cues.append(Cue(start, end, "\n".join(body), at + 1))
            at += len(body)
        at += 1
    _check(cues)
    return cues


def _until_blank(lines: list[str], at: int) -> list[str]:
    body: list[str] = []
    for line in lines[at:]:
        if not line.strip():
            break
        body.append(line)
    return body


def _times(line: str, number: int) -> tuple[float, float]:
    match = _TIMING.fullmatch(line.strip())
    if match is None:
        raise Invalid("content.captions.bad_time", line=number, found=line.strip()[:60])
    numbers = [int(part or 0) for part in match.groups()]
    return _seconds(numbers[:4]), _seconds(numbers[4:])


def _seconds(parts: list[int]) -> float:
    hours, minutes, seconds, thousandths = parts
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000


def _check(cues: list[Cue]) -> None:
    if not cues:
        raise Invalid("content.captions.empty")
    before = 0.0
    for cue in cues:
        if cue.end_s <= cue.start_s or cue.start_s < before:
            raise Invalid("content.captions.order", line=cue.line)
        if len(cue.text) > _LONGEST_CUE:
            raise Invalid("content.captions.too_long", line=cue.line, limit=_LONGEST_CUE)
        before = cue.end_s
