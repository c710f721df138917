"""The form of an item, read back as an item of its kind."""

from collections.abc import Callable
from typing import Any
from uuid import UUID
from zlib import crc32

from stoa.kernel.errors import Invalid
from stoa.kernel.ids import new_id
from stoa.services.content.domain.html import plain
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
    NearMiss,
    NumericItem,
    OrderEntry,
    OrderItem,
    Pattern,
    Scoring,
    ShortTextItem,
    TrueFalseItem,
)
from stoa.services.content.pages.forms import Fields, entries, number, rich, several, text, ticked


def item_from(kind: str, about: UUID, key: str, fields: Fields) -> Item:
    """Raises Invalid where a number is none. Other faults are the domain's to find."""
    if kind not in _KINDS:
        raise Invalid("content.item.kind", field="kind")
    told = fields.get("feedback", {})
    common: dict[str, Any] = {
        "id": about,
        "key": key,
        "prompt": rich(fields, "prompt"),
        "points": number(fields, "points", "points", 1.0),
        "skills": several(fields, "skills"),
        "hints": [html for _, row in entries(fields, "hints") if (html := rich(row, "html"))],
        "feedback": Feedback(
            correct=rich(told, "correct"), partial=rich(told, "partial"), incorrect=rich(told, "incorrect")
        ),
        "solution": rich(fields, "solution"),
    }
    return _KINDS[kind](common, fields)


def _choice(common: Fields, fields: Fields) -> Item:
    return ChoiceItem(**common, choices=_choices(fields), shuffle=ticked(fields, "shuffle"))


def _multiple(common: Fields, fields: Fields) -> Item:
    return MultipleItem(
        **common, choices=_choices(fields), shuffle=ticked(fields, "shuffle"), scoring=_scoring(fields)
    )


def _choices(fields: Fields, name: str = "choices") -> list[Choice]:
    return [
        Choice(
            id=_key(row),
            html=rich(row, "html"),
            correct=ticked(row, "correct"),
            feedback=rich(row, "feedback"),
        )
        for _, row in entries(fields, name)
    ]


def _key(row: Fields) -> str:
    """The id that it had, else a new one that says nothing of its place."""
    return text(row, "id") or new_id().hex[-8:]


def _scoring(fields: Fields) -> Scoring:
    return Scoring.ALL if ticked(fields, "all_or_nothing") else Scoring.PARTIAL


def _true_false(common: Fields, fields: Fields) -> Item:
    return TrueFalseItem(
        **common,
        answer=text(fields, "answer") == "true",
        feedback_true=rich(fields, "feedback_true"),
        feedback_false=rich(fields, "feedback_false"),
    )


def _numeric(common: Fields, fields: Fields) -> Item:
    return NumericItem(**common, **_number(fields, ""))


def _number(fields: Fields, at: str) -> dict[str, Any]:
    return {
        "value": number(fields, "value", f"{at}value"),
        "tolerance": number(fields, "tolerance", f"{at}tolerance", 0.0),
        "relative": ticked(fields, "relative"),
        "unit": text(fields, "unit")[:40],
        "near_misses": [
            NearMiss(
                value=number(row, "value", f"{at}{path}.value"),
                tolerance=number(row, "tolerance", f"{at}{path}.tolerance", 0.0),
                feedback=rich(row, "feedback"),
                share=number(row, "share", f"{at}{path}.share", 0.0),
            )
            for path, row in entries(fields, "near_misses")
        ],
    }


def _short_text(common: Fields, fields: Fields) -> Item:
    return ShortTextItem(
        **common, patterns=_patterns(fields, ""), case_sensitive=ticked(fields, "case_sensitive")
    )


def _patterns(fields: Fields, at: str) -> list[Pattern]:
    return [
        Pattern(
            text=text(row, "text"),
            regular_expression=ticked(row, "regular_expression"),
            share=number(row, "share", f"{at}{path}.share", 1.0),
            feedback=rich(row, "feedback"),
        )
        for path, row in entries(fields, "patterns")
    ]


def _match(common: Fields, fields: Fields) -> Item:
    pairs = [
        MatchPair(
            id=_key(row),
            left=rich(row, "left"),
            right=rich(row, "right"),
            feedback=rich(row, "feedback"),
        )
        for _, row in entries(fields, "pairs")
    ]
    distractors = [
        Distractor(id=_key(row), html=html, feedback=rich(row, "feedback"))
        for _, row in entries(fields, "distractors")
        if (html := rich(row, "html"))
    ]
    return MatchItem(**common, pairs=pairs, distractors=distractors, scoring=_scoring(fields))


def _order(common: Fields, fields: Fields) -> Item:
    steps = [OrderEntry(id=_key(row), html=rich(row, "html")) for _, row in entries(fields, "entries")]
    return OrderItem(**common, entries=steps, scoring=_scoring(fields))


def _cloze(common: Fields, fields: Fields) -> Item:
    gaps = [_gap(row, path) for path, row in entries(fields, "gaps")]
    return ClozeItem(
        **common,
        text=rich(fields, "text"),
        gaps=gaps,
        case_sensitive=ticked(fields, "case_sensitive"),
        scoring=_scoring(fields),
    )


def _gap(fields: Fields, at: str) -> Gap:
    """Lines of a text field: choices with the correct one first, or all responses that are right."""
    lines = [line.strip() for line in text(fields, "lines").splitlines() if line.strip()]
    common: dict[str, Any] = {"id": text(fields, "id"), "feedback": rich(fields, "feedback")}
    kind = text(fields, "kind")
    if kind == "number":
        return Gap(
            **common,
            value=number(fields, "value", f"{at}.value"),
            tolerance=number(fields, "tolerance", f"{at}.tolerance", 0.0),
            unit=text(fields, "unit")[:40],
        )
    if kind == "choices":
        return Gap(
            **common,
            choices=[
                Choice(id=f"c-{crc32(line.encode()):08x}", html=plain(line), correct=line == lines[0])
                for line in lines
            ],
        )
    return Gap(**common, patterns=[Pattern(text=line) for line in lines])


_KINDS: dict[str, Callable[[Fields, Fields], Item]] = {
    "choice": _choice,
    "multiple": _multiple,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_text": _short_text,
    "match": _match,
    "order": _order,
    "cloze": _cloze,
}
