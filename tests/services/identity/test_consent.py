"""What somebody lets be told of how they learn is kept with them, and told to their pages at once."""

from datetime import datetime

import msgspec

from stoa.contracts.identity import ConsentChosen
from stoa.contracts.telemetry import ConsentScope
from stoa.runtime.live import subjects
from tests.services.identity.live import Pages

DOOR = "/api/account/consent"


async def test_who_never_chose_has_what_holds_for_everybody(pages: Pages) -> None:
    someone = await pages.school.someone()
    answer = await someone.get(DOOR)
    assert answer.json() == {"scope": "learning", "version": 0, "chosen_at": None}
    assert answer.headers["cache-control"] == "no-store"


async def test_each_other_choice_is_a_version_with_its_time_and_the_same_again_is_none(pages: Pages) -> None:
    someone = await pages.school.someone()
    made = [
        (await someone.put(DOOR, json={"scope": scope})).json()
        for scope in ("essential", "essential", "learning")
    ]
    assert [(one["scope"], one["version"]) for one in made] == [
        ("essential", 1),
        ("essential", 1),
        ("learning", 2),
    ]
    assert made[0]["chosen_at"] == made[1]["chosen_at"]
    assert datetime.fromisoformat(made[1]["chosen_at"]) < datetime.fromisoformat(made[2]["chosen_at"])
    assert (await someone.get(DOOR)).json() == made[2]


async def test_a_choice_is_of_who_made_it_alone(pages: Pages) -> None:
    someone, other = await pages.school.someone(), await pages.school.someone()
    await someone.put(DOOR, json={"scope": "essential"})
    assert (await other.get(DOOR)).json()["scope"] == "learning"
    anyone = await pages.school.browser()
    assert (await anyone.get(DOOR)).status_code == 401
    assert (await someone.put(DOOR, json={"scope": "everything"})).status_code == 422


async def test_the_fact_names_nobody_and_the_pass_says_what_holds(pages: Pages) -> None:
    someone = await pages.school.someone()
    assert (await pages.granted(someone))["consent"]["version"] == 0
    await someone.put(DOOR, json={"scope": "essential"})
    await pages.school.world.quiet()
    chosen = [one for one in pages.school.world.events(ConsentChosen) if one.person == someone.person]
    assert chosen == [ConsentChosen(person=someone.person, scope=ConsentScope.ESSENTIAL, version=1)]
    given = (await pages.granted(someone))["consent"]
    assert (given["scope"], given["version"]) == ("essential", 1)


async def test_open_pages_of_the_person_hear_it_at_once(pages: Pages) -> None:
    someone = await pages.school.someone()
    given = await pages.granted(someone)
    async with pages.line(given["token"]) as line:
        assert all([await line.subscribe(subject) for subject in given["subscribe"]])
        await someone.put(DOOR, json={"scope": "essential"})
        said = await line.hears(subjects.consent(pages.school.world.tenant, someone.person))
        assert msgspec.json.decode(said) == {"scope": "essential", "version": 1}


async def test_the_page_shows_what_was_chosen(pages: Pages) -> None:
    someone = await pages.school.someone()
    await someone.put(DOOR, json={"scope": "essential"})
    page = (await someone.get("/account/learning-data", headers={"accept": "text/html"})).text
    assert 'value="essential" checked' in page
    assert "Chosen:" in page
