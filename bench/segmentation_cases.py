"""Rule cases of the shared folder, and whether our rules pass them."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from stoa.services.localization.domain.coded import Code, CodedText, CodeKind, mark
from stoa.services.localization.domain.sentences.cut import parts

BLOCK = re.compile(r"</?(?:p|div|h\d|li|ul|ol|table|tr|td)\b[^>]*>")
MARK_UP = re.compile(r"<(bpt|ept|ph|it)\b[^>]*>.*?</\1>|<[^>]+>|\{b\^.*?b\^\}|(?:\\ ?[rn] ?)+")

Cut = Callable[[str, str], Iterable[str]]


def coded(text: str) -> CodedText:
    """Mark-up as codes, as it comes from a course; where a block begins or ends is a new line."""
    codes: list[Code] = []

    def hide(found: re.Match[str]) -> str:
        codes.append(Code(CodeKind.ALONE if found[0].startswith("\\") else CodeKind.CLOSE, found[0]))
        return mark(len(codes) - 1)

    return CodedText(MARK_UP.sub(hide, BLOCK.sub("\n", text)), tuple(codes))


def passes(case: dict[str, Any]) -> bool:
    """Spaces are not compared, and a back-tick counts as the quotation mark that it stands for."""
    return _bare(one.words for one in parts(coded(case["text"]), case["lang"])) == _bare(case["exp"])


def passes_with(case: dict[str, Any], cut: Cut) -> bool:
    """The same for another library, which knows no codes: it gets the text without mark-up."""
    return _bare(cut(case["lang"], coded(case["text"]).words)) == _bare(case["exp"])


def _bare(sentences: Iterable[str]) -> list[str]:
    bare = ("".join(one.replace("`", "'").split()) for one in sentences)
    return [one for one in bare if one]
