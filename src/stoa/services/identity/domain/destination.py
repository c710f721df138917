"""Where to go after signing in."""

import re

HOME = "/"
_LOCAL_PATH = re.compile(r"/(?![/\\])[^\s\\\x00-\x1f\x7f]*")
_LONGEST = 2000


def local_path(text: str | None) -> str:
    """The path if it is one of this very origin, else home: a link to the sign-in page leads nobody away."""
    if text and len(text) <= _LONGEST and _LOCAL_PATH.fullmatch(text):
        return text
    return HOME
