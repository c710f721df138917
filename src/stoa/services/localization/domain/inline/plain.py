"""Texts without mark-up: titles, captions, units."""

from stoa.services.localization.domain.coded import CodedText, index_of, is_mark
from stoa.services.localization.domain.inline.coder import Coder


def take_plain(text: str) -> CodedText:
    """Placeholders and addresses become codes, as they stand. Raises TooManyCodes."""
    coder = Coder()
    coder.text(text, encoded=False)
    return coder.result


def put_plain(target: CodedText) -> str:
    """The other way; white space as it is."""
    return "".join(target.codes[index_of(sign)].markup if is_mark(sign) else sign for sign in target.text)
