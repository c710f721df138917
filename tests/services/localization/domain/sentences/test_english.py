"""Cases of our own. Sentences are given apart; the text is what comes when they are joined with a space."""

import pytest

from tests.services.localization.domain.sentences.sentences_of import sentences

WHOLE = [
    ["Light bends.", "Why does it?", "Look!"],
    ["Ask Dr. Osei about it.", "She knows."],
    ["See p. 12 and Fig. 3 for the lamp.", "Then draw it."],
    ["The lens (bought in 1999. It still works.) is on the table.", "Take it."],
    ["It weighs 3.5 kg.", "That is little."],
    ["Write to lab@optics.example.org today.", "We answer."],
    ["J. R. Okafor and K. Lund measured it.", "They agreed."],
    ["We need prisms, mirrors, etc. for this.", "Bring them."],
    ["Bring mirrors, prisms, etc.", "The rest is here."],
    ["The ship left the U.K. in May.", "It never came back to the U.K.", "Nobody knows why."],
    ["The lesson ends at 4 p.m.", "Students then go home."],
    ["At 9 a.m. Prof. Ito opens the lab.", "We wait."],
    ["The train leaves at 6 p.m. Eastern.", "Be there."],
    ['"Is it bright?" asked Mina.', "It was."],
    ['He called, "Stop! Stop!" and ran.', "We did."],
    ["You and I.", "Who else is there?"],
    ["Try vitamin C.", "It helps."],
    ["Well ... perhaps not.", "Let us see."],
    ["It was dark.", ". . . Then came a light."],
    ["The result was clear.12", "Others confirmed it."],
    ["eBay was first.", "iPhone owners came later."],
    ["The firm Lens & Co. was sold.", "The price was paid by Lens & Co.", "It was low."],
]


@pytest.mark.parametrize("expected", WHOLE, ids=lambda one: one[0][:40])
def test_joined_sentences_are_found_again(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


LISTS = [
    ["1. Open the box.", "2. Take the lens.", "3. Close the box."],
    ["1) Open the box", "2) Take the lens", "3) Close the box"],
    ["a) a lens", "b) a mirror", "c) a prism"],
    ["Bring this:", "• a lens", "• a mirror"],
]


@pytest.mark.parametrize("expected", LISTS, ids=lambda one: one[0])
def test_items_of_a_list_in_one_line_are_apart(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_a_number_before_a_word_alone_is_no_list() -> None:
    assert sentences("As told in 1. above and 2. below, wait.") == ["As told in 1. above and 2. below, wait."]


def test_a_line_that_ends_with_a_space_goes_on() -> None:
    assert sentences("The light was \nvery dim.\nMirror\nPrism") == [
        "The light was \nvery dim.",
        "Mirror",
        "Prism",
    ]


def test_a_space_forgotten_between_sentences_is_no_hindrance() -> None:
    assert sentences("It was dark.Then came light.") == ["It was dark.", "Then came light."]


def test_names_of_files_and_places_on_the_web_stay_whole() -> None:
    for text in ("Open notes.Final.txt now.", "See www.Optics.Example.org for more.", "Use 1.2.3 or later."):
        assert sentences(text) == [text]


def test_a_title_that_ran_into_a_sentence_is_apart_from_it() -> None:
    text = "How lamps changed reading They became cheap around 1900."
    assert sentences(text) == ["How lamps changed reading", "They became cheap around 1900."]


def test_a_name_of_a_field_after_an_article_begins_no_sentence() -> None:
    text = "Look at the Before text field."
    assert sentences(text) == [text]
