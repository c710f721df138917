"""What a segment is in its course, by the path it stands at."""

import pytest

from stoa.services.localization.domain.part import Part, part_at
from stoa.services.localization.domain.places import FRONT, OBJECT


@pytest.mark.parametrize(
    ("path", "part"),
    [
        ("title", Part.TITLE),
        ("description", Part.DESCRIPTION),
        ("html", Part.TEXT),
        ("explanations.simpler", Part.TEXT),
        ("alt", Part.ALT),
        ("cover_alt", Part.ALT),
        ("caption", Part.CAPTION),
        ("captions[3]", Part.CUE),
        ("checkpoints[0].title", Part.CHECKPOINT),
        ("skills[optics].title", Part.SKILL),
        ("item_set.items[6f].prompt", Part.QUESTION),
        ("item_set.items[6f].choices[a].html", Part.OPTION),
        ("item_set.items[6f].choices[a].feedback", Part.FEEDBACK),
        ("item_set.items[6f].gaps[1].patterns[0].text", Part.ANSWER),
        ("item_set.items[6f].hints[0]", Part.HINT),
        ("item_set.items[6f].feedback.correct", Part.FEEDBACK),
        ("item_set.items[6f].solution", Part.SOLUTION),
        ("item_set.items[feedback].prompt", Part.QUESTION),
    ],
)
def test_part_is_told_by_the_path(path: str, part: Part) -> None:
    assert part_at(path) is part


def test_texts_that_are_none_of_the_others_are_readings() -> None:
    others = {"title", "description", "alt", "cover_alt", "caption", "checkpoints", "skills", "item_set"}
    assert {name for name in {*OBJECT, *FRONT} - others if part_at(name) is Part.TEXT} == {
        "html",
        "intro",
        "explanations",
    }
