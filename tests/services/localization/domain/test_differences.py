"""In which words two texts differ, and how far a language is."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from stoa.kernel.ids import new_id
from stoa.services.localization.domain.differences import differences
from stoa.services.localization.domain.edition import Audience, Edition, Policy, Terms
from stoa.services.localization.domain.standing import Counted, Language, Reading

_TEXT = st.text("ab \ue000\ue001.", max_size=40)
_EDITION = Edition(new_id(), "es", Terms(), True, 3, -1, None, 0, None, None)


@given(_TEXT, _TEXT)
def test_both_texts_can_be_read_from_their_differences(before: str, after: str) -> None:
    parts = differences(before, after)
    assert "".join(part.text for part in parts if part.op != "added") == before
    assert "".join(part.text for part in parts if part.op != "removed") == after


def test_word_that_changed_is_told_and_no_other() -> None:
    parts = [(part.op, part.text) for part in differences("Light is fast.", "Light is slow.")]
    assert parts == [("same", "Light is "), ("removed", "fast"), ("added", "slow"), ("same", ".")]


def test_code_is_a_word_of_its_own() -> None:
    parts = [(part.op, part.text) for part in differences("red\ue000", "red")]
    assert parts == [("same", "red"), ("removed", "\ue000")]


def _language(edition: Edition, counted: Counted = Counted(), source: int = 2) -> Language:
    return Language(edition, counted, source, None)


def test_what_readers_have_is_told_by_what_was_published_last() -> None:
    published = replace(_EDITION, published_at=datetime(2026, 3, 2, tzinfo=UTC), published_source=1)
    assert _language(_EDITION).reading is Reading.NOTHING
    assert _language(published).reading is Reading.BEHIND
    assert _language(published, source=1).reading is Reading.EARLIER
    assert _language(replace(published, published_change=3)).reading is Reading.CURRENT


def test_what_was_published_for_some_runs_or_before_a_halt_is_not_said_to_be_what_readers_have() -> None:
    published = replace(
        _EDITION, published_at=datetime(2026, 3, 2, tzinfo=UTC), published_source=2, published_change=3
    )
    for audience in (Audience.RUNS, Audience.NOBODY):
        assert _language(replace(published, audience=audience)).reading is Reading.KEPT


def test_segments_that_are_still_needed_go_by_the_policy() -> None:
    counted = Counted(segments=10, translated=7, reviewed=4, stale=1)
    reviewed = replace(_EDITION, terms=Terms(policy=Policy.REVIEWED))
    enough = replace(_EDITION, terms=Terms(policy=Policy.FALLBACK, share=0.75))
    assert _language(_EDITION, counted).needed == 3
    assert _language(reviewed, counted).needed == 6
    assert _language(enough, counted).needed == 1
    assert counted.left == 2
