"""What was told arrives, once and in order, whatever breaks."""

import asyncio
import os
import signal
from collections import defaultdict
from datetime import timedelta
from uuid import UUID

from playwright.async_api import Page

from stoa.compose.supervisor import Supervisor
from stoa.contracts.telemetry import ActionBatch
from stoa.runtime.live import subjects
from tests.sdk.conftest import Learner
from tests.sdk.site import NOWHERE, Site
from tests.sdk.test_capture import kinds

DECISION = "00000000-0000-7000-8000-0000000000d1"


def whole(batches: list[ActionBatch]) -> dict[UUID, int]:
    """How many actions of each capture: every one there once, in the order in which they happened."""
    assert len({batch.id for batch in batches}) == len(batches)
    numbers: dict[UUID, list[int]] = defaultdict(list)
    for batch in batches:
        numbers[batch.capture] += [action.seq for action in batch.actions]
    for told in numbers.values():
        assert told == list(range(1, len(told) + 1))
    return {capture: len(told) for capture, told in numbers.items()}


async def meet_decisions(page: Page, times: int) -> None:
    for _ in range(times):
        await page.evaluate(f"stoa.decisions.shown('{DECISION}')")
        await page.wait_for_timeout(30)


KEPT = """async () => {
  let kept = 0;
  for (const { name } of await indexedDB.databases()) {
    const opening = indexedDB.open(name);
    const database = await new Promise((so) => { opening.onsuccess = () => so(opening.result); });
    for (const store of database.objectStoreNames) {
      const all = database.transaction(store).objectStore(store).getAll();
      await new Promise((so) => { all.onsuccess = so; });
      kept += JSON.stringify(all.result).split('"decision.shown"').length - 1;
    }
    database.close();
  }
  return kept;
}"""


async def safe(learner: Learner, page: Page, times: int) -> None:
    """Until so many decisions are in the browser or were told before the line was cut."""
    async with asyncio.timeout(60):
        while await page.evaluate(KEPT) + kinds(await learner.actions()).count("decision.shown") < times:
            await asyncio.sleep(0.05)


async def push_only(site: Site, number: int) -> None:
    """A decision that a page finds nowhere: it has to be pushed."""
    decision = site.decision(number)
    site.state = {"number": 0, "decision": None}
    await site.push(decision)


async def test_offline_then_loaded_again_then_online_loses_and_doubles_nothing(learner: Learner) -> None:
    page = await learner.open()
    await learner.until("page.opened")
    await learner.browser.set_offline(True)
    await meet_decisions(page, 10)
    await safe(learner, page, 10)
    await page.close()
    assert kinds(await learner.actions()).count("decision.shown") <= 1, "it was not offline"
    await learner.browser.set_offline(False)
    page = await learner.open()
    await meet_decisions(page, 3)
    await learner.until("decision.shown", 13)
    assert len(whole(await learner.batches())) == 2


async def test_server_that_dies_in_between_loses_and_doubles_nothing(
    learner: Learner, nats: Supervisor
) -> None:
    page = await learner.open()
    await meet_decisions(page, 10)
    learner.by_http = True
    [server] = [one for one in nats.status().programs if one.name == "nats"]
    assert server.pid is not None
    os.kill(server.pid, signal.SIGKILL)
    await meet_decisions(page, 40)
    await learner.until("decision.shown", 50)
    whole(await learner.batches())


async def test_what_a_tab_that_crashed_left_is_sent_by_the_next(learner: Learner) -> None:
    page = await learner.open()
    await learner.until("page.opened")
    wire = await learner.browser.new_cdp_session(page)
    await wire.send("Network.enable")
    nothing = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
    await wire.send("Network.emulateNetworkConditions", nothing)
    await meet_decisions(page, 5)
    await safe(learner, page, 5)
    crashed = asyncio.Event()
    page.on("crash", lambda _page: crashed.set())
    crashing = asyncio.ensure_future(wire.send("Page.crash"))
    await crashed.wait()
    crashing.cancel()
    assert kinds(await learner.actions()).count("decision.shown") <= 1, "it was not offline"
    await learner.open()
    await learner.until("decision.shown", 5)
    whole(await learner.batches())


