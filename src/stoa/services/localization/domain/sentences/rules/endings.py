"""Where a sentence ends, if no exception speaks against it."""

from collections.abc import Iterator

from stoa.services.localization.domain.sentences.rules.language import Language
from stoa.services.localization.domain.sentences.rules.signs import (
    CLOSING,
    CODES,
    COMMON_ENDS,
    DASHES,
    ENDS,
    IDEOGRAPHIC,
    LOWER,
    OPENING,
    RARE_ENDS,
    WIDE_CLOSING,
    WIDE_ENDS,
)
from stoa.services.localization.domain.sentences.rules.words import capital
from stoa.services.localization.domain.sentences.srx import Rule

_LABEL = r"\p{L}{1,4}\.?\)\s"
_SMALL = rf"(?:[{OPENING}{DASHES}{CODES}]\s?)*(?!{_LABEL}){LOWER}(?!\p{{Lu}})"
BEGINS = rf"(?!{_SMALL})(?!/\s|[»”](?:[\s,.;:)]|$))[^\s,;:)\]}}?!.…]"
"""How a sentence begins: with no small letter, unless as in iPhone, nor with what belongs to the one
before."""


def lines() -> Iterator[Rule]:
    """A line that ends with a space goes on. Source: RFC 3676, format=flowed."""
    yield Rule(False, rf"[^\s{ENDS}{WIDE_ENDS}:;][ \t]\n", rf"{LOWER}|[(]")
    yield Rule(False, r"\n", r"[.,;:!?)]")
    yield Rule(True, r"\n\s{0,200}+", r"\S")


def endings() -> Iterator[Rule]:
    yield _end(COMMON_ENDS)
    yield _end(RARE_ENDS, in_ascii=False)
    yield Rule(True, r"\p{L}{2}\.\s", r"\.\s\.\s\.\s\p{Lu}")
    # A sentence that somebody cut short: --" And
    yield Rule(True, r"(?:--|—)[\"”»]\s+", r"\p{Lu}")
    # No space: end.And
    word = r"(?<=(?:^|\s)(?:\p{Lu}?[\p{Ll}-]{2,}|[\d,]+)[.!?])"
    yield Rule(True, rf"[.!?]{word}", r"(?:\p{Lu}\p{Ll}*|\p{Lu}+)(?:[ ,]|\.\s)(?!\p{Lu}\.)")
    # The number of a note: end.12 And
    yield Rule(True, rf"[.!?](?<=(?:\p{{Ll}}{{3}}|[{CLOSING}]).)[{CLOSING}]*\d{{1,3}}\s+", r"\p{Lu}")


def wide_endings() -> Iterator[Rule]:
    """Chinese and Japanese: no spaces. A point between digits is none. A straight quotation mark closes if
    one stands before."""
    straight = r"(?<=\"[^\"\n]{1,200})\"(?!\w)"
    after = rf"[^{WIDE_CLOSING}）〉》{WIDE_ENDS}{ENDS}\s、，,；;：:とっ]"
    run = rf"(?<![{WIDE_ENDS}])[{WIDE_ENDS}]++(?:[{WIDE_CLOSING}{CODES}]|{straight})*+\s*+"
    yield Rule(False, r"\p{N}．", r"\p{N}", in_ascii=False)
    yield Rule(True, run, after, in_ascii=False)
    yield Rule(True, r"(?<![។៕။])[។៕။]++", r"[^\s។៕။]", in_ascii=False)


def of_language(language: Language) -> Iterator[Rule]:
    if language.ends:
        yield _end(language.ends)
    if language.starters:
        known = language.starters.split()
        glued = {word for word in known if len(word) > 1} - set(language.never_glued.split())
        words = "(?:" + "|".join(sorted(capital(word) for word in glued)) + ")"
        small = "(?:" + "|".join(known) + r")(?!\p{L})"
        # A title ran into a sentence: the price of bread The baker was. But: mark the As you type field.
        before = rf"(?<![\p{{L}}\p{{M}}'’-])(?!{small})\p{{Ll}}{{3,}}['\")’”»]?\s+"
        yield Rule(True, before, rf"(?=\p{{Lu}}){words}\s\p{{Ll}}{{2}}")


def mixed() -> Rule:
    """Chinese and Japanese with the full stop of others, and no space."""
    return Rule(
        True,
        rf"(?<![.!?])[.!?]++(?<={IDEOGRAPHIC}[.!?]+)[{WIDE_CLOSING}]*+\s*+",
        rf"(?:{IDEOGRAPHIC}|[“‘「])",
        in_ascii=False,
    )


def _end(ends: str, *, in_ascii: bool = True) -> Rule:
    """Each run of ends is read once and never given back, so that no text takes longer than its length."""
    run = rf"(?<![{ENDS}])[{ends}][{ENDS}]*+[{CLOSING}{CODES}]*+"
    return Rule(True, rf"{run}(?:[ \u00a0\u202f][»”][{ENDS}]*+)?\s++", BEGINS, in_ascii=in_ascii)
