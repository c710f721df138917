"""Words that a program fills in or a browser opens: they come through a translation letter by letter."""

import re
from collections.abc import Iterator

_URL = r"(?:https?|ftp)://[!#-&(-;=?-~]*[#-&*+\-/0-9=@A-Z\\^_`a-z|~]"
"""Of ASCII, as addresses are written: in Chinese the next word follows without a blank."""
_E_MAIL = r"[A-Za-z0-9][A-Za-z0-9._%+-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}"
_GAP = r"\{\{[^{}\s]{1,100}\}\}"
_TEMPLATE = r"\$\{[^{}\s]{1,100}\}"
_NAMED = r"\{(?:[A-Za-z_][\w.-]{0,98}|\d{0,2})(?:![rsa])?(?::[^{}\s]{0,20})?\}"
_PERCENT = r"(?<![\d\w%])%(?:\(\w+\)|\d+\$)?(?:[-+#0]*\d*(?:\.\d+)?)[sdifgxu](?![A-Za-z])"
_PROTECTED = re.compile("|".join((_URL, _E_MAIL, _GAP, _TEMPLATE, _NAMED, _PERCENT)))
URL = re.compile(_URL)
E_MAIL = re.compile(_E_MAIL)
_SIGNS = ("{", "%", "@", "://")
"""Each of them has one of these."""


def split(text: str) -> Iterator[tuple[str, bool]]:
    """Stretches of the text in order, each with whether it is protected; joined they are the text."""
    if text and not any(sign in text for sign in _SIGNS):
        yield text, False
        return
    at = 0
    for found in _PROTECTED.finditer(text):
        if found.start() > at:
            yield text[at : found.start()], False
        yield found[0], True
        at = found.end()
    if at < len(text):
        yield text[at:], False
