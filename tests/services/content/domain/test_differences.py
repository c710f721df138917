"""What changed is said, and nothing else."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from stoa.services.content.domain.differences import compare, differences
from stoa.services.content.domain.html import Html
from stoa.services.content.domain.items import ItemSet, TrueFalseItem
from stoa.services.content.domain.objects import Front, ItemSetObject, LearningObject, TextObject, Tree


def text(words: str, parent: UUID | None = None) -> TextObject:
    return TextObject(id=uuid4(), key="k", title=words, parent=parent, html=Html(f"<p>{words}</p>"))


def tree(*objects: LearningObject) -> Tree:
    return Tree(front=Front(title="T", locale="en"), objects=list(objects))


@given(st.lists(st.text(alphabet="abc ", max_size=5), max_size=8).map(" ".join))
def test_equal_texts_do_not_differ(words: str) -> None:
    assert compare(words, words) == []


def test_the_first_edition_is_all_added() -> None:
    assert [found.kind for found in differences(None, tree(text("a"), text("b")))] == ["added", "added"]


def test_nothing_changed_says_nothing() -> None:
    one = tree(text("a"))
    assert differences(one, one) == []


def test_inserting_moves_nobody() -> None:
    a, b, new = text("a"), text("b"), text("new")
    assert [found.kind for found in differences(tree(a, b), tree(a, new, b))] == ["added"]


def test_one_that_went_to_the_end_is_the_one_that_moved() -> None:
    a, b, c = text("a"), text("b"), text("c")
    moved = [found for found in differences(tree(a, b, c), tree(b, c, a)) if found.kind == "moved"]
    assert [found.title for found in moved] == ["a"]


def test_changed_words_are_shown() -> None:
    old = text("light bends in glass")
    new = replace(old, html=Html("<p>light bends in water</p>"))
    (found,) = differences(tree(old), tree(new))
    assert [(part.op, part.text.strip()) for part in found.parts] == [
        ("same", "light bends in"),
        ("removed", "glass"),
        ("added", "water"),
    ]


def test_a_changed_item_is_named() -> None:
    item = TrueFalseItem(id=uuid4(), key="i", prompt=Html("Is it?"), answer=True)
    old = ItemSetObject(id=uuid4(), key="s", title="S", item_set=ItemSet(items=[item], pages=[[item.id]]))
    changed = replace(item, prompt=Html("Is it not?"))
    new = replace(old, item_set=replace(old.item_set, items=[changed]))
    assert [(each.kind, each.what) for each in differences(tree(old), tree(new))] == [("changed", "item")]
