"""People of the demonstration, each with a browser of their own that stays signed in."""

from dataclasses import dataclass, field
from time import monotonic

from playwright.async_api import Browser, BrowserContext, Page

from stoa.compose.demonstration import PASSWORD
from tests.browser import sight

NOBODY = ""
_FRESH_S = 150
"""Half of what a token lives."""


@dataclass
class Visitors:
    chromium: Browser
    address: str
    troubles: list[str] = field(default_factory=list)
    _fresh_at: dict[tuple[str, sight.Look], float] = field(default_factory=dict)
    _kept: dict[tuple[str, sight.Look], BrowserContext] = field(default_factory=dict)

    async def page(self, who: str, look: sight.Look = sight.LIGHT, width: int = 1440) -> Page:
        """A fresh page in the browser of `who`@demo.example, or of NOBODY who has signed in."""
        if (who, look) not in self._kept:
            self._kept[who, look] = await self._arrive(who, look)
        await self._stay(who, look)
        page = await self._kept[who, look].new_page()
        await page.set_viewport_size({"width": width, "height": sight.HEIGHTS[width]})
        sight.listen(page, self.troubles.append)
        return page

    async def newcomer(self, look: sight.Look = sight.LIGHT) -> BrowserContext:
        """A browser in which nobody has been yet. Motion is off, so that nothing is caught half way."""
        context = await self.chromium.new_context(
            base_url=self.address, locale="en-GB", timezone_id="Europe/Athens", reduced_motion="reduce"
        )
        await sight.wear(context, look, self.address)
        return context

    async def _arrive(self, who: str, look: sight.Look) -> BrowserContext:
        context = await self.newcomer(look)
        if who != NOBODY:
            form: dict[str, str | float | bool] = {
                "email": f"{who}@demo.example",
                "password": PASSWORD,
                "next": "/account",
            }
            headers = {"origin": self.address}
            answer = await context.request.post("/sign-in", form=form, headers=headers)
            assert answer.ok, await answer.text()
            assert "/sign-in" not in answer.url
        return context

    async def _stay(self, who: str, look: sight.Look) -> None:
        """With a token that outlives the page's test: one that runs out meanwhile is asked about twice."""
        since, now = self._fresh_at.get((who, look), 0.0), monotonic()
        if who != NOBODY and since and now - since > _FRESH_S:
            request = self._kept[who, look].request
            assert (await request.post("/session/refresh", headers={"origin": self.address})).ok
        if now - since > _FRESH_S:
            self._fresh_at[who, look] = now

    async def leave(self) -> None:
        """No page stays open, where it would outlive the session it was opened in."""
        for context in self._kept.values():
            for page in context.pages:
                await page.close()

    async def close(self) -> None:
        for context in self._kept.values():
            await context.close()
