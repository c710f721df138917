"""A target that may lack codes, as it can be shown: nothing that it opens reaches beyond it."""

from collections.abc import Sequence

from stoa.services.localization.domain.coded import Code, CodeKind, index_of, is_mark, mark


def contained(text: str, codes: Sequence[Code]) -> str:
    """With these codes alone, well nested: what is left open is closed, what never began is gone."""
    ends = {code.pair: mark(at) for at, code in enumerate(codes) if code.kind is CodeKind.CLOSE}
    said, opened = "", list[int | None]()
    for sign in text:
        if not is_mark(sign):
            said += sign
            continue
        if index_of(sign) >= len(codes):
            continue
        code = codes[index_of(sign)]
        if code.kind is CodeKind.CLOSE:
            if code.pair not in opened:
                continue
            while (last := opened.pop()) != code.pair:
                said += ends[last]
        elif code.kind is CodeKind.OPEN:
            opened.append(code.pair)
        said += sign
    return said + "".join(ends[pair] for pair in reversed(opened))
