"""Real help texts with their mark-up, for benches of localization."""

import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from stoa.services.localization.domain.coded import CodedText, mark
from stoa.services.localization.domain.inline.skeleton import Skeleton, put_together, take_apart
from stoa.services.localization.domain.providers.answer import Answer, Translated

_TAG = re.compile(r"<(?P<end>/?)(?P<name>\w+)[^>]*>")
_ATTRIBUTE_TEXT = re.compile(r'\b(alt|title)="[^"]*"')
_EMPTY = frozenset({"br", "img", "hr", "wbr"})


@dataclass(frozen=True)
class Block:
    """pairs: source and human target, each tag a mark, for a memory."""

    html: str
    skeleton: Skeleton
    pairs: list[tuple[str, str]]

    @property
    def texts(self) -> list[CodedText]:
        return [text.coded for text in self.skeleton.texts]


def blocks_in(file: Path, locale: str) -> list[Block]:
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Block(row["en"], take_apart(row["en"]), [(_marked(row["en"]), _marked(row[locale]))])
        for row in rows
        if locale in row
    ]


def whole(blocks: Sequence[Block], answers: Sequence[Answer]) -> tuple[int, list[str]]:
    """How many blocks can be published, and those of them whose tags are not as in the source."""
    turn = iter(answers)
    published, faults = 0, []
    for block in blocks:
        mine = [next(turn) for _ in block.texts]
        made = [answer for answer in mine if isinstance(answer, Translated)]
        if len(made) < len(mine):
            continue
        targets = [CodedText(one.target, text.codes) for one, text in zip(made, block.texts, strict=True)]
        html = put_together(block.skeleton, targets)
        published += 1
        if _tags(html) != _tags(block.html) or (_nested(block.html) and not _nested(html)):
            faults.append(html)
    return published, faults


def _tags(html: str) -> Counter[str]:
    """With their attributes; what alt and title say is text, and is translated."""
    return Counter(_ATTRIBUTE_TEXT.sub(r"\1", tag[0]) for tag in _TAG.finditer(html))


def _nested(html: str) -> bool:
    opened: list[str] = []
    for tag in _TAG.finditer(html):
        if tag["name"] in _EMPTY:
            continue
        if not tag["end"]:
            opened.append(tag["name"])
        elif not opened or opened.pop() != tag["name"]:
            return False
    return not opened


def _marked(html: str) -> str:
    marks = _marks()
    return _TAG.sub(lambda _: next(marks), html)


def _marks() -> Iterator[str]:
    return (mark(index) for index in range(1_000))
