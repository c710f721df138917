"""A coded text as a sequence: stretches of words, and indexes of codes where their marks stand."""

import re
from collections.abc import Iterable

from stoa.services.localization.domain.coded import FIRST_CODE, MOST_CODES, index_of, is_mark, mark

Token = str | int

_MARKS = re.compile(f"([{chr(FIRST_CODE)}-{chr(FIRST_CODE + MOST_CODES - 1)}])")


def read_marks(text: str) -> list[Token]:
    return [
        index_of(part) if len(part) == 1 and is_mark(part) else part for part in _MARKS.split(text) if part
    ]


def written(sequence: Iterable[Token]) -> str:
    """The other way."""
    return "".join(one if isinstance(one, str) else mark(one) for one in sequence)
