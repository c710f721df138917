"""In which words two texts differ."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import NamedTuple

_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_LONGEST = 2_000
"""Words. Longer texts are shown whole: nobody reads differences in them, and finding them takes long."""


class Part(NamedTuple):
    """op: same, added or removed, from the earlier text to the later one."""

    op: str
    text: str


def differences(before: str, after: str) -> list[Part]:
    """Word by word; what was removed stands before what was added in its place."""
    earlier, later = _WORD.findall(before), _WORD.findall(after)
    if max(len(earlier), len(later)) > _LONGEST:
        return [Part("removed", before), Part("added", after)] if before != after else [Part("same", after)]
    return list(_parts(earlier, later))


def _parts(earlier: list[str], later: list[str]) -> Iterator[Part]:
    matcher = SequenceMatcher(None, earlier, later, autojunk=False)
    for op, start, end, from_, to in matcher.get_opcodes():
        if op == "equal":
            yield Part("same", "".join(later[from_:to]))
            continue
        if end > start:
            yield Part("removed", "".join(earlier[start:end]))
        if to > from_:
            yield Part("added", "".join(later[from_:to]))
