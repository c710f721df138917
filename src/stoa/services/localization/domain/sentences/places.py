"""Where sentences end in plain text, by the rules of one locale.

Each break rule becomes one scan of the text, with the exceptions that come before it in the order as looks to
both sides. So Python does something only where a break may be."""

from collections.abc import Iterable, Iterator

import regex

from stoa.kernel.errors import Refusal
from stoa.services.localization.domain.sentences.srx import Rule

SECONDS_A_TEXT = 2.0
"""Longest that rules which are not ours may take for one text; each of their scans has its part of it."""

SAMPLE = """The lamp was lit at 7 p.m. on 3 May 2021; "Who is there?" asked Ms. Gray (her voice was low).
Nobody answered. 1) Open the door. 2) Wait... Then a bell rang, twice, and the old house - No. 12 - was
quiet again!"""
"""A rule of ours is sought by that side of it which is rarer here: the other is looked at only there."""

Pattern = regex.Pattern[str]


class Places:
    """trusted: the rules are our own, and need no limit. Raises regex.error for what is no expression."""

    def __init__(self, rules: Iterable[Rule], trusted: bool) -> None:
        self._from_before: list[Pattern] = []
        self._from_after: list[tuple[Pattern, Pattern]] = []
        exceptions = ""
        for rule in rules:
            if not rule.breaks:
                exceptions += f"(?!{_seen(rule)})"
            elif trusted and _rarer_after(rule):
                self._from_after.append((_compiled(rule.after), _compiled(f"(?<={rule.before}){exceptions}")))
            else:
                pattern = f"(?:{rule.before})(?={rule.after}){exceptions}"
                self._from_before.append(_compiled(pattern))
        self._timeout = None if trusted else SECONDS_A_TEXT / max(1, len(self._from_before))

    def find(self, text: str) -> list[int]:
        """Rising, without the beginning and the end of the text. Raises Refusal where foreign rules take too
        long."""
        try:
            found = set(self._found(text))
        except TimeoutError as error:
            raise Refusal("localization.srx.too_slow", seconds=SECONDS_A_TEXT) from error
        return sorted(found - {0, len(text)})

    def _found(self, text: str) -> Iterator[int]:
        for one in self._from_before:
            for match in one.finditer(text, overlapped=True, timeout=self._timeout):
                yield match.end()
        for after, here in self._from_after:
            for match in after.finditer(text, overlapped=True):
                if here.match(text, match.start()):
                    yield match.start()


def _seen(rule: Rule) -> str:
    return f"(?<={rule.before})(?={rule.after})" if rule.after else f"(?<={rule.before})"


def _compiled(pattern: str) -> Pattern:
    return regex.compile(pattern, regex.MULTILINE | regex.VERSION1)


def _rarer_after(rule: Rule) -> bool:
    before, after = (
        sum(1 for _ in _compiled(one).finditer(SAMPLE, overlapped=True)) for one in (rule.before, rule.after)
    )
    return bool(rule.after) and after < before
