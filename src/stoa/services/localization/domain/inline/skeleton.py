"""HTML taken apart into what stays and what is translated, and put together again.

What comes back without a translation is the same document: byte by byte where the HTML is as the sanitiser
writes it and white space stands as single blanks, else equal but for white space that browsers collapse.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from stoa.services.localization.domain.coded import CodedText, index_of, is_mark
from stoa.services.localization.domain.inline.coder import Coder, TooManyCodes, coded
from stoa.services.localization.domain.inline.elements import (
    BLOCKS,
    KEEPS_SPACE,
    TRANSLATED_ATTRIBUTES,
    WHOLE,
)
from stoa.services.localization.domain.inline.run import bounds, has_words, pieces
from stoa.services.localization.domain.inline.tags import (
    Tag,
    attributes,
    encode_attribute,
    encode_text,
    read,
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Where the attribute stands that a text is the value of: in a code of another text of the skeleton.

    start, stop: within the markup of the code.
    """

    text: int
    code: int
    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a document: what a block says, or an attribute.

    element: whose it is; empty outside of every block. attribute: its name, empty for what a block says.
    keeps_space: line breaks and blanks count, as in pre. holder: None where the skeleton has its place.
    """

    coded: CodedText
    element: str = ""
    attribute: str = ""
    keeps_space: bool = False
    holder: Holder | None = None


@dataclass(frozen=True, slots=True)
class Skeleton:
    """pieces: mark-up as it stands, and indexes into texts. texts: in the order of the document."""

    pieces: tuple[str | int, ...]
    texts: tuple[Text, ...]


def take_apart(html: str) -> Skeleton:
    """html: sanitised. Every word that a reader sees or hears is in one text, except inside of code."""
    taker = _Taker()
    for token in read(html):
        taker.take(token)
    return taker.end()


def pictures(skeleton: Skeleton) -> list[list[int]]:
    """Texts that are attributes of one picture, by index; of each picture that does not name a language."""
    tags: dict[tuple[int, int], str] = {}
    found: dict[tuple[int, int], list[int]] = {}
    begun = (-1, 0)
    for at, piece in enumerate(skeleton.pieces):
        if isinstance(piece, int) and skeleton.texts[piece].attribute:
            found.setdefault(begun, []).append(piece)
        elif isinstance(piece, str) and piece.startswith("<"):
            begun = (-1, at)
        tags[begun] = tags.get(begun, "") + (piece if isinstance(piece, str) else '""')
    for at, text in enumerate(skeleton.texts):
        if text.holder is not None:
            held = (text.holder.text, text.holder.code)
            found.setdefault(held, []).append(at)
            tags[held] = skeleton.texts[held[0]].coded.codes[held[1]].markup
    return [
        texts
        for tag, texts in found.items()
        if skeleton.texts[texts[0]].element == "img"
        and all(one.name != "lang" for one in attributes(tags[tag]))
    ]


def put_together(
    skeleton: Skeleton, targets: Sequence[CodedText | None], beside: Mapping[int, str] | None = None
) -> str:
    """HTML with targets[i] in the place of texts[i]; the source where it is None.

    beside: further attributes of the element that has texts[i] as one, by i. Whether a target has all marks
    of its source is for the checks to see.
    """
    further = beside or {}
    said = [target or text.coded for text, target in zip(skeleton.texts, targets, strict=True)]
    markup = [[code.markup for code in text.coded.codes] for text in skeleton.texts]
    for at in range(len(said) - 1, -1, -1):
        text, holder = skeleton.texts[at], skeleton.texts[at].holder
        if text.attribute and holder is not None:
            whole = markup[holder.text][holder.code]
            value = _value(said[at]) + further.get(at, "")
            markup[holder.text][holder.code] = whole[: holder.start] + value + whole[holder.stop :]
    return "".join(
        piece
        if isinstance(piece, str)
        else _value(said[piece]) + further.get(piece, "")
        if skeleton.texts[piece].attribute
        else _inner(said[piece].text, markup[piece])
        for piece in skeleton.pieces
    )


def _inner(text: str, markup: Sequence[str]) -> str:
    return "".join(markup[index_of(sign)] if is_mark(sign) else encode_text(sign) for sign in text)


def _value(text: CodedText) -> str:
    """With quotation marks around it. Codes of attributes are placeholders, kept decoded."""
    decoded = (text.codes[index_of(sign)].markup if is_mark(sign) else sign for sign in text.text)
    return f'"{encode_attribute("".join(decoded))}"'


class _Taker:
    """Collects runs, and writes the skeleton when a block begins or ends."""

    def __init__(self) -> None:
        self._pieces: list[str | int] = []
        self._texts: list[Text] = []
        self._run: list[Tag | str] = []
        self._within: list[str] = []
        self._whole = 0

    def take(self, token: Tag | str) -> None:
        if isinstance(token, str) or token.name not in BLOCKS or self._whole:
            self._run.append(token)
            if isinstance(token, Tag) and token.name in WHOLE:
                self._whole = max(0, self._whole + (-1 if token.ends else 1))
            return
        self._end_run()
        self._keep(token.raw)
        if token.name in {"hr", "col"}:
            return
        if not token.ends:
            self._within.append(token.name)
        elif token.name in self._within:
            while self._within.pop() != token.name:
                pass

    def end(self) -> Skeleton:
        self._end_run()
        return Skeleton(tuple(self._pieces), tuple(self._texts))

    def _end_run(self) -> None:
        run = pieces(self._run)
        self._run = []
        start, stop = bounds(run)
        inner = None
        if has_words(run[start:stop]):
            keeps_space = not KEEPS_SPACE.isdisjoint(self._within)
            try:
                inner = Text(coded(run, start, stop, keeps_space=keeps_space), self._element, "", keeps_space)
            except TooManyCodes:
                inner = None
        if inner is None:
            start = stop = len(run)
        for piece in run[:start]:
            self._keep(piece.raw)
        if inner is not None:
            self._hold(inner)
        for piece in run[stop:]:
            self._keep(piece.raw)

    @property
    def _element(self) -> str:
        return self._within[-1] if self._within else ""

    def _hold(self, text: Text) -> None:
        here = len(self._texts)
        self._pieces.append(here)
        self._texts.append(text)
        for index, code in enumerate(text.coded.codes):
            for found in attributes(code.markup):
                if found.name in TRANSLATED_ATTRIBUTES and (value := _worth(found.value)):
                    holder = Holder(here, index, found.start, found.stop)
                    self._texts.append(Text(value, _name(code.markup), found.name, holder=holder))

    def _keep(self, raw: str) -> None:
        """Into the skeleton, with a place for each attribute that is translated."""
        at = 0
        for found in attributes(raw):
            if found.name in TRANSLATED_ATTRIBUTES and (value := _worth(found.value)):
                self._pieces += [raw[at : found.start], len(self._texts)]
                self._texts.append(Text(value, _name(raw), found.name))
                at = found.stop
        if at < len(raw):
            self._pieces.append(raw[at:])


def _worth(value: str) -> CodedText | None:
    """The value as a text, if there is anything to translate in it."""
    coder = Coder()
    try:
        coder.text(value, encoded=False)
    except TooManyCodes:
        return None
    return coder.result if any(sign.isalnum() for sign in coder.result.words) else None


def _name(tag: str) -> str:
    return next((token.name for token in read(tag) if isinstance(token, Tag)), "")
