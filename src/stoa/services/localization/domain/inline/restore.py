"""What an engine made of a masked text: repaired where that is certain, refused by name where it is not."""

from dataclasses import dataclass
from enum import StrEnum

from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.inline.lost import put_back_lost
from stoa.services.localization.domain.inline.masks import Style, read_reply
from stoa.services.localization.domain.inline.repairs import drop_doubled, drop_foreign, order_nested
from stoa.services.localization.domain.inline.sequence import written
from stoa.services.localization.domain.inline.spacing import space_as_source


class Damage(StrEnum):
    """What an engine does to marks. FOREIGN: one that the source has not. SPACED: with other blanks."""

    FOREIGN = "foreign"
    DOUBLED = "doubled"
    LOST = "lost"
    CROSSED = "crossed"
    SPACED = "spaced"


@dataclass(frozen=True, slots=True)
class Restored:
    """target: every code of the source once, well nested. repaired: what had to be mended for that."""

    target: CodedText
    repaired: frozenset[Damage] = frozenset()


@dataclass(frozen=True, slots=True)
class Broken:
    """damage: what is wrong beyond repair. codes: indexes of the codes that it befell."""

    damage: Damage
    codes: tuple[int, ...]


_REPAIRS = (
    (Damage.FOREIGN, drop_foreign),
    (Damage.DOUBLED, drop_doubled),
    (Damage.LOST, put_back_lost),
    (Damage.CROSSED, order_nested),
    (Damage.SPACED, space_as_source),
)
"""In this order: what is there once can be ordered, and what is in order can be spaced."""


def unmask(reply: str, source: CodedText, style: Style) -> Restored | Broken:
    """reply: the engine's answer to `mask(source, style)`."""
    found = read_reply(reply, source, style)
    repaired: set[Damage] = set()
    for damage, repair in _REPAIRS:
        mended, beyond = repair(found, source)
        if beyond:
            return Broken(damage, tuple(sorted(beyond)))
        if mended != found:
            repaired.add(damage)
        found = mended
    return Restored(CodedText(written(found), source.codes), frozenset(repaired))
