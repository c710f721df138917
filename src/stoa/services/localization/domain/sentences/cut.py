"""Text into sentences."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.sentences.coded_text import part, placed, seen
from stoa.services.localization.domain.sentences.places import Places
from stoa.services.localization.domain.sentences.rules.ours import ours
from stoa.services.localization.domain.sentences.srx import RuleSet


class Span(NamedTuple):
    """A sentence with the spaces that follow it: text[begin:end]."""

    begin: int
    end: int


def cut(text: CodedText | str, locale: str, rules: RuleSet | None = None) -> list[Span]:
    """Spans that follow each other without a gap, from the beginning of the text to its end; none for no
    text. Of coded text they are places in `text.text`. rules: a tenant's, else our own. Raises Refusal where
    rules that are not ours take too long."""
    coded = CodedText(text) if isinstance(text, str) else text
    view = seen(coded)
    breaks = placed(coded, view, _places(rules or ours(), locale, view.text.isascii()).find(view.text))
    edges = [0, *breaks, len(coded.text)] if coded.text else []
    return [Span(begin, end) for begin, end in pairwise(edges)]


def parts(text: CodedText, locale: str, rules: RuleSet | None = None) -> list[CodedText]:
    """The sentences, each with its own codes, numbered from 0."""
    return [part(text, span.begin, span.end) for span in cut(text, locale, rules)]


@lru_cache(maxsize=128)
def _places(rules: RuleSet, locale: str, ascii_only: bool) -> Places:
    return Places(rules.rules_for(locale, ascii_only), rules.trusted)
