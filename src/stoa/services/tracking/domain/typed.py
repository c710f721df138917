"""What people type for others, before it is kept."""

from collections.abc import Sequence

from stoa.kernel.errors import Invalid, InvalidInput
from stoa.kernel.locale import Locale, parse_locale


def as_line(text: str) -> str:
    """Without ends of lines, and one space between words."""
    return " ".join(text.split())


def as_lines(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


def checked_locale(locale: str, others: Sequence[Invalid]) -> Locale:
    """others: faults of the words in it. Raises Invalid, or InvalidInput for several."""
    faults = [*others]
    try:
        known = parse_locale(locale)
    except Invalid as fault:
        faults.append(fault)
    if faults:
        raise InvalidInput(faults) if len(faults) > 1 else faults[0]
    return known
