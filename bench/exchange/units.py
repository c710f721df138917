"""Real units with inline codes: blocks of help with their human translations."""

import gzip
import json
import re
from html import unescape
from itertools import count
from pathlib import Path

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, mark
from stoa.services.localization.domain.exchange.unit import ExchangedUnit
from stoa.services.localization.domain.unit import State

SOURCE, TARGET = Locale("en"), Locale("es")
_TAG = re.compile(r"<(/?)([a-z]+)[^>]*>")


def read_units(data: Path, most: int) -> list[ExchangedUnit]:
    """Those whose translation has the tags of its source, each as often. data: lines of JSON, packed."""
    found: list[ExchangedUnit] = []
    with gzip.open(data, "rt", encoding="utf-8") as lines:
        for line in lines:
            block = json.loads(line)
            if TARGET not in block or "<" not in block["en"]:
                continue
            source = _coded(block["en"])
            target = _with_codes_of(source, _coded(block[TARGET]))
            if target is not None:
                state = State(len(found) % len(State))
                found.append(ExchangedUnit(block["id"], SOURCE, TARGET, source, target, state))
            if len(found) == most:
                break
    return found


def _coded(html: str) -> CodedText:
    tags = list(_TAG.finditer(html))
    halves: dict[int, int] = {}
    opened: list[int] = []
    for at, tag in enumerate(tags):
        if not tag[1]:
            opened.append(at)
        elif begin := next((one for one in reversed(opened) if tags[one][2] == tag[2]), None):
            del opened[opened.index(begin) :]
            halves[begin] = halves[at] = begin
        elif opened and tags[opened[0]][2] == tag[2]:
            halves[opened[0]] = halves[at] = opened[0]
            opened.clear()
    numbers = count(1)
    pairs = {begin: next(numbers) for begin in dict.fromkeys(halves[at] for at in sorted(halves))}
    codes = [_code(tag, at, pairs[halves[at]] if at in halves else None) for at, tag in enumerate(tags)]
    parts = _TAG.split(html)[::3]
    text = "".join(unescape(part) + (mark(at) if at < len(tags) else "") for at, part in enumerate(parts))
    return CodedText(text, tuple(codes))


def _code(tag: re.Match[str], _at: int, pair: int | None) -> Code:
    if pair is None:
        return Code(CodeKind.ALONE, tag[0])
    return Code(CodeKind.CLOSE if tag[1] else CodeKind.OPEN, tag[0], pair)


def _with_codes_of(source: CodedText, target: CodedText) -> CodedText | None:
    """None where it has others."""
    free = dict(enumerate(source.codes))
    pairs: dict[int | None, int | None] = {}
    marks: dict[int, str] = {}
    for at, code in enumerate(target.codes):
        wanted = pairs.get(code.pair) if code.kind is CodeKind.CLOSE else None
        same = (
            one
            for one, other in free.items()
            if (other.kind, other.markup) == (code.kind, code.markup) and wanted in (None, other.pair)
        )
        if (found := next(same, None)) is None:
            return None
        pairs[code.pair] = free.pop(found).pair
        marks[ord(mark(at))] = mark(found)
    return None if free else CodedText(target.text.translate(marks), source.codes)
