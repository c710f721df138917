"""Who gets a publication, whichever of localization's two words comes first."""

from dataclasses import replace
from datetime import UTC, datetime

from stoa.kernel.ids import new_id
from stoa.services.delivery.domain.pilot import Audience, Pilot, audience_of
from stoa.services.delivery.domain.publication import Edition, Publication

NOW = datetime(2026, 1, 1, tzinfo=UTC)
FIRST, SECOND = new_id(), new_id()
WANTED = Publication(new_id(), Edition(new_id(), "es"), 1, "Óptica", "key", "sum", None, NOW, NOW)


def test_publication_is_everyones_where_nobody_chose() -> None:
    assert audience_of(WANTED, Pilot()) == (Audience.EVERYONE, ())


def test_publication_for_a_run_is_its_own_before_the_choice_is_heard() -> None:
    wanted = replace(WANTED, runs=(FIRST,), audience=1)
    assert audience_of(wanted, Pilot()) == (Audience.RUNS, (FIRST,))


def test_choice_that_was_made_after_the_publication_was_told_counts() -> None:
    wanted = replace(WANTED, runs=(FIRST,), audience=1)
    assert audience_of(wanted, Pilot(Audience.EVERYONE, change=2)) == (Audience.EVERYONE, ())
    assert audience_of(wanted, Pilot(Audience.NOBODY, change=2)) == (Audience.NOBODY, ())
    assert audience_of(wanted, Pilot(Audience.RUNS, (SECOND,), change=2)) == (Audience.RUNS, (SECOND,))


def test_publication_that_was_told_after_a_choice_goes_by_what_it_says() -> None:
    wanted = replace(WANTED, audience=3)
    assert audience_of(wanted, Pilot(Audience.RUNS, (FIRST,), change=2)) == (Audience.EVERYONE, ())
