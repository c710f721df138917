"""Personal data kept back from texts that leave this machine, and put into their translations again.

Found by how it is written, as nobody here knows people: e-mail addresses, telephone numbers, account and card
numbers, network addresses, names of accounts after `@`, keys in addresses, and names that follow a title or
a greeting. A name that stands alone is not found.
"""

import re
from collections.abc import Iterator

_TITLES = (
    "Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sr|Sra|Srta|Dra|Don|Doña|Señor|Señora|M|Mme|Mlle|Monsieur|Madame"
    "|Herr|Frau|Sig|Signor|Signora|Dott|Senhor|Senhora|Herrn|г-н|г-жа"
)
_GREETINGS = (
    "Dear|Hi|Hello|Hey|Hola|Querido|Querida|Estimado|Estimada|Bonjour|Cher|Chère|Liebe|Lieber|Hallo|Olá"
)
_NAME = r"[A-ZÀ-ÖØ-ÞА-Я][\w'’-]+"
_PATTERNS = (
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    r"(?<=://)[^\s/@:]+:[^\s/@]+(?=@)",
    r"(?i:(?<=[?&]token=)|(?<=[?&]key=)|(?<=[?&]password=))[^\s&#]+",
    r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}(?: ?[A-Z0-9]{1,3})?\b",
    r"\b(?:\d{4}[ -]?){3}\d{1,7}\b",
    r"\b(?:\d{1,3}\.){3}\d{1,3}\b",
    r"(?<!\w)\+\d[\d ()./-]{6,18}\d\b",
    r"(?<![\w.,/-])\(?0\d{1,4}\)?(?:[ ./-]?\d{2,4}){2,4}\b(?![.,/-]\d)",
    r"(?<![\w.,/-])\(?\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b",
    r"(?<![\w@])@[A-Za-z][\w.-]{2,}",
    rf"(?<=\b)(?:(?:{_TITLES})\.?)(?P<titled>(?:[ \u00a0]{_NAME}){{1,3}})",
    rf"(?:(?<=^)|(?<=[.!?] ))(?:{_GREETINGS})(?P<greeted>(?: {_NAME}){{1,3}})(?=\s*[,:!])",
)
_PERSONAL = re.compile("|".join(_PATTERNS), re.MULTILINE)


def personal(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each; of a title or greeting with a name, the name alone."""
    for match in _PERSONAL.finditer(text):
        group = next((name for name in ("titled", "greeted") if match[name]), None)
        start, stop = match.span(group or 0)
        yield start + (text[start] in " \u00a0"), stop
