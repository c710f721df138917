"""Regular expressions that a short text may be compared with: a part of them that is always quick.

At most 200 signs and eight quantifiers, two of them other than `?`, and none but `?` after a group. No
anchors, flags, back-references, look-around or sets in sets.
"""

import re

_LONGEST = 200
_QUANTIFIERS = 8
_LOOPS = 2
_MOST_TIMES = 20
_ESCAPED = re.compile(r"\\.", re.S)
_SET_OF_SETS = re.compile(r"\[|--|&&|~~|\|\|")
_TOKEN = re.compile(
    r"""(?P<escape>\\(?:[dsw]|[^A-Za-z0-9\s]))
      | (?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])
      | (?P<open>\((?!\?))
      | (?P<close>\))
      | (?P<quantifier>[?*+]|\{(?P<least>\d{1,3})(?:,(?P<most>\d{1,3}))?\})
      | (?P<or>\|)
      | (?P<sign>[^\\\[\](){}?*+|^$])""",
    re.VERBOSE | re.DOTALL,
)


def is_quick(pattern: str) -> bool:
    """Whether it is of the part that is described above, and a regular expression at all."""
    if not pattern or len(pattern) > _LONGEST:
        return False
    at = quantifiers = loops = 0
    before = ""
    while at < len(pattern):
        token = _TOKEN.match(pattern, at)
        if token is None:
            return False
        kind = token.lastgroup or ""
        if token["set"] and _means_more_elsewhere(token["set"]):
            return False
        if token["quantifier"]:
            kind = "quantifier"
            quantifiers += 1
            loops += token[0] != "?"
            if not _may_repeat(token, before):
                return False
        before, at = kind, token.end()
    return quantifiers <= _QUANTIFIERS and loops <= _LOOPS and _compiles(pattern)


def _may_repeat(token: re.Match[str], before: str) -> bool:
    if before in ("", "quantifier", "open", "or"):
        return False
    if before == "close" and token[0] != "?":
        return False
    return int(token["most"] or token["least"] or 0) <= _MOST_TIMES


def _means_more_elsewhere(signs: str) -> bool:
    """A set of signs that other engines, and Python one day, read as nested sets or as a sum of two."""
    return _SET_OF_SETS.search(_ESCAPED.sub("", signs[1:])) is not None


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True
