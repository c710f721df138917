"""Sentence rules as SRX 2.0 has them. A rule says that between what matches `before` and what matches
`after` there is a break, or there is none; where several speak of one place, the first one holds.
Source: Segmentation Rules eXchange 2.0, GALA/LISA 2008."""

from dataclasses import dataclass, field

import regex

from stoa.kernel.errors import Refusal


@dataclass(frozen=True, slots=True)
class Rule:
    """before, after: regular expressions; an empty one takes anything. in_ascii: whether it ever speaks of
    a text of ASCII alone; where it does not, it need not be asked."""

    breaks: bool
    before: str
    after: str = ""
    in_ascii: bool = field(default=True, compare=False)


@dataclass(frozen=True, slots=True)
class LanguageMap:
    """The named rules are for every locale that `pattern` matches from its beginning to its end."""

    pattern: str
    language: str

    def takes(self, locale: str) -> bool:
        """Raises Refusal where a pattern takes too long."""
        try:
            return regex.fullmatch(self.pattern, locale, flags=regex.IGNORECASE, timeout=0.1) is not None
        except TimeoutError as error:
            raise Refusal("localization.srx.too_slow", seconds=0.1) from error


@dataclass(frozen=True, slots=True, eq=False)
class RuleSet:
    """Compared as one thing, so that what is made of it can be kept at hand.

    languages: rules by the name of a language rule. cascade: all maps that take a locale speak, in their
    order; otherwise only the first. trusted: the rules are our own, so their time needs no limit."""

    languages: dict[str, tuple[Rule, ...]]
    maps: tuple[LanguageMap, ...]
    cascade: bool = True
    trusted: bool = False

    def rules_for(self, locale: str, ascii_only: bool = False) -> tuple[Rule, ...]:
        """In order. Empty where no map takes the locale: then nothing is cut. ascii_only: the text is."""
        names = [one.language for one in self.maps if one.takes(locale)]
        chosen = names if self.cascade else names[:1]
        spoken = (rule for name in chosen for rule in self.languages[name])
        return tuple(rule for rule in spoken if rule.in_ascii or not ascii_only)
