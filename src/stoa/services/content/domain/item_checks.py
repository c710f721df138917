"""What an item still lacks. `field` is the path in its form, for example `choices[1].html`."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from stoa.kernel.errors import Invalid
from stoa.kernel.markup import words
from stoa.services.content.domain.html import says_nothing
from stoa.services.content.domain.items import (
    Choice,
    ChoiceItem,
    ClozeItem,
    Gap,
    Item,
    MatchItem,
    MultipleItem,
    NearMiss,
    NumericItem,
    OrderItem,
    Pattern,
    ShortTextItem,
)
from stoa.services.content.domain.patterns import is_quick

_GAP = re.compile(r"\{\{([^{}]*)\}\}")


def faults_of_item(item: Item) -> Iterator[Invalid]:
    """The data of each names the item, so that a list of many says where."""
    for fault in _faults(item):
        fault.data.setdefault("item", words(item.prompt)[:60] or item.key)
        yield fault


def _faults(item: Item) -> Iterator[Invalid]:
    if says_nothing(item.prompt) and not isinstance(item, ClozeItem):
        yield Invalid("content.item.no_prompt", field="prompt")
    if not 0 < item.points <= 100:
        yield Invalid("content.item.points", field="points")
    if isinstance(item, ChoiceItem):
        yield from _choices(item.choices, exactly_one=True)
    elif isinstance(item, MultipleItem):
        yield from _choices(item.choices, exactly_one=False)
    elif isinstance(item, NumericItem):
        yield from _number(item.value, item.tolerance, item.near_misses)
    elif isinstance(item, ShortTextItem):
        yield from _patterns(item.patterns)
    elif isinstance(item, MatchItem):
        yield from _match(item)
    elif isinstance(item, OrderItem):
        yield from _filled([entry.html for entry in item.entries], "entries", "html", 2)
    elif isinstance(item, ClozeItem):
        yield from _cloze(item)


def _choices(choices: Sequence[Choice], exactly_one: bool, at: str = "choices") -> Iterator[Invalid]:
    yield from _filled([choice.html for choice in choices], at, "html", 2)
    correct = sum(choice.correct for choice in choices)
    if choices and exactly_one and correct != 1:
        yield Invalid("content.item.one_correct", field=at, found=correct)
    elif choices and not correct:
        yield Invalid("content.item.some_correct", field=at)


def _filled(texts: Sequence[str], at: str, name: str, least: int) -> Iterator[Invalid]:
    """Enough entries, none empty, all different."""
    if len(texts) < least:
        yield Invalid("content.item.too_few", field=at, least=least)
    for index, text in enumerate(texts):
        if says_nothing(text):
            yield Invalid("content.item.empty", field=f"{at}[{index}].{name}")
    twice = [text for text, count in Counter(words(text) for text in texts).items() if text and count > 1]
    if twice:
        yield Invalid("content.item.twice", field=at, text=twice[0])


def _number(
    value: float | None, tolerance: float, near_misses: Iterable[NearMiss], at: str = ""
) -> Iterator[Invalid]:
    if value is None or not math.isfinite(value):
        yield Invalid("content.item.no_number", field=f"{at}value")
    if not (math.isfinite(tolerance) and tolerance >= 0):
        yield Invalid("content.item.tolerance", field=f"{at}tolerance")
    for index, miss in enumerate(near_misses):
        if not (0 <= miss.share < 1):
            yield Invalid("content.item.share", field=f"{at}near_misses[{index}].share")


def _patterns(patterns: Sequence[Pattern], at: str = "patterns") -> Iterator[Invalid]:
    if not any(pattern.share == 1 for pattern in patterns):
        yield Invalid("content.item.no_pattern", field=at)
    for index, pattern in enumerate(patterns):
        if not pattern.text.strip():
            yield Invalid("content.item.empty", field=f"{at}[{index}].text")
        elif pattern.regular_expression and not is_quick(pattern.text):
            yield Invalid("content.item.pattern", field=f"{at}[{index}].text")
        if not 0 <= pattern.share <= 1:
            yield Invalid("content.item.share", field=f"{at}[{index}].share")


def _match(item: MatchItem) -> Iterator[Invalid]:
    yield from _filled([pair.left for pair in item.pairs], "pairs", "left", 2)
    rights = [pair.right for pair in item.pairs] + [distractor.html for distractor in item.distractors]
    yield from _filled(rights, "pairs", "right", 2)


def _cloze(item: ClozeItem) -> Iterator[Invalid]:
    named = _GAP.findall(item.text)
    gaps = [gap.id for gap in item.gaps]
    if not named:
        yield Invalid("content.item.no_gap", field="text")
    for name in sorted(set(named) - set(gaps)):
        yield Invalid("content.item.gap_unknown", field="text", name=name)
    for name in sorted(set(gaps) - set(named)):
        yield Invalid("content.item.gap_missing", field="text", name=name)
    if len(set(named)) != len(named):
        yield Invalid("content.item.gap_twice", field="text")
    for index, gap in enumerate(item.gaps):
        yield from _gap(gap, f"gaps[{index}]")


def _gap(gap: Gap, at: str) -> Iterator[Invalid]:
    given = [bool(gap.choices), bool(gap.patterns), gap.value is not None]
    if sum(given) != 1:
        yield Invalid("content.item.gap_kind", field=at, name=gap.id)
    elif gap.choices:
        yield from _choices(gap.choices, exactly_one=True, at=f"{at}.choices")
    elif gap.patterns:
        yield from _patterns(gap.patterns, f"{at}.patterns")
    else:
        yield from _number(gap.value, gap.tolerance, gap.near_misses, f"{at}.")
