"""What each of the eight kinds of item has of its own, in a course folder."""

import re
from collections.abc import Callable
from typing import Any, Protocol

from stoa.services.content.adapters.folder.fields import Fields
from stoa.services.content.adapters.folder.yamls import Value
from stoa.services.content.domain.html import Html, plain
from stoa.services.content.domain.items import (
    Choice,
    Distractor,
    Gap,
    MatchPair,
    NearMiss,
    OrderEntry,
    Pattern,
    Scoring,
)
from stoa.services.content.domain.patterns import is_quick

_GAP = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


class Texts(Protocol):
    """Renders the Markdown of one file."""

    def markdown(self, fields: Fields, name: str, required: bool = False) -> Html: ...

    def rendered(self, fields: Fields, value: Value, name: str) -> Html: ...


Own = dict[str, Any]


def _choice(fields: Fields, texts: Texts) -> Own:
    return {"choices": _choices(fields, texts, exactly=1), "shuffle": fields.flag("shuffle", True)}


def _multiple(fields: Fields, texts: Texts) -> Own:
    return {
        "choices": _choices(fields, texts),
        "shuffle": fields.flag("shuffle", True),
        "scoring": _scoring(fields),
    }


def _scoring(fields: Fields) -> Scoring:
    return fields.one_of("scoring", Scoring, Scoring.PARTIAL)


def _choices(fields: Fields, texts: Texts, exactly: int | None = None, literal: bool = False) -> list[Choice]:
    """literal: their text is taken as it stands."""
    choices = []
    for inner in fields.each("choices", required=True, least=2, most=20):
        choice = Choice(
            id=inner.slug("id", required=True),
            html=plain(inner.text("text", True)) if literal else texts.markdown(inner, "text", required=True),
            correct=inner.flag("correct"),
            feedback=texts.markdown(inner, "feedback"),
        )
        choices.append(choice)
    _once(fields, "choices", [choice.id for choice in choices])
    correct = sum(choice.correct for choice in choices)
    if choices and (correct != exactly if exactly else not correct):
        expected = "one_correct" if exactly else "some_correct"
        fields.fault("wrong_answer_count", "choices", correct, expected)
    return choices


def _once(fields: Fields, name: str, ids: list[str]) -> None:
    for twice in sorted({key for key in ids if ids.count(key) > 1}):
        fields.fault("duplicate_id", name, twice, "id_once")


def _true_false(fields: Fields, texts: Texts) -> Own:
    return {
        "answer": fields.flag("answer", required=True),
        "feedback_true": texts.markdown(fields, "if_true"),
        "feedback_false": texts.markdown(fields, "if_false"),
    }


def _numeric(fields: Fields, texts: Texts) -> Own:
    tolerance, relative = _tolerance(fields)
    return {
        "value": fields.number("value", required=True),
        "tolerance": tolerance,
        "relative": relative,
        "unit": fields.text("unit"),
        "near_misses": [_near_miss(inner, texts) for inner in fields.each("near_misses", most=10)],
    }


def _near_miss(fields: Fields, texts: Texts) -> NearMiss:
    tolerance, relative = _tolerance(fields)
    return NearMiss(
        value=fields.number("value", required=True),
        tolerance=tolerance,
        relative=relative,
        feedback=texts.markdown(fields, "feedback", required=True),
        share=fields.number("share", least=0, below=1),
    )


def _tolerance(fields: Fields) -> tuple[float, bool]:
    inner = fields.inner("tolerance")
    if inner is None:
        return 0.0, False
    absolute, relative = inner.number("absolute", least=0), inner.number("relative", least=0)
    if inner.has("absolute") == inner.has("relative"):
        fields.fault("wrong_type", "tolerance", "", "tolerance")
    inner.end()
    return (relative, True) if inner.has("relative") else (absolute, False)


def _short_text(fields: Fields, texts: Texts) -> Own:
    patterns = [_pattern(inner) for inner in fields.each("accept", required=True, least=1, most=50)]
    patterns += [
        _pattern(
            inner,
            share=inner.number("share", least=0, below=1),
            feedback=texts.markdown(inner, "feedback", required=True),
        )
        for inner in fields.each("near_misses", most=10)
    ]
    return {"patterns": patterns, "case_sensitive": fields.flag("case_sensitive")}


def _pattern(fields: Fields, **more: Any) -> Pattern:
    exact, regex = fields.text("exact"), fields.text("regex")
    if bool(exact) == bool(regex):
        fields.fault("missing_field", None, "", "exact_or_regex")
    if regex and not is_quick(regex):
        fields.fault("bad_pattern", "regex", regex, "quick_pattern")
    return Pattern(text=regex or exact, regular_expression=bool(regex), **more)


def _match(fields: Fields, texts: Texts) -> Own:
    pairs = [
        MatchPair(
            id=inner.slug("id", required=True),
            left=plain(inner.text("left", required=True)),
            right=plain(inner.text("right", required=True)),
            feedback=texts.markdown(inner, "feedback"),
        )
        for inner in fields.each("pairs", required=True, least=2, most=12)
    ]
    distractors = [
        Distractor(
            id=inner.slug("id", required=True),
            html=plain(inner.text("text", required=True)),
            feedback=texts.markdown(inner, "feedback"),
        )
        for inner in fields.each("distractors", most=8)
    ]
    _once(fields, "pairs", [pair.id for pair in pairs] + [distractor.id for distractor in distractors])
    rights = [pair.right for pair in pairs] + [distractor.html for distractor in distractors]
    if len(set(rights)) < len(rights):
        fields.fault("duplicate_id", "pairs", "", "rights_differ")
    return {"pairs": pairs, "distractors": distractors, "scoring": _scoring(fields)}


def _order(fields: Fields, _: Texts) -> Own:
    entries = [
        OrderEntry(id=inner.slug("id", required=True), html=plain(inner.text("text", required=True)))
        for inner in fields.each("sequence", required=True, least=2, most=12)
    ]
    _once(fields, "sequence", [entry.id for entry in entries])
    return {"entries": entries, "scoring": _scoring(fields)}


def _cloze(fields: Fields, texts: Texts) -> Own:
    gaps = []
    for name, value in fields.named("gaps", required=True):
        inner = Fields(value, fields.file, fields.faults, f"{fields.path('gaps')}.{name}")
        if isinstance(value.data, dict):
            gaps.append(_gap(inner, name, texts))
            inner.end()
    text = texts.markdown(fields, "text", required=True)
    named = _GAP.findall(text)
    if sorted(named) != sorted(gap.id for gap in gaps) or not 1 <= len(gaps) <= 20:
        fields.fault("bad_gap", "text", ", ".join(named), "gaps_once")
    return {"text": Html(_GAP.sub(r"{{\1}}", text)), "gaps": gaps, "scoring": _scoring(fields)}


def _gap(fields: Fields, name: str, texts: Texts) -> Gap:
    given = [kind for kind in ("choices", "accept", "value") if fields.has(kind)]
    filled: Own = {}
    if len(given) != 1:
        fields.fault("bad_gap", None, ", ".join(given), "one_of", allowed="choices, accept, value")
    elif given == ["choices"]:
        filled = {"choices": _choices(fields, texts, exactly=1, literal=True)}
    elif given == ["accept"]:
        filled = _short_text(fields, texts)
    else:
        filled = _numeric(fields, texts)
    return Gap(id=name, feedback=texts.markdown(fields, "feedback"), **filled)


OWN: dict[str, Callable[[Fields, Texts], Own]] = {
    "choice": _choice,
    "multiple": _multiple,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_text": _short_text,
    "match": _match,
    "order": _order,
    "cloze": _cloze,
}
