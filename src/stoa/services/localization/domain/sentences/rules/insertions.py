"""What stands inside a sentence and has ends of its own: brackets, quotations, what was left out."""

from collections.abc import Iterator

from stoa.services.localization.domain.sentences.rules.signs import CLOSING
from stoa.services.localization.domain.sentences.srx import Rule

REACH = 300
"""How far is looked for the other quotation mark. Signs."""

NEAR = 150
"""The same for brackets."""


def insertions() -> Iterator[Rule]:
    yield from _left_out()
    yield from _brackets()
    yield from _quotations()


def _left_out() -> Iterator[Rule]:
    yield Rule(False, rf"[\[(](?:\.\.\.|…)[\])][{CLOSING}]*\s+")
    yield Rule(False, r"\p{L}\.(?:\s\.){3}\s+|(?<!\.\s)\.\s\.\s\.\s+")


def _brackets() -> Iterator[Rule]:
    inside = r"()\[\]（）《》\n"
    yield Rule(False, rf"[(\[（《][^{inside}]{{0,{NEAR}}}+", rf"[^{inside}]{{0,{NEAR}}}+[)\]）》]")


def _quotations() -> Iterator[Rule]:
    far = rf"{{0,{REACH}}}"
    # "Look! A whale!" cried Ann: exclamations and questions to the end of the quotation.
    yield Rule(False, rf'(?:^|[\s(\[—–-])"[^"\n]{far}+(?<=[!?]\s+)', rf'[^".\n]{far}[!?]"(?!\w)')
    yield Rule(
        False,
        rf"(?:^|[\s(\[—–-])['‘`](?=\p{{L}})[^\n]{far}?[!?]\s+",
        rf"(?:(?!\s['‘`]|[.!?,]['’]\s)[^\n]){far}[.!?]['’](?:\s|$)",
    )
    # A paragraph that is one quotation, with its source or without.
    # Looked for first without regard to lines: that fails sooner.
    near = rf'(?<=^"[^"]{far}+)'
    yield Rule(False, rf'^"[^"\n]{far}+{near}', rf'[^"\n]{far}[^\s"(]"(?:\s*$|\s\()')
    yield Rule(False, r"[.!?]['’]\s+", r"\(")
    # «Who is it? – asked Ann. – Open!»
    yield Rule(False, rf"«[^«»\n]{far}\s(?=[–—])", rf"[–—]\s[^«»\n]{far}»", in_ascii=False)
