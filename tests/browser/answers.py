"""Answering the demonstration's items as somebody who knows; what is right stands in the course's folder."""

import re
from typing import Any

import yaml
from playwright.async_api import Locator, expect

from stoa.compose.demonstration import COURSE

Item = dict[str, Any]


def _letters(text: str) -> str:
    """What is left of a prompt whether it was written in Markdown or shown."""
    return re.sub(r"[\W_]+", "", text)


ITEMS: dict[str, Item] = {
    _letters(item["prompt"]): item
    for path in sorted(COURSE.glob("*/*.items.yaml"))
    for item in yaml.safe_load(path.read_text())["items"]
}


async def answer(item: Locator) -> None:
    """Answers the item rightly, checks it, and sees that it is right."""
    known = ITEMS[_letters(await item.locator(".item-prompt").inner_text())]
    await _RESPOND[known["kind"]](item, known)
    await item.get_by_role("button", name="Check").click()
    await expect(item.locator(".item-verdict")).to_contain_text("Right")


async def answer_wrongly(item: Locator, which: int = 0) -> None:
    """With the wrong choice of that number, and sees that it is not right."""
    again = item.get_by_role("link", name="Try again")
    if await again.count():
        await again.click()
        await expect(again).to_have_count(0)
    known = ITEMS[_letters(await item.locator(".item-prompt").inner_text())]
    wrong = [choice["text"] for choice in known["choices"] if not choice.get("correct")]
    await item.get_by_role("radio", name=wrong[which], exact=True).check()
    await item.get_by_role("button", name="Check").click()
    await expect(item.locator(".item-verdict")).to_contain_text("Not right")


async def answer_all(questions: Locator) -> None:
    """Page by page to the end, and hands in."""
    while True:
        for item in await questions.locator("[data-item]").all():
            await answer(item)
        onward = questions.get_by_role("link", name="Next")
        if not await onward.count():
            break
        before = await questions.locator("[data-item]").first.get_attribute("id")
        await onward.click()
        await expect(questions.locator(f"[id='{before}']")).to_have_count(0)
    await questions.get_by_role("button", name="Finish").click()
    await expect(questions.get_by_text("Passed", exact=True)).to_be_visible()


def _accepted(asked: Item) -> str:
    """Something that the first of its patterns accepts: the words that must be there."""
    first = asked["accept"][0]
    return str(first["exact"]) if "exact" in first else re.sub(r"\([^)]*\)\?", "", first["regex"])


async def _choose(item: Locator, known: Item) -> None:
    role = "checkbox" if known["kind"] == "multiple" else "radio"
    for choice in known["choices"]:
        if choice.get("correct"):
            await item.get_by_role(role, name=choice["text"], exact=True).check()  # type: ignore[arg-type]


async def _say_whether(item: Locator, known: Item) -> None:
    await item.get_by_role("radio", name="True" if known["answer"] else "False", exact=True).check()


async def _type(item: Locator, known: Item) -> None:
    right = known["value"] if known["kind"] == "numeric" else _accepted(known)
    await item.get_by_role("textbox").fill(str(right))


async def _match(item: Locator, known: Item) -> None:
    for pair in known["pairs"]:
        of_this = item.get_by_label(f"What belongs to {pair['left']}", exact=True)
        await of_this.select_option(label=pair["right"])


async def _order(item: Locator, known: Item) -> None:
    """With the keyboard: each in its turn up to where it belongs."""
    entries = item.locator(".reorder-entry")
    for place, entry in enumerate(known["sequence"]):
        handle = item.get_by_role("button", name=f"Move {entry['text']}", exact=True)
        await handle.press(" ")
        while await _place(entries, entry["text"]) > place:
            await handle.press("ArrowUp")
        await handle.press(" ")


async def _place(entries: Locator, label: str) -> int:
    return [await each.get_attribute("data-label") for each in await entries.all()].index(label)


async def _fill(item: Locator, known: Item) -> None:
    gaps = re.findall(r"\{\{(\w+)\}\}", known["text"])
    for number, name in enumerate(gaps):
        gap, field = known["gaps"][name], item.locator(".gap").nth(number)
        if "choices" in gap:
            right = next(choice["text"] for choice in gap["choices"] if choice.get("correct"))
            await field.locator("select").select_option(label=right)
        else:
            right = gap["value"] if "value" in gap else _accepted(gap)
            await field.locator("input").fill(str(right))


_RESPOND = {
    "choice": _choose,
    "multiple": _choose,
    "true_false": _say_whether,
    "numeric": _type,
    "short_text": _type,
    "match": _match,
    "order": _order,
    "cloze": _fill,
}
