"""From the published document to the domain's items."""

from typing import Any
from uuid import UUID

import msgspec

from stoa.contracts import content
from stoa.kernel.checksum import checksum_of
from stoa.kernel.errors import Defect, Invalid
from stoa.services.assessment.domain.choice import Choice, ChoiceItem, Choices
from stoa.services.assessment.domain.cloze import ClozeItem, Gap
from stoa.services.assessment.domain.frame import frame_of
from stoa.services.assessment.domain.item import Feedback, Item
from stoa.services.assessment.domain.item_set import ItemSet
from stoa.services.assessment.domain.match import Distractor, MatchItem, Pair
from stoa.services.assessment.domain.multiple import MultipleItem
from stoa.services.assessment.domain.number import NearMiss, NumberKey, Range
from stoa.services.assessment.domain.numeric import NumericItem
from stoa.services.assessment.domain.order import Entry, OrderItem
from stoa.services.assessment.domain.reveal import Reveal
from stoa.services.assessment.domain.short_text import ShortTextItem
from stoa.services.assessment.domain.text import Pattern, TextKey
from stoa.services.assessment.domain.true_false import TrueFalseItem


class StoredSet(msgspec.Struct, frozen=True, kw_only=True):
    """An item set as it is stored. media: checksum by name, of what its html shows. needs: as `needs_of`."""

    item_set: content.ItemSet
    intro: str
    in_video: bool = False
    film: UUID | None = None
    media: dict[str, str]
    needs: list[UUID] = []


def item_set_from(stored: StoredSet, item_set: UUID, title: str, locale: str) -> ItemSet:
    """Raises Defect when the document says what its own format forbids."""
    told = stored.item_set
    try:
        items = [item_from(item, locale) for item in told.items]
    except Invalid as error:
        raise Defect("item_set.unusable", item_set=str(item_set), why=str(error)) from error
    return ItemSet(
        id=item_set,
        title=title,
        intro=stored.intro,
        items={item.id: item for item in items},
        pages=tuple(tuple(page) for page in told.pages if page),
        pass_share=told.pass_share,
        attempts=told.attempts,
        reveal=Reveal(told.reveal.value),
        shuffled=told.shuffle,
        in_video=stored.in_video,
        exam=told.exam,
        needs=frozenset(stored.needs),
        film=stored.film,
        frame=checksum_of(frame_of(msgspec.to_builtins(told))),
    )


def item_from(item: content.Item, locale: str) -> Item:
    """Raises Invalid for an expression that is not supported."""
    common: dict[str, Any] = {
        "id": item.id,
        "prompt": item.prompt,
        "points": item.points,
        "skills": tuple(item.skills),
        "hints": tuple(item.hints),
        "feedback": Feedback(item.feedback.correct, item.feedback.partial, item.feedback.incorrect),
        "solution": item.solution,
    }
    match item:
        case content.ChoiceItem():
            return ChoiceItem(choices=_choices(item.choices, item.shuffle), **common)
        case content.MultipleItem():
            return MultipleItem(
                choices=_choices(item.choices, item.shuffle), partial=_partial(item.scoring), **common
            )
        case content.TrueFalseItem():
            return TrueFalseItem(
                answer=item.answer,
                feedback_true=item.feedback_true,
                feedback_false=item.feedback_false,
                **common,
            )
        case content.NumericItem():
            return NumericItem(number=_number(item, item.value, locale), **common)
        case content.ShortTextItem():
            return ShortTextItem(text=_text(item.patterns, item.case_sensitive), **common)
        case content.MatchItem():
            return _match(item, common)
        case content.OrderItem():
            entries = tuple(Entry(entry.id, entry.html) for entry in item.entries)
            return OrderItem(entries=entries, partial=_partial(item.scoring), **common)
        case content.ClozeItem():
            gaps = tuple(_gap(gap, item.case_sensitive, locale) for gap in item.gaps)
            return ClozeItem(text=item.text, gaps=gaps, partial=_partial(item.scoring), **common)


def _partial(scoring: content.Scoring) -> bool:
    return scoring is content.Scoring.PARTIAL


def _choices(choices: list[content.Choice], shuffled: bool) -> Choices:
    entries = tuple(Choice(choice.id, choice.html, choice.correct, choice.feedback) for choice in choices)
    return Choices(entries, shuffled)


def _number(key: content.NumericItem | content.Gap, value: float, locale: str) -> NumberKey:
    misses = tuple(
        NearMiss(Range.around(miss.value, miss.tolerance, miss.relative), miss.share, miss.feedback)
        for miss in key.near_misses
    )
    return NumberKey(Range.around(value, key.tolerance, key.relative), misses, key.unit, locale)


def _text(patterns: list[content.Pattern], case_sensitive: bool) -> TextKey:
    return TextKey(tuple(_pattern(pattern, case_sensitive) for pattern in patterns), case_sensitive)


def _pattern(pattern: content.Pattern, case_sensitive: bool) -> Pattern:
    make = Pattern.matching if pattern.regular_expression else Pattern.exact
    return make(pattern.text, pattern.share, pattern.feedback, case_sensitive=case_sensitive)


def _match(item: content.MatchItem, common: dict[str, Any]) -> MatchItem:
    return MatchItem(
        pairs=tuple(Pair(pair.id, pair.left, pair.right, pair.feedback) for pair in item.pairs),
        distractors=tuple(Distractor(one.id, one.html, one.feedback) for one in item.distractors),
        partial=_partial(item.scoring),
        **common,
    )


def _gap(gap: content.Gap, case_sensitive: bool, locale: str) -> Gap:
    key: Choices | TextKey | NumberKey
    if gap.choices:
        key = _choices(gap.choices, True)
    elif gap.patterns:
        key = _text(gap.patterns, case_sensitive or gap.case_sensitive)
    else:
        key = _number(gap, gap.value or 0.0, locale)
    return Gap(gap.id, key, gap.feedback)
