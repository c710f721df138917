"""Which terms of a glossary are looked for."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sought:
    """Which terms. words: in a source, a target or a note. Empty is any."""

    source_locale: str = ""
    target_locale: str = ""
    scope: str = ""
    words: str = ""
