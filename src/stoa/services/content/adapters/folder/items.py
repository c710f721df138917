"""Item sets of a course folder. See docs/formats/course-folder.md, 7."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from stoa.services.content.adapters.folder.fields import Fields
from stoa.services.content.adapters.folder.item_kinds import OWN, Texts
from stoa.services.content.domain.ids import item_id
from stoa.services.content.domain.items import KINDS, Feedback, Item, ItemSet, Reveal

_MOST_ITEMS = 200
_MOST_HINTS = 5


def read_item_set(
    fields: Fields, set_id: UUID, name: str, skills: list[str], known: "Skills", texts: Texts
) -> ItemSet:
    """name: id of the set in the folder. skills: of the set, for items that name none."""
    items: list[Item] = []
    seen: set[str] = set()
    for inner in fields.each("items", required=True, least=1, most=_MOST_ITEMS):
        item = _read_item(inner, set_id, name, skills, known, texts)
        if item is None:
            continue
        if item.key in seen:
            inner.fault("duplicate_id", "id", item.key.rpartition("/")[2], "id_once")
        seen.add(item.key)
        items.append(item)
    return ItemSet(
        items=items,
        pages=_pages(fields, items),
        pass_share=fields.number("pass_share", 0.0, above=0, most=1),
        attempts=_attempts(fields),
        reveal=fields.one_of("answers", Reveal, Reveal.AFTER_RESPONSE),
        shuffle=fields.flag("shuffle"),
        exam=fields.flag("exam"),
    )


def _read_item(
    fields: Fields, set_id: UUID, set_name: str, skills: list[str], known: "Skills", texts: Texts
) -> Item | None:
    key = fields.slug("id", required=True)
    kind = fields.text("kind", required=True)
    own = known(fields) or skills
    if not own:
        fields.fault("missing_field", "skills", "", "skill_of_item")
    feedback = fields.inner("feedback")
    common: dict[str, Any] = {
        "id": item_id(set_id, key),
        "key": f"{set_name}/{key}",
        "prompt": texts.markdown(fields, "prompt", required=True),
        "points": fields.number("points", 1.0, above=0, most=100),
        "skills": own,
        "hints": [
            texts.rendered(fields, value, f"hints[{index}]")
            for index, value in enumerate(fields.entries("hints", most=_MOST_HINTS))
        ],
        "feedback": _feedback(feedback, texts) if feedback else Feedback(),
        "solution": texts.markdown(fields, "solution"),
    }
    if kind not in KINDS:
        if kind:
            fields.fault("unknown_value", "kind", kind, "one_of", allowed=", ".join(KINDS))
        return None
    return KINDS[kind](**common, **OWN[kind](fields, texts))


def _feedback(fields: Fields, texts: Texts) -> Feedback:
    read = Feedback(
        correct=texts.markdown(fields, "correct"),
        partial=texts.markdown(fields, "partial"),
        incorrect=texts.markdown(fields, "incorrect"),
    )
    fields.end()
    return read


def _attempts(fields: Fields) -> int | None:
    value = fields.value("attempts")
    if value is None or value.data == "unlimited":
        return None
    found = value.data
    if isinstance(found, bool) or not isinstance(found, int) or not 1 <= found <= 100:
        fields.fault("out_of_range", "attempts", value.written, "attempts")
        return None
    return found


def _pages(fields: Fields, items: list[Item]) -> list[list[UUID]]:
    each = [[item.id] for item in items]
    value = fields.value("pages")
    if value is None or value.data == "each":
        return each
    if value.data == "all":
        return [[item.id for item in items]]
    if not isinstance(value.data, list) or not all(isinstance(page.data, list) for page in value.data):
        fields.fault("unknown_value", "pages", value.written, "pages")
        return each
    by_key = {item.key.rpartition("/")[2]: item.id for item in items}
    pages: list[list[UUID]] = []
    left = set(by_key)
    for page in value.data:
        pages.append([])
        assert isinstance(page.data, list)
        for entry in page.data:
            if entry.written not in left:
                fields.fault("unknown_id", "pages", entry.written, "items_once", line=entry.line)
            else:
                left.discard(entry.written)
                pages[-1].append(by_key[entry.written])
    if left:
        fields.fault("unknown_id", "pages", ", ".join(sorted(left)), "items_once")
    return [page for page in pages if page] or each


Skills = Callable[[Fields], list[str]]
"""Reads the field `skills`: ids of the course's skills."""
