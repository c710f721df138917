"""A run: texts and inline tags between two tags of blocks."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from stoa.services.localization.domain.coded import CodeKind
from stoa.services.localization.domain.inline.elements import SILENT, WHOLE
from stoa.services.localization.domain.inline.placeholders import split
from stoa.services.localization.domain.inline.tags import Tag

_EDGES = re.compile(r"([ \t\n\r\f]*)(.*?)([ \t\n\r\f]*)", re.DOTALL)


@dataclass(slots=True)
class Piece:
    """raw: as it stands in the source. kind: None for text. partner: where in the run its other half is."""

    raw: str
    kind: CodeKind | None = None
    silent: bool = False
    partner: int | None = None


def pieces(tokens: Sequence[Tag | str]) -> list[Piece]:
    """tokens: of one run. White space at the edges of each text stands by itself."""
    found: list[Piece] = []
    opened: list[tuple[str, int]] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        if isinstance(token, str):
            found += _of_text(token)
        elif token.name in WHOLE and not token.ends:
            stop = _end_of(tokens, at, token.name)
            found.append(Piece("".join(map(_raw, tokens[at - 1 : stop])), CodeKind.ALONE))
            at = stop
        elif token.ends:
            _close(token, found, opened)
        else:
            if token.name and token.name not in SILENT:
                opened.append((token.name, len(found)))
            found.append(Piece(token.raw, CodeKind.ALONE, silent=True))
    return found


def _raw(token: Tag | str) -> str:
    return token if isinstance(token, str) else token.raw


def _of_text(raw: str) -> Iterator[Piece]:
    edges = _EDGES.fullmatch(raw)
    for part in edges.groups() if edges else (raw,):
        if part:
            yield Piece(part, silent=not part.strip(" \t\n\r\f"))


def _end_of(tokens: Sequence[Tag | str], start: int, name: str) -> int:
    """Behind the tag that ends the element; `start` when there is none."""
    depth = 1
    for at in range(start, len(tokens)):
        token = tokens[at]
        if isinstance(token, Tag) and token.name == name:
            depth += -1 if token.ends else 1
            if depth == 0:
                return at + 1
    return start


def _close(token: Tag, found: list[Piece], opened: list[tuple[str, int]]) -> None:
    """Joins the tag to the one it ends. A tag whose other half is not in the run stays alone."""
    here = len(found)
    found.append(Piece(token.raw, CodeKind.ALONE, silent=True))
    for depth in range(len(opened) - 1, -1, -1):
        name, start = opened[depth]
        if name == token.name:
            del opened[depth:]
            found[start].kind, found[start].partner = CodeKind.OPEN, here
            found[here].kind, found[here].partner = CodeKind.CLOSE, start
            return


def bounds(run: Sequence[Piece]) -> tuple[int, int]:
    """First and behind the last of what a translator sees: silent edges and tags around all are outside."""
    start, stop = 0, len(run)
    while start < stop:
        first = run[start]
        if first.kind is CodeKind.OPEN and first.partner == stop - 1:
            start, stop = start + 1, stop - 1
        elif (behind := _silent_until(run, start)) is not None:
            start = behind
        elif (before := _silent_from(run, stop)) is not None:
            stop = before
        else:
            break
    return start, stop


def _silent_until(run: Sequence[Piece], start: int) -> int | None:
    first = run[start]
    if first.kind is CodeKind.OPEN and first.partner is not None:
        inside = run[start : first.partner + 1]
        return first.partner + 1 if all(piece.silent for piece in inside) else None
    return start + 1 if first.silent and first.kind is not CodeKind.CLOSE else None


def _silent_from(run: Sequence[Piece], stop: int) -> int | None:
    last = run[stop - 1]
    if last.kind is CodeKind.CLOSE and last.partner is not None:
        inside = run[last.partner : stop]
        return last.partner if all(piece.silent for piece in inside) else None
    return stop - 1 if last.silent and last.kind is not CodeKind.OPEN else None


def has_words(run: Sequence[Piece]) -> bool:
    """Whether anything in it can be translated: a letter or a digit that is not protected."""
    return any(
        sign.isalnum()
        for piece in run
        if piece.kind is None
        for words, protected in split(unescape(piece.raw))
        if not protected
        for sign in words
    )
