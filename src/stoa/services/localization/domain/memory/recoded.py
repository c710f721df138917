"""A target of the memory with the codes of the segment that wants it."""

from stoa.services.localization.domain.coded import CodedText, CodeKind, is_mark


def recoded(wanted: CodedText, source: CodedText, target: CodedText) -> CodedText:
    """target: of the memory, with the codes of `source`. The result has the codes of `wanted`.

    With codes of the same kinds and pairs each takes the place of its like. Else those of the memory go, and
    those of the segment stand at the edges of the target if they do so in the segment. Else they are missing:
    checks say so.
    """
    if wanted.codes == target.codes:
        return target
    if _shape(wanted) == _shape(source):
        return CodedText(target.text, wanted.codes)
    words = " ".join(target.words.split()) if source.codes else target.text
    before, after = _edges(wanted.text)
    if sum(map(is_mark, before + after)) == len(wanted.codes):
        return CodedText(before + words.strip() + after, wanted.codes)
    return CodedText(words, wanted.codes)


def _shape(text: CodedText) -> list[tuple[CodeKind, int | None]]:
    return [(code.kind, code.pair) for code in text.codes]


def _edges(text: str) -> tuple[str, str]:
    """Marks before the first word and after the last, and the blanks between them."""
    signs = [place for place, sign in enumerate(text) if not is_mark(sign) and not sign.isspace()]
    if not signs:
        return text, ""
    return text[: signs[0]], text[signs[-1] + 1 :]
