"""Where sentences end."""

from collections.abc import Sequence

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.sentences.cut import cut


def sentence_ends(coded: CodedText, locale: str) -> Sequence[int]:
    """By our own rules. Indexes behind each sentence, white space included."""
    return [span.end for span in cut(coded, locale)]