async def test_two_tabs_count_for_themselves(learner: Learner) -> None:
    one, two = await learner.open(), await learner.open()
    for _ in range(5):
        await meet_decisions(one, 2)
        await meet_decisions(two, 2)
    await learner.until("decision.shown", 20)
    captures = whole(await learner.batches())
    assert len(captures) == 2
    assert all(count >= 11 for count in captures.values())


async def test_living_tab_sends_what_a_closed_one_left(learner: Learner) -> None:
    stays = await learner.open()
    goes = await learner.open()
    await learner.until("page.opened", 2)
    await learner.browser.set_offline(True)
    await meet_decisions(goes, 4)
    await safe(learner, goes, 4)
    await goes.close()
    await learner.browser.set_offline(False)
    await stays.reload()
    await learner.until("decision.shown", 4)
    whole(await learner.batches())


async def test_clock_that_is_wrong_and_jumps_changes_no_order(learner: Learner) -> None:
    jumps = (
        "const real = Date.now; window.ahead = 3 * 365 * 86400000; Date.now = () => real() + window.ahead;"
    )
    await learner.browser.add_init_script(jumps)
    page = await learner.open()
    await meet_decisions(page, 3)
    await learner.until("decision.shown", 3)
    await page.evaluate("window.ahead = -3 * 365 * 86400000")
    await meet_decisions(page, 3)
    await learner.until("decision.shown", 6)
    batches = await learner.batches()
    whole(batches)
    assert len({action.id for batch in batches for action in batch.actions}) == sum(
        len(batch.actions) for batch in batches
    )
    assert abs(batches[0].sent_at - batches[0].actions[-1].at) < 60_000


async def test_credentials_are_renewed_without_losing_a_push(learner: Learner, site: Site) -> None:
    site.lifetime = timedelta(seconds=24)
    page = await learner.open()
    await learner.until("page.opened")
    number = 0
    async with asyncio.timeout(300):
        while number < 80 or site.asked["POST /api/live/credentials"] < 3:
            number += 1
            await push_only(site, number)
            await meet_decisions(page, 1)
            await page.wait_for_timeout(70)
    await learner.until("decision.shown", number)
    told = await page.evaluate("decided")
    assert [one for one, _how in told] == list(range(1, number + 1))
    whole(await learner.batches())


async def test_pushes_that_were_missed_are_found_after_the_line_was_cut(learner: Learner, site: Site) -> None:
    page = await learner.open()
    await learner.until("page.opened")
    asked = "performance.getEntriesByType('resource').filter(({ name }) => name.includes('/api/adaptive/'))"
    await page.wait_for_function(f"{asked}.length > 1")
    await site.push(site.decision(1))
    site.decision(2)
    await site.push(site.decision(3))
    await page.wait_for_function("decided.length >= 2")
    assert await page.evaluate("decided") == [[1, "pushed"], [3, "found"]]
    assert (
        await page.evaluate(
            "stoa.live.latest(new URLSearchParams(location.search).get('registration')).number"
        )
        == 3
    )


async def test_without_websockets_the_same_goes_by_http(learner: Learner, site: Site) -> None:
    site.websocket = NOWHERE
    learner.by_http = True
    page = await learner.open()
    await meet_decisions(page, 5)
    await learner.until("decision.shown", 5)
    await page.wait_for_function("stoa.live !== undefined")
    while not site.listening:
        await page.wait_for_timeout(100)
    await page.wait_for_timeout(200)
    for number in (1, 2):
        await push_only(site, number)
    await page.wait_for_function("decided.length === 2")
    whole(await learner.batches())
    assert site.asked["POST /api/telemetry"] > 0


