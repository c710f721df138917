"""What can be told of a translation without knowing a good one."""

from collections.abc import Collection, Sequence
from math import log

from stoa.services.localization.domain.checks.finding import Rendering, Severity
from stoa.services.localization.domain.checks.lengths import deviation
from stoa.services.localization.domain.checks.table import findings
from stoa.services.localization.domain.quality.agreement import agreement

OWN = ("length", "stopped", "warned", "copied", "repeated", "source_length")
"""Of a translation alone."""
NAMES = ("agreement", "closest", *OWN)


def signals(pair: Rendering, others: Sequence[str]) -> tuple[float, ...]:
    """In the order of NAMES. others: what other engines made of the source, as `CodedText.words`.

    agreement, closest: in [0, 1].
    """
    severities = {finding.severity for finding in findings(pair)}
    return (*agreement(pair.target.words, others), *own_signals(pair, severities))


def own_signals(pair: Rendering, severities: Collection[str]) -> tuple[float, ...]:
    """In the order of OWN. severities: of what the checks found.

    length: standard deviations from the usual, unsigned. stopped, warned: 0 or 1. copied, repeated: in
    [0, 1]. source_length: natural logarithm of signs.
    """
    source, target = pair.source.words, pair.target.words
    return (
        min(6.0, abs(deviation(source, target, pair.from_locale, pair.to_locale))),
        float(Severity.STOPS in severities),
        float(Severity.WARNS in severities),
        _copied(source, target),
        _repeated(target),
        log(len(source) + 1),
    )


def _copied(source: str, target: str) -> float:
    """Share of the target's ordinary words that stand in the source too."""
    known = set(source.split())
    words = [word for word in target.split() if word.isalpha() and word.islower()]
    return sum(word in known for word in words) / len(words) if words else 0.0


def _repeated(text: str) -> float:
    """Share of runs of six signs that came before."""
    runs = [text[at : at + 6] for at in range(len(text) - 5)]
    return 1 - len(set(runs)) / len(runs) if runs else 0.0
