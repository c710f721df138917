"""What engines and editors leave behind in a text: entities, marks of masks, signs that cannot be read."""

import re
from collections.abc import Iterator

from stoa.services.localization.domain.checks.finding import Rendering

_ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,6}|amp|lt|gt|quot|apos|nbsp);")
_MASK = re.compile(r"<(?i:/?[gx]\b[^>]*|unk)>|[▁⁇\ufffd]")


def encoded(pair: Rendering) -> Iterator[dict[str, str]]:
    """An entity that readers would see as it is written: `l&#39;eau`."""
    found = {one for one in _ENTITY.findall(pair.target.words) if one not in pair.source.words}
    if found:
        yield {"found": " ".join(sorted(found))}


def left_over(pair: Rendering) -> Iterator[dict[str, str]]:
    found = {one for one in _MASK.findall(pair.target.words) if one not in pair.source.words}
    if found:
        yield {"found": " ".join(sorted(found))}


def empty(pair: Rendering) -> Iterator[dict[str, str]]:
    """The source says something and the target nothing."""
    if _says(pair.source.words) and not _says(pair.target.words):
        yield {}


def _says(text: str) -> bool:
    return any(sign.isalnum() for sign in text)
