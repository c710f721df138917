"""Real translations by people, as the checks see them. The data lies outside of the project.

FLORES dev (CC BY-SA 4.0): 997 sentences in twelve languages. LibreOffice Help 7.4 (MPL-2.0): HTML in seven.
"""

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from stoa.kernel.locale import Locale
from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.coded import Code, CodedText, index_of, is_mark, mark
from stoa.services.localization.domain.inline.coder import coded
from stoa.services.localization.domain.inline.pairs import pairs_of
from stoa.services.localization.domain.inline.plain import take_plain
from stoa.services.localization.domain.inline.run import pieces
from stoa.services.localization.domain.inline.tags import read

ENGLISH = Locale("en")
_LOCALES = "en-US|es|fr|de|ja|pt-BR|zh-CN|hi"
_OF_LOCALE = re.compile(rf'(?<=href=")(?:{_LOCALES})/|(?<=/)(?:{_LOCALES})/(?=[^"/]*")')
"""Parts of paths that name the language of a page or picture: another page, not another link."""
_SAID = re.compile(r' (?:data-tooltip|alt|title)="[^"]*"')
"""Attributes that are translated for themselves."""


def flores(folder: Path) -> Iterator[Rendering]:
    """Edges are stripped: some references end in a blank, which no segment of ours has."""
    with gzip.open(folder / "flores-dev-mt-outputs.json.gz", "rt", encoding="utf-8") as file:
        data = json.load(file)
    for locale, outputs in data.items():
        if locale != ENGLISH:
            for source, target in zip(data[ENGLISH], outputs["ref"], strict=True):
                yield Rendering(
                    take_plain(source.strip()), take_plain(target.strip()), ENGLISH, Locale(locale)
                )


def help_blocks(folder: Path, most: int) -> Iterator[Rendering]:
    """Of the first `most` blocks; without those that are the English ones, which nobody has translated."""
    with gzip.open(folder / "lo-help-train.jsonl.gz", "rt", encoding="utf-8") as file:
        for _, line in zip(range(most), file, strict=False):
            block = json.loads(line)
            source = _whole(block["en"])
            for locale, html in block.items():
                target = _whole(html)
                if locale not in {"id", "en"} and _signs(target) != _signs(source):
                    yield Rendering(source, with_codes_of(source, target), ENGLISH, Locale(locale))


def _whole(html: str) -> CodedText:
    """A block with the tags at its edges too, so that those are checked as well."""
    run = pieces(list(read(_OF_LOCALE.sub("", _SAID.sub("", html)))))
    return coded(run, 0, len(run), keeps_space=False)


def _signs(text: CodedText) -> str:
    return "".join(text.words.split())


def with_codes_of(source: CodedText, target: CodedText) -> CodedText:
    """The target with the marks of the source where a tag is one of the source; others are added."""
    ends = {closing: opening for opening, closing in pairs_of(target).items()}
    end_of = pairs_of(source)
    free: dict[str, list[int]] = {}
    for index, code in enumerate(source.codes):
        if index not in end_of.values():
            free.setdefault(code.markup, []).append(index)
    codes, known = list(source.codes), dict[int, int]()
    for sign in target.text:
        if not is_mark(sign):
            continue
        index = index_of(sign)
        code = target.codes[index]
        same = free.get(code.markup, [])
        found = end_of.get(known[ends[index]]) if index in ends else same.pop(0) if same else None
        if found is None:
            found = len(codes)
            codes.append(Code(code.kind, code.markup, None if code.pair is None else 10_000 + code.pair))
        known[index] = found
    text = "".join(mark(known[index_of(sign)]) if is_mark(sign) else sign for sign in target.text)
    return CodedText(text, tuple(codes))
