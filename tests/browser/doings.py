"""What is done on a page before it is looked at."""

from playwright.async_api import Page, expect

from tests.browser.sight import play


async def nothing(page: Page) -> None:
    """The page as it comes."""


async def open_outline(page: Page) -> None:
    button = page.get_by_role("button", name="Outline").or_(page.get_by_role("button", name="المخطط"))
    if await button.get_attribute("aria-expanded") == "false":
        await button.click()


async def begin(page: Page) -> None:
    """The attempt, if it has not been begun: items are there to be answered."""
    item = page.locator("[data-item]").first
    begin = page.locator(".assess form button[type=submit]").first
    await expect(item.or_(begin).first).to_be_visible()
    if not await item.count():
        await begin.click()
    await expect(item).to_be_visible()


async def answer_wrongly(page: Page) -> None:
    """What is said to somebody who chose the last of the choices, and what is right."""
    await begin(page)
    item = page.locator("[data-item]").first
    if await item.locator("input:enabled").count():
        await item.get_by_role("radio").last.check()
        await item.locator("form[data-response] button[type=submit]").click()
    await expect(item.locator(".item-verdict")).to_be_visible()


async def open_checkpoint(page: Page) -> None:
    """Over the paused frame. Who skips past a checkpoint is brought back to it."""
    over = page.locator("[data-video-over]")
    if await over.is_hidden():
        film = page.locator("stoa-video video")
        await play(film, "it.currentTime > 0.2")
        await film.evaluate("film => { film.currentTime = film.duration / 2 }")
    await expect(over.locator("[data-item]").first).to_be_visible(timeout=90_000)


async def be_offered_help(page: Page) -> None:
    """As after a reload with an open decision; the reasons are looked at."""
    registration, thing = page.url.partition("?")[0].split("/")[-2:]
    decision = {
        "id": registration,
        "registration": registration,
        "number": 1,
        "kind": "help",
        "object": thing,
        "reasons": [{"feature": "waiting_s", "value": 43, "bound": 20}],
        "policy": registration,
        "policy_version": 1,
        "at": "2026-03-02T09:10:00Z",
    }
    state = {"registration": registration, "number": 1, "decision": decision, "live": None}
    await page.route(f"**/api/adaptive/registrations/{registration}", lambda route: route.fulfill(json=state))
    await page.reload()
    await page.locator(".offer-why > summary").click()


async def connect(page: Page) -> None:
    await expect(page.locator("[data-line=up]")).to_be_visible(timeout=60_000)


async def translate(page: Page) -> None:
    """What is in another language is put into the reader's own; both drawers are open."""
    offered = page.locator(".to-translate button")
    shown = page.locator(".translated-said")
    asked = page.locator("[data-words] > [hx-get]")
    if await asked.count():
        await asked.first.scroll_into_view_if_needed()
    await expect(offered.or_(shown).first).to_be_visible()
    if await offered.count():
        await offered.first.click()
    await expect(shown.first).to_be_visible()
    closed = page.locator(".translated-more:not([open]) > summary")
    while await closed.count():
        await closed.first.click()


async def translate_a_passage(page: Page) -> None:
    """One that helps, in another language than the reader's."""
    registration, thing = page.url.partition("?")[0].split("/")[-2:]
    voucher = await page.evaluate(_VOUCHER, f"/api/registrations/{registration}/announcements")
    passage = {
        "object": thing,
        "title": "Luz",
        "heading": "",
        "anchor": "",
        "text": "Será en el aula 4. Traed un lápiz.",
        "locale": "es",
        "voucher": voucher,
    }
    found = f"**/api/adaptive/registrations/{registration}/passages?*"
    await page.route(found, lambda route: route.fulfill(json=[passage]))
    await be_offered_help(page)
    await page.locator("[data-offer-take]").first.click()
    await page.locator(".passage .to-translate button").click()
    await expect(page.locator(".passage .translated-said")).to_be_visible()


_VOUCHER = """path => fetch(path).then((answer) => answer.json())
  .then((all) => all.find(({ locale }) => locale === "es").voucher)"""


async def find_one(page: Page) -> None:
    """By the first letters of a name."""
    await page.locator("[data-picker-search]").fill("lea")
    await expect(page.locator("[data-picker-found] a").first).to_be_visible()