async def test_last_words_of_a_page_at_rest_are_there_before_another_is_opened(
    learner: Learner,
) -> None:
    page = await learner.open()
    # What is under way meanwhile would keep back the last words.
    await learner.until("depth.reached")
    await page.wait_for_timeout(1_000)
    await page.goto("about:blank")
    actions = await learner.until("page.left")
    assert actions[-1].__struct_config__.tag == "page.left"
    whole(await learner.batches())


async def test_consent_taken_back_is_honoured_at_once_in_every_tab(learner: Learner) -> None:
    pages = [await learner.open(), await learner.open()]
    await learner.until("depth.reached", 2)
    await learner.browser.set_offline(True)
    for page in pages:
        # The first may still get out.
        await meet_decisions(page, 2)
        await page.evaluate("void open_('00000000-0000-7000-8000-0000000000b1')")
        await meet_decisions(page, 1)
    # The platform cannot be reached; less is told all the same, and the platform hears of it later.
    refused = await pages[0].evaluate("stoa.consent.set('essential').then(() => false, () => true)")
    assert refused
    await pages[1].wait_for_function("stoa.consent.scope === 'essential'")
    await meet_decisions(pages[1], 1)
    await learner.browser.set_offline(False)
    actions = await learner.until("decision.shown", 7)
    assert kinds(actions).count("page.opened") == 2
    assert "page.left" not in kinds(actions)
    await meet_decisions(await learner.open(), 1)
    await learner.until("decision.shown", 8)
    batch = (await learner.batches())[-1]
    assert (batch.scope, kinds(batch.actions)) == ("essential", ["decision.shown"])
    assert learner.site.consent["scope"] == "essential"


async def test_consent_taken_back_on_another_device_is_obeyed_at_once(learner: Learner) -> None:
    site = learner.site
    page = await learner.open()
    await learner.until("depth.reached")
    subject = subjects.consent(site.tenant, site.learner)
    await site.push(site.choose("essential"), subject)
    await page.wait_for_function("stoa.consent.scope === 'essential'")
    await page.evaluate("void open_('00000000-0000-7000-8000-0000000000b1')")
    await meet_decisions(page, 1)
    assert kinds(await learner.until("decision.shown")).count("page.opened") == 1


async def test_a_device_that_comes_later_tells_nothing_that_was_taken_back_before(learner: Learner) -> None:
    learner.site.choose("essential")
    page = await learner.open()
    await meet_decisions(page, 1)
    await learner.until("decision.shown")
    await page.close()
    await meet_decisions(await learner.open(), 1)
    assert set(kinds(await learner.until("decision.shown", 2))) == {"decision.shown"}


async def test_more_is_told_only_once_the_platform_has_agreed(learner: Learner) -> None:
    learner.site.choose("essential")
    page = await learner.open()
    await page.wait_for_function("stoa.consent.scope === 'essential'")
    await learner.browser.set_offline(True)
    assert await page.evaluate("stoa.consent.set('learning').then(() => false, () => true)")
    assert await page.evaluate("stoa.consent.scope") == "essential"
    await learner.browser.set_offline(False)
    await page.evaluate("stoa.consent.set('learning')")
    assert await page.evaluate("stoa.consent.scope") == "learning"
    assert learner.site.consent == {"scope": "learning", "version": 2}


async def test_a_choice_that_only_this_browser_knew_becomes_the_persons(learner: Learner) -> None:
    page = await learner.open()
    await learner.until("page.opened")
    await page.evaluate(f"localStorage.setItem('stoa:consent:{learner.site.learner}', 'essential')")
    await page.close()
    page = await learner.open()
    await meet_decisions(page, 1)
    await learner.until("decision.shown")
    async with asyncio.timeout(60):
        while learner.site.consent["version"] < 1:
            await asyncio.sleep(0.05)
    assert learner.site.consent == {"scope": "essential", "version": 1}
    batch = (await learner.batches())[-1]
    assert batch.scope == "essential"
