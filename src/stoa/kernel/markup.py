"""Mark-up, and the words in it."""

import re
from html import unescape

_WITHIN_WORDS = re.compile(
    r"</?(?:a|abbr|b|bdi|bdo|cite|code|del|dfn|em|i|ins|kbd|mark|q|ruby|s|samp|small|span|strong|sub|sup|time|u|var)"
    r"(?=[\s/>])[^>]*>",
    re.IGNORECASE,
)
_BETWEEN_WORDS = re.compile(r"<[^>]*>")


def words(html: str) -> str:
    """The text of html on one line: for titles, cards, differences and searching.

    Paragraphs are apart; what is emphasised or linked within a word or before a comma stays joined to it.
    """
    joined = _WITHIN_WORDS.sub("", html)
    return " ".join(unescape(_BETWEEN_WORDS.sub(" ", joined)).split())
