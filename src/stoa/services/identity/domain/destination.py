"""Where to go after signing in."""

import re
import string
from urllib.parse import quote

HOME = "/"
_LOCAL_PATH = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f\x7f]*")
_LONGEST = 2000
_AS_IT_IS = string.punctuation


def local_path(text: str | None) -> str:
    """The path if it is one of this very origin, else home: a link to the sign-in page leads nobody away.

    In ASCII, as a header carries it.
    """
    if text and len(text) <= _LONGEST and _LOCAL_PATH.fullmatch(text):
        return quote(text, safe=_AS_IT_IS, errors="replace")
    return HOME
