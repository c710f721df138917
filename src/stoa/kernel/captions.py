"""Captions: WebVTT read to its cues, when a source comes in and when its transcript is made.

Source: W3C WebVTT, sections 4 and 6.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape

from stoa.kernel.errors import Invalid

LARGEST_BYTES = 1_000_000

_TIME = r"(?:(\d{2,}):)?([0-5]\d):([0-5]\d)\.(\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?", re.ASCII)
_VOICE = re.compile(r"<v(?:\.[^\s<>]*)?[ \t]([^<>]*)>")
_TAG = re.compile(r"<[^>]*>?")
_NOT_CUES = re.compile(r"(?:NOTE|STYLE|REGION)(?:[ \t]|$)")


@dataclass(frozen=True, slots=True)
class Cue:
    """text: plain, of one line. speaker: as named by a voice tag, or empty. line: of the timing, from 1.

    payload: the text with its tags and references, as it is written.
    """

    at_s: float
    until_s: float
    text: str
    speaker: str = ""
    line: int = 0
    payload: str = field(default="", compare=False)


def read_captions(data: bytes) -> list[Cue]:
    """In the order of the file. Raises Invalid, naming the line, for what a browser would drop unsaid."""
    if len(data) > LARGEST_BYTES:
        raise Invalid("captions.too_large", found=len(data), at_most=LARGEST_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("captions.not_utf8", at=error.start) from None
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not re.fullmatch(r"WEBVTT([ \t].*)?", lines[0]):
        raise Invalid("captions.not_webvtt", found=lines[0][:40])
    cues = [cue for block in _blocks(lines) for cue in _cues(block)]
    if not cues:
        raise Invalid("captions.empty")
    return cues


def _blocks(lines: list[str]) -> Iterator[list[tuple[int, str]]]:
    """Runs of lines with their numbers, between empty lines; the first is the header."""
    block: list[tuple[int, str]] = []
    header = True
    for number, line in enumerate([*lines, ""], 1):
        if line:
            block.append((number, line))
        elif block:
            if not header:
                yield block
            header, block = False, []


def _cues(block: list[tuple[int, str]]) -> Iterator[Cue]:
    """The cue of a block: perhaps an identifier, then timing and lines. Notes and styles have none."""
    number, first = block[0]
    if "-->" not in first and _NOT_CUES.match(first):
        return
    if "-->" not in first and len(block) > 1 and "-->" in block[1][1]:
        block = block[1:]
        number, first = block[0]
    timing = _TIMING.fullmatch(first.strip())
    if timing is None:
        raise Invalid("captions.timing", line=number, found=first[:60])
    at_s, until_s = _seconds(timing.groups()[:4]), _seconds(timing.groups()[4:])
    if until_s <= at_s:
        raise Invalid("captions.ends_first", line=number, found=first[:60])
    payload = " ".join(line.strip() for _, line in block[1:])
    voice = _VOICE.search(payload)
    words = " ".join(unescape(_TAG.sub("", payload)).split())
    if words:
        yield Cue(at_s, until_s, words, unescape(voice[1]).strip() if voice else "", number, payload)


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, thousandths = (int(part or 0) for part in parts)
    return hours * 3600 + minutes * 60 + seconds + thousandths / 1000
