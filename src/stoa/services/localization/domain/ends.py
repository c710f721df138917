"""Where sentences end."""

import re
from collections.abc import Sequence

from stoa.services.localization.domain.coded import CodedText

_END = re.compile(r"""[.!?…。！？]["'”’)\]\uE000-\uF8FF]*(?:\s+|(?<=[。！？]))""")


def sentence_ends(coded: CodedText, _locale: str) -> Sequence[int]:
    return [found.end() for found in _END.finditer(coded.text)]
