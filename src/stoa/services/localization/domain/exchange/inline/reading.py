"""From inline elements to coded texts, the source first, then what is said of the same unit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from stoa.kernel.errors import Invalid
from stoa.services.localization.domain.coded import MOST_CODES, Code, CodedText, CodeKind, is_mark, mark
from stoa.services.localization.domain.exchange.element import Element
from stoa.services.localization.domain.exchange.inline.spelled import Spelled, Vocabulary

_MARKS = re.compile("([\ue000-\uf8ff])")
_LINES = re.compile(r"[ \t]*\n\s*")


@dataclass(slots=True)
class Read:
    """elements: which each code was, by its index. spans: the codes whose element stood around words."""

    text: CodedText
    elements: dict[int, Element]
    spans: set[int]


@dataclass(slots=True)
class InlineReader:
    """Of one unit. The first text it reads gives the codes their numbers."""

    vocabulary: Vocabulary
    _numbers: dict[tuple[str, CodeKind], int] = field(default_factory=dict)
    _codes: list[Code] = field(default_factory=list)
    _begun: bool = False

    def read(self, element: Element, *, keeps_space: bool = True) -> Read:
        """keeps_space: otherwise line breaks and what is around them are the file's layout, not text."""
        text = _Text(self.vocabulary, dict(self._numbers), list(self._codes))
        text.take(element)
        if not self._begun:
            self._numbers, self._codes, self._begun = text.numbers, text.codes, True
        signs = "".join(text.signs)
        if not keeps_space and "\n" in signs:
            signs = _LINES.sub(" ", signs).strip(" ")
        return Read(CodedText(signs, tuple(text.codes)), text.elements, text.spans)

    def beside(self, vocabulary: Vocabulary) -> "InlineReader":
        """For more texts of the same unit, whose elements are read by another vocabulary."""
        return InlineReader(vocabulary, self._numbers, self._codes, self._begun)


@dataclass(slots=True)
class _Text:
    vocabulary: Vocabulary
    numbers: dict[tuple[str, CodeKind], int]
    codes: list[Code]
    signs: list[str] = field(default_factory=list)
    elements: dict[int, Element] = field(default_factory=dict)
    spans: set[int] = field(default_factory=set)
    pairs: dict[str, int] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    seen: dict[tuple[str, CodeKind], int] = field(default_factory=dict)

    def take(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._words(child)
            else:
                self._element(child)

    def _words(self, words: str) -> None:
        """Signs that we use as marks are codes of themselves."""
        if words.isascii() or not _MARKS.search(words):
            self.signs.append(words)
            return
        for part in _MARKS.split(words):
            if part and is_mark(part[0]):
                self._code(Spelled(CodeKind.ALONE, part, f"{part} {self._times(part, CodeKind.ALONE)}"))
            else:
                self.signs.append(part)

    def _element(self, element: Element) -> None:
        spelled = self.vocabulary(element)
        if isinstance(spelled, str):
            self.signs.append(spelled)
            return
        if spelled.spans and spelled.pair is None:
            spelled = replace(spelled, pair=f"at {len(self.signs)}")
        self._note(self._code(spelled), element, spelled.spans)
        if spelled.spans:
            self.take(element)
            closing = Spelled(CodeKind.CLOSE, spelled.closing, spelled.key, spelled.pair)
            self._note(self._code(closing), element, True)

    def _note(self, index: int, element: Element, spans: bool) -> None:
        """The first that was."""
        if index not in self.elements:
            self.elements[index] = element
            if spans:
                self.spans.add(index)

    def _code(self, spelled: Spelled) -> int:
        index = self._index(spelled)
        self.signs.append(mark(index))
        return index

    def _index(self, spelled: Spelled) -> int:
        """Its number: the one of the same code in the source, else the next."""
        key = self._key(spelled)
        index = self.numbers.get((key, spelled.kind))
        if index is None:
            index = self.numbers[key, spelled.kind] = len(self.codes)
            if index == MOST_CODES:
                raise Invalid("localization.exchange.codes", limit=MOST_CODES)
            self.codes.append(Code(spelled.kind, spelled.markup, self._pair(spelled)))
        else:
            code = self.codes[index]
            if spelled.pair is not None and code.pair is not None:
                self.pairs.setdefault(spelled.pair, code.pair)
            if code.markup != spelled.markup:
                self.codes[index] = Code(spelled.kind, spelled.markup, code.pair)
        return index

    def _key(self, spelled: Spelled) -> str:
        """An end without a key has that of its beginning; without any, what it says and how often."""
        if spelled.kind is CodeKind.CLOSE and not spelled.key and spelled.pair in self.keys:
            return self.keys[spelled.pair]
        key = spelled.key or f"{spelled.markup} {self._times(spelled.markup, spelled.kind)}"
        if spelled.kind is CodeKind.OPEN and spelled.pair is not None:
            self.keys[spelled.pair] = key
        return key

    def _times(self, markup: str, kind: CodeKind) -> int:
        times = self.seen[markup, kind] = self.seen.get((markup, kind), 0) + 1
        return times

    def _pair(self, spelled: Spelled) -> int | None:
        """As a number: itself if it is one and free, else the next that is free."""
        if spelled.pair is None or spelled.kind is CodeKind.ALONE:
            return None
        if spelled.pair not in self.pairs:
            taken = {code.pair for code in self.codes}
            own = int(spelled.pair) if re.fullmatch("[1-9][0-9]{0,8}", spelled.pair) else 1
            self.pairs[spelled.pair] = next(number for number in _from(own) if number not in taken)
        return self.pairs[spelled.pair]


def _from(number: int) -> Iterator[int]:
    while True:
        yield number
        number += 1
