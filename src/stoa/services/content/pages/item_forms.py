"""The form of an item, read back as an item of its kind."""

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from stoa.kernel.errors import Invalid
from stoa.kernel.ids import new_id
from stoa.services.content.domain.items import (
    KINDS,
    Choice,
    ClozeItem,
    Distractor,
    Feedback,
    Item,
    MatchPair,
    NearMiss,
    OrderEntry,
    Pattern,
    Scoring,
    ShortTextItem,
)
from stoa.services.content.pages.forms import (
    Fields,
    as_sent,
    chosen,
    entries,
    number,
    on_one_line,
    rich,
    text,
    ticked,
)
from stoa.services.content.pages.gap_forms import gap_from


def item_from(kind: str, about: UUID, there: Item | None, skills: Collection[str], fields: Fields) -> Item:
    """there: the item as it was, of which is kept what the form does not show. skills: those that it shows.

    Raises Invalid where a number is none. Other faults are the domain's to find.
    """
    if kind not in KINDS:
        raise Invalid("content.item.kind", field="kind")
    told = fields.get("feedback", {})
    common: dict[str, Any] = {
        "id": about,
        "key": there.key if there else str(about),
        "prompt": rich(fields, "prompt"),
        "points": number(fields, "points", "points", 1.0),
        "skills": chosen(fields, "skills", there.skills if there else [], skills),
        "hints": [html for _, row in entries(fields, "hints") if (html := rich(row, "html"))],
        "feedback": Feedback(
            correct=rich(told, "correct"), partial=rich(told, "partial"), incorrect=rich(told, "incorrect")
        ),
        "solution": rich(fields, "solution"),
    }
    return KINDS[kind](**common, **_OWN[kind](fields, there))


def _choice(fields: Fields, _: Item | None) -> Fields:
    return {"choices": _choices(fields), "shuffle": ticked(fields, "shuffle")}


def _multiple(fields: Fields, there: Item | None) -> Fields:
    return {**_choice(fields, there), "scoring": _scoring(fields)}


def _choices(fields: Fields) -> list[Choice]:
    return [
        Choice(
            id=_key(row),
            html=rich(row, "html"),
            correct=ticked(row, "correct"),
            feedback=rich(row, "feedback"),
        )
        for _, row in entries(fields, "choices")
    ]


def _key(row: Fields) -> str:
    """The id that it had, else a new one that says nothing of its place."""
    return text(row, "id") or new_id().hex[-8:]


def _scoring(fields: Fields) -> Scoring:
    return Scoring.ALL if ticked(fields, "all_or_nothing") else Scoring.PARTIAL


def _true_false(fields: Fields, _: Item | None) -> Fields:
    return {
        "answer": text(fields, "answer") == "true",
        "feedback_true": rich(fields, "feedback_true"),
        "feedback_false": rich(fields, "feedback_false"),
    }


def _numeric(fields: Fields, _: Item | None) -> Fields:
    return {
        "value": number(fields, "value", "value"),
        "tolerance": number(fields, "tolerance", "tolerance", 0.0),
        "relative": ticked(fields, "relative"),
        "unit": text(fields, "unit")[:40],
        "near_misses": [
            NearMiss(
                value=number(row, "value", f"{path}.value"),
                tolerance=number(row, "tolerance", f"{path}.tolerance", 0.0),
                relative=ticked(row, "relative"),
                feedback=rich(row, "feedback"),
                share=number(row, "share", f"{path}.share", 0.0),
            )
            for path, row in entries(fields, "near_misses")
        ],
    }


def _short_text(fields: Fields, there: Item | None) -> Fields:
    old = there.patterns if isinstance(there, ShortTextItem) else []
    return {"patterns": _patterns(fields, old), "case_sensitive": ticked(fields, "case_sensitive")}


def _patterns(fields: Fields, there: list[Pattern]) -> list[Pattern]:
    """A text that was there keeps what a field of one line does not show, and the blanks around it."""
    shown = {on_one_line(pattern.text): pattern.text for pattern in there}
    return [
        Pattern(
            text=shown.get(on_one_line(as_sent(row, "text")), text(row, "text")),
            regular_expression=ticked(row, "regular_expression"),
            share=number(row, "share", f"{path}.share", 1.0),
            feedback=rich(row, "feedback"),
        )
        for path, row in entries(fields, "patterns")
    ]


def _match(fields: Fields, _: Item | None) -> Fields:
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
    return {"pairs": pairs, "distractors": distractors, "scoring": _scoring(fields)}


def _order(fields: Fields, _: Item | None) -> Fields:
    steps = [OrderEntry(id=_key(row), html=rich(row, "html")) for _, row in entries(fields, "entries")]
    return {"entries": steps, "scoring": _scoring(fields)}


def _cloze(fields: Fields, there: Item | None) -> Fields:
    gaps = {gap.id: gap for gap in there.gaps} if isinstance(there, ClozeItem) else {}
    return {
        "text": rich(fields, "text"),
        "gaps": [gap_from(row, path, gaps.get(_was(row))) for path, row in entries(fields, "gaps")],
        "case_sensitive": ticked(fields, "case_sensitive"),
        "scoring": _scoring(fields),
    }


def _was(row: Fields) -> str:
    """The name of a gap before it was called otherwise."""
    return text(row, "was") or text(row, "id")


_OWN: dict[str, Callable[[Fields, Item | None], Fields]] = {
    "choice": _choice,
    "multiple": _multiple,
    "true_false": _true_false,
    "numeric": _numeric,
    "short_text": _short_text,
    "match": _match,
    "order": _order,
    "cloze": _cloze,
}
