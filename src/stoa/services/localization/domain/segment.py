"""Segments: what is translated by itself, a sentence or a short whole."""

from dataclasses import dataclass
from uuid import UUID

from stoa.kernel.checksum import Checksum, checksum_of
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.places import Form


@dataclass(frozen=True, slots=True)
class Cut:
    """A segment as it was just cut. path: of the field it stands in. checksum: of its content."""

    path: str
    form: Form
    coded: CodedText
    checksum: Checksum


@dataclass(frozen=True, slots=True)
class Segment:
    """id: stable over reordering and change. object: the course's own id for texts of the course itself.

    position: among the segments of its object. context: checksum of the segments before and after.
    """

    id: UUID
    course: UUID
    object: UUID
    path: str
    form: Form
    position: int
    coded: CodedText
    checksum: str
    context: str


def content_checksum(coded: CodedText) -> Checksum:
    """Of what is to be translated: the words, and of which kind each code is, but not what is in it.

    A link that leads elsewhere needs no other translation.
    """
    return checksum_of([coded.text, [(code.kind, code.pair) for code in coded.codes]])


def contexts(cuts: list[Cut]) -> list[Checksum]:
    """Of each: a checksum of its neighbours. cuts: all of one object, in order."""
    sums = ["", *(cut.checksum for cut in cuts), ""]
    return [checksum_of([sums[at], sums[at + 2]]) for at in range(len(cuts))]


def says_words(coded: CodedText) -> bool:
    """Whether there is a letter in it: a number by itself is not translated."""
    return any(sign.isalpha() for sign in coded.words)


def count_words(coded: CodedText) -> int:
    """By white space; in a script that has none, by signs, two to a word."""
    counted = coded.words.split()
    return sum(1 if word.isascii() else max(1, _unspaced(word) // 2) for word in counted)


def _unspaced(word: str) -> int:
    """Signs of Chinese, Japanese and Thai: their words are not apart."""
    return sum("\u0e00" <= sign <= "\u0e7f" or "\u3040" <= sign <= "\u9fff" for sign in word)
