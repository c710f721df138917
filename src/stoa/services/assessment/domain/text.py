"""Texts as people type them, and what of them counts."""

import re
import unicodedata
from dataclasses import dataclass

from stoa.services.assessment.domain.expression import Expression

_TYPOGRAPHY = str.maketrans(
    {"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "–": "-"}
)
_INVISIBLE = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")


def normalise(text: str, case_sensitive: bool) -> str:
    """Compatible characters, quotes and hyphens made one, invisible ones gone, spaces joined; case folded.

    Source: Unicode UAX 15 (NFKC); Unicode 3.13, default caseless matching.
    """
    plain = unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).translate(_TYPOGRAPHY)
    plain = " ".join(plain.split())
    return plain if case_sensitive else unicodedata.normalize("NFKC", plain.casefold())


@dataclass(frozen=True, slots=True)
class Pattern:
    """Accepts a text that equals it or that its expression matches whole. share: of the points, in [0, 1]."""

    text: str
    expression: Expression | None = None
    share: float = 1.0
    feedback: str = ""

    @classmethod
    def exact(
        cls, text: str, share: float = 1.0, feedback: str = "", *, case_sensitive: bool = False
    ) -> "Pattern":
        return cls(normalise(text, case_sensitive), None, share, feedback)

    @classmethod
    def matching(
        cls, text: str, share: float = 1.0, feedback: str = "", *, case_sensitive: bool = False
    ) -> "Pattern":
        """Raises Invalid when the expression asks for more than a linear engine can do."""
        return cls(text, Expression.compile(text, case_sensitive), share, feedback)

    def accepts(self, text: str) -> bool:
        """text: normalised."""
        return self.expression.matches(text) if self.expression else text == self.text


@dataclass(frozen=True, slots=True)
class TextKey:
    """The first pattern that accepts decides."""

    patterns: tuple[Pattern, ...]
    case_sensitive: bool = False

    def judge(self, text: str) -> tuple[float, str]:
        """Share and feedback of a text as it was typed."""
        plain = normalise(text, self.case_sensitive)
        for pattern in self.patterns:
            if pattern.accepts(plain):
                return pattern.share, pattern.feedback
        return 0.0, ""

    def written(self) -> str | None:
        """A text that is right, None where only expressions say so."""
        exact = (
            pattern.text for pattern in self.patterns if pattern.expression is None and pattern.share >= 1
        )
        return next((text for text in exact if self.judge(text)[0] >= 1), None)
