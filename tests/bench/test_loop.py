"""The bench of the loop in its short form: what it counts, never how long it took."""

from pathlib import Path

import pytest
from bench.loop.__main__ import most_browsers, platform
from bench.loop.crowds import crowds
from bench.loop.load import Loop
from bench.loop.responders import responders
from bench.loop.school import open_school
from bench.loop.yardstick import bare_nats, strangers
from bench.open_loop import at_rate
from bench.school import open_school as open_quiz

from stoa.compose.learners.simulation import simulate
from stoa.runtime.bus import Bus

BROWSERS, RATE, FOR_S = 300, 200, 3


@pytest.fixture(autouse=True)
def _ports_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The platform of the bench writes them into the environment."""
    for name in ("STOA_EDGE_APP_PORT", "STOA_EDGE_CONTENT_PORT", "STOA_DATA"):
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)


async def test_the_yardstick_answers_every_browser_once(tmp_path: Path) -> None:
    async with crowds() as browsers, bare_nats(tmp_path) as (supervisor, place):
        seats = strangers(supervisor.house.settings.live, BROWSERS)
        assert await browsers.sit_down(place, seats) == BROWSERS
        outcome = await browsers.drive(RATE, FOR_S, actions=3)
        assert outcome.whole
        assert outcome.sent == RATE * FOR_S


async def test_every_action_comes_back_as_one_decision(tmp_path: Path) -> None:
    """Of browsers, of learners who respond by HTTP beside them, and of simulated learners."""
    most_browsers()
    async with crowds() as browsers, platform(tmp_path / "stoa") as supervisor:
        settings = supervisor.house.settings
        async with open_quiz(settings, learners=20) as quiz, open_school(settings, BROWSERS, print) as school:
            bus = await Bus.connect(settings.bus, "bench")
            loop = Loop(supervisor, school, browsers, bus)
            await loop.seat(BROWSERS)
            async with responders(settings, quiz, loop.place) as acts:

                async def respond() -> int:
                    waits = await at_rate(10, FOR_S, acts)
                    assert waits.failed == 0
                    return len(waits.seconds)

                load = await loop.drive(RATE, FOR_S, beside=respond)
            assert load.whole, load.words()[-1]
            tally = await simulate(
                settings.web.app_origin, 3, for_s=20, seed=1, pace=20, say=print, telling=print
            )
            assert tally.told == tally.kept > 0
            assert tally.decisions > 0
            await bus.close()
