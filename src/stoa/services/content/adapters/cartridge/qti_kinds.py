"""Questions of QTI 1.2 as items. Each builder gives the item and why it counts as converted, if it does."""

import math
import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

from stoa.kernel.markup import words
from stoa.services.content.adapters.cartridge.qti import Part, Question, Test
from stoa.services.content.domain.html import Html, plain
from stoa.services.content.domain.items import (
    Choice,
    ChoiceItem,
    ClozeItem,
    Distractor,
    Feedback,
    Gap,
    Item,
    MatchItem,
    MatchPair,
    MultipleItem,
    NumericItem,
    Pattern,
    Scoring,
    ShortTextItem,
    TrueFalseItem,
)

_YES = frozenset({"true", "wahr", "vrai", "verdadero", "vero", "صحيح", "t", "yes"})
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")
_REGEX_SIGNS = re.compile(r"([.^$*+?{}\[\]\\|()])")


class Unfit(Exception):
    """The question cannot be an item. reason: the end of a code below content.reason."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


Built = tuple[Item, str | None]


def _common(question: Question, about: UUID) -> dict[str, Any]:
    general = question.feedback.get("general_fb", Html(""))
    return {
        "id": about,
        "key": question.id,
        "prompt": question.prompt or plain(question.title),
        "points": question.points,
        "hints": question.hints,
        "solution": question.solution,
        "feedback": Feedback(
            correct=Html(_named(question, "correct_fb", "correct") + general),
            partial=general,
            incorrect=Html(_named(question, "general_incorrect_fb", "incorrect") + general),
        ),
    }


def _named(question: Question, *names: str) -> str:
    return next((question.feedback[name] for name in names if question.feedback.get(name)), "")


def _earning(question: Question, part: Part) -> list[Test]:
    """What earns points in a part, as far as it is said without `not`."""
    return [
        test
        for rule in question.rules
        if rule.score and rule.score > 0
        for test in rule.tests
        if test.part == part.id and not test.negated
    ]


def _said_of(question: Question, label: str) -> Html:
    """Feedback to who chose it: of a rule that tests this choice alone."""
    told = [
        question.feedback[name]
        for rule in question.rules
        if [(test.value, test.negated) for test in rule.tests] == [(label, False)]
        for name in rule.feedback
        if name in question.feedback and name not in ("correct_fb", "general_incorrect_fb", "general_fb")
    ]
    return Html("".join(dict.fromkeys(told)))


def _labels(question: Question) -> Part:
    part = next((part for part in question.parts if part.labels), None)
    if part is None:
        raise Unfit("no_choices")
    return part


def _choices(question: Question, part: Part, correct: set[str]) -> list[Choice]:
    return [
        Choice(
            id=label.id,
            html=label.html,
            correct=label.id in correct,
            feedback=_said_of(question, label.id),
        )
        for label in part.labels
    ]


def _single(question: Question, about: UUID) -> Built:
    part = _labels(question)
    best = question.best()
    correct = [
        test.value
        for rule in question.rules
        if rule.score == best > 0
        for test in rule.tests
        if not test.negated and test.part == part.id
    ]
    known = {label.id for label in part.labels}
    right = next((value for value in correct if value in known), None)
    if right is None:
        raise Unfit("no_key")
    in_part = any(rule.score and 0 < rule.score < best for rule in question.rules)
    item = ChoiceItem(**_common(question, about), choices=_choices(question, part, {right}))
    return item, "best_choice" if in_part or len(set(correct)) > 1 else None


def _true_false(question: Question, about: UUID) -> Built:
    item, _ = _single(question, about)
    assert isinstance(item, ChoiceItem)
    said = [words(choice.html).casefold() for choice in item.choices]
    if len(said) != 2 or not any(word in _YES for word in said):
        return item, "as_choice"
    true = item.choices[0 if said[0] in _YES else 1]
    false = next(choice for choice in item.choices if choice is not true)
    return TrueFalseItem(
        **_common(question, about),
        answer=true.correct,
        feedback_true=true.feedback,
        feedback_false=false.feedback,
    ), None


def _several(question: Question, about: UUID) -> Built:
    part = _labels(question)
    correct = {test.value for test in _earning(question, part)} & {label.id for label in part.labels}
    if not correct:
        raise Unfit("no_key")
    earning = [rule for rule in question.rules if rule.score and rule.score > 0]
    scoring = Scoring.ALL if len(earning) == 1 else Scoring.PARTIAL
    choices = _choices(question, part, correct)
    return MultipleItem(**_common(question, about), choices=choices, scoring=scoring), None


def _short_text(question: Question, about: UUID) -> Built:
    if len(question.parts) != 1:
        raise Unfit("unknown_kind")
    tests = _earning(question, question.parts[0])
    patterns = [_pattern(test) for test in tests if test.value]
    if not patterns:
        raise Unfit("no_key")
    case = any(test.case for test in tests)
    item = ShortTextItem(**_common(question, about), patterns=patterns, case_sensitive=case)
    return item, "pattern" if any(pattern.regular_expression for pattern in patterns) else None


def _pattern(test: Test) -> Pattern:
    """A part of a text to be found anywhere becomes a regular expression."""
    if test.kind == "substring":
        literal = _REGEX_SIGNS.sub(r"\\\1", test.value[:90])
        return Pattern(text=f".*{literal}.*", regular_expression=True)
    return Pattern(text=test.value)


def _numeric(question: Question, about: UUID) -> Built:
    tests = [test for part in question.parts for test in _earning(question, part)]
    exact = [_float(test.value) for test in tests if test.kind == "equal"]
    low = [_float(test.value) for test in tests if test.kind in ("gte", "gt")]
    high = [_float(test.value) for test in tests if test.kind in ("lte", "lt")]
    if low and high:
        value = exact[0] if exact else (low[0] + high[0]) / 2
        tolerance = round(max(abs(value - low[0]), abs(high[0] - value)), 12)
    elif exact:
        value, tolerance = exact[0], 0.0
    else:
        raise Unfit("no_key")
    if not math.isfinite(value + tolerance):
        raise Unfit("no_key")
    item = NumericItem(**_common(question, about), value=value, tolerance=tolerance)
    return item, "first_range" if len(low) > 1 or len(exact) > 1 else None


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _match(question: Question, about: UUID) -> Built:
    pairs, used, rights = [], set(), {}
    for part in question.parts:
        rights.update({label.id: label.html for label in part.labels})
        right = next((test.value for test in _earning(question, part) if test.value in rights), None)
        if right is None:
            raise Unfit("no_key")
        used.add(right)
        pairs.append(MatchPair(id=part.name, left=part.html, right=rights[right]))
    if len(pairs) < 2:
        raise Unfit("no_key")
    distractors = [Distractor(id=key, html=html) for key, html in rights.items() if key not in used]
    return MatchItem(**_common(question, about), pairs=pairs, distractors=distractors), None


def _cloze(question: Question, about: UUID) -> Built:
    """Gaps stand in the prompt as [name]."""
    text, gaps = question.prompt, list[Gap]()
    for part in question.parts:
        key = _NOT_IN_ID.sub("-", part.name.casefold()).strip("-") or f"gap-{len(gaps) + 1}"
        if any(gap.id == key for gap in gaps):
            key = f"{key}-{len(gaps) + 1}"
        for name in (part.name, words(part.html)):
            text = Html(text.replace(f"[{name}]", f"{{{{{key}}}}}", 1)) if name else text
        if f"{{{{{key}}}}}" not in text:
            raise Unfit("no_gap")
        gaps.append(_gap(question, part, key))
    if not gaps:
        raise Unfit("no_gap")
    common = {**_common(question, about), "prompt": Html("")}
    return ClozeItem(**common, text=text, gaps=gaps), "as_cloze"


def _gap(question: Question, part: Part, key: str) -> Gap:
    right = {test.value for test in _earning(question, part)}
    by_id = {label.id: words(label.html) for label in part.labels}
    if not right:
        raise Unfit("no_key")
    if question.kind == "blanks":
        texts = [by_id.get(value, value) for value in sorted(right)]
        return Gap(id=key, patterns=[Pattern(text=text) for text in texts])
    choices = [
        Choice(id=label.id, html=plain(by_id[label.id]), correct=label.id in right) for label in part.labels
    ]
    if sum(choice.correct for choice in choices) != 1:
        raise Unfit("no_key")
    return Gap(id=key, choices=choices)


BUILDERS: dict[str, Callable[[Question, UUID], Built]] = {
    "choice": _single,
    "true_false": _true_false,
    "multiple": _several,
    "short_text": _short_text,
    "numeric": _numeric,
    "match": _match,
    "dropdowns": _cloze,
    "blanks": _cloze,
}
