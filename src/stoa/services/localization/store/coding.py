"""How codes and skeletons lie in a column: as JSON, written and read faster than PostgreSQL would."""

from collections.abc import Sequence

import msgspec

from stoa.services.localization.domain.coded import Code, CodedText
from stoa.services.localization.domain.skeletons import FieldSkeleton

_codes = msgspec.json.Decoder(tuple[Code, ...])
_skeletons = msgspec.json.Decoder(list[FieldSkeleton])


def codes_json(codes: Sequence[Code]) -> str:
    return msgspec.json.encode(codes).decode() if codes else "[]"


def coded_from(text: str, codes: str) -> CodedText:
    return CodedText(text, () if codes == "[]" else _codes.decode(codes))


def skeletons_json(skeletons: Sequence[FieldSkeleton]) -> str:
    return msgspec.json.encode(skeletons).decode()


def skeletons_from(stored: str) -> list[FieldSkeleton]:
    return _skeletons.decode(stored)
