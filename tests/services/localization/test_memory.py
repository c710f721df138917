"""What people approved is offered wherever something like it is said."""

import asyncio

from stoa.services.localization.domain.locales import LocalePair
from tests.services.localization.courses import claim, publish, text_course, translate_all, want
from tests.world import World


async def test_sentence_that_is_nearly_the_same_comes_with_what_was_said_before(world: World) -> None:
    await publish(world, first := text_course("<p>The light of the sun reaches us in eight minutes.</p>"))
    await want(world, first, "es")
    await translate_all(world, lambda text: f"{text} (es)")
    await publish(world, second := text_course("<p>The light of the sun reaches us in nine minutes.</p>"))
    async with asyncio.timeout(60):
        while not await found(world):
            await asyncio.sleep(0.1)
    await want(world, second, "es")
    translator = await world.someone("translator")
    [task] = await claim(translator, count=10, course=str(second.document.course))
    assert task["unit"]["origin"] == "fuzzy"
    assert 0.75 <= task["unit"]["score"] < 1
    assert task["unit"]["state"] == "initial"
    desk = (await translator.get(f"/api/units/{task['unit']['id']}")).json()
    assert desk["offers"][0]["origin"] == "fuzzy"


async def found(world: World) -> bool:
    """Whether the index has seen what was approved."""
    index = world.process.given["localization"]["index"]
    return bool(await index.known_until(world.tenant, LocalePair("en", "es")))
