"""A segment stays itself over reordering and change in place."""

from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from stoa.services.localization.domain.carry import Known, carry_over
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.places import Form
from stoa.services.localization.domain.segment import Cut, content_checksum

SENTENCES = st.lists(st.sampled_from(["Look.", "Light bends.", "It is fast.", "See more.", "Try it now."]))


def cuts(texts: list[str], path: str = "html") -> list[Cut]:
    return [Cut(path, Form.HTML, CodedText(text), content_checksum(CodedText(text))) for text in texts]


def known(texts: list[str], path: str = "html") -> list[Known]:
    return [Known(uuid4(), path, cut.coded.text, cut.checksum) for cut in cuts(texts, path)]


def carried(before: list[Known], after: list[str], gone: list[Known] | None = None) -> list[UUID | None]:
    return carry_over(before, cuts(after), gone or [])


@given(SENTENCES)
def test_same_text_again_is_the_same_segments(texts: list[str]) -> None:
    before = known(texts)
    assert carried(before, texts) == [one.id for one in before]


@given(SENTENCES, st.randoms())
def test_other_order_keeps_every_segment_with_its_content(texts: list[str], random: object) -> None:
    before = known(texts)
    shuffled = list(texts)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    found = carried(before, shuffled)
    said = {one.id: one.text for one in before}
    assert [said[id_] for id_ in found if id_] == shuffled
    assert len({*found}) == len(texts)


@given(SENTENCES, SENTENCES)
def test_no_segment_is_two(before: list[str], after: list[str]) -> None:
    found = [id_ for id_ in carried(known(before), after) if id_]
    assert len(found) == len(set(found))


def test_changed_sentence_is_the_same_segment() -> None:
    before = known(["Light is fast.", "It bends.", "See more."])
    after = ["Light is fast.", "It bends a little.", "See more."]
    assert carried(before, after) == [one.id for one in before]


def test_rewritten_sentence_between_the_same_neighbours_is_the_same_segment() -> None:
    before = known(["Light is fast.", "It bends.", "See more."])
    after = ["Light is fast.", "Rays change direction at a surface.", "See more."]
    assert carried(before, after) == [one.id for one in before]


def test_new_sentence_is_a_new_segment_and_takes_nobodys_place() -> None:
    before = known(["Light is fast.", "It bends."])
    first, new, last = carried(before, ["Light is fast.", "Sound is slower in air.", "It bends."])
    assert (first, new, last) == (before[0].id, None, before[1].id)


def test_sentence_that_comes_back_is_the_one_it_was_if_it_says_the_same() -> None:
    gone = known(["It bends."])
    assert carried([], ["It bends.", "It bent."], gone) == [gone[0].id, None]


def test_entry_that_moved_to_another_field_keeps_its_segment() -> None:
    before = known(["Look closely."], "hints[0]")
    assert carry_over(before, cuts(["Look closely."], "hints[1]"), []) == [before[0].id]
