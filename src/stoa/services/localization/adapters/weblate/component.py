"""One component of Weblate, a "JSON file" there: segments by their ids, as tagged text."""

import asyncio
import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from stoa.kernel.errors import Unavailable
from stoa.services.localization.adapters.weblate import answers
from stoa.services.localization.adapters.weblate.api import Api
from stoa.services.localization.domain.sync.overwritten import Change
from stoa.services.localization.domain.sync.stand import Stand, source_checksum
from stoa.services.localization.domain.unit import State

_STATES = {20: State.TRANSLATED, 30: State.REVIEWED, 100: State.FINAL}
"""Whatever else they have needs work."""
_WAYS = {State.INITIAL: "fuzzy", State.TRANSLATED: "translate", State.REVIEWED: "approve"}
"""How a file is taken, by the state that its targets are to have. Source: Weblate 5.14, REST API, `file/`."""
_EVENTS = ["2", "5", "6", "7", "8", "9", "27", "32", "36", "37"]
"""Changed, added, by machine, accepted, reverted, by file, replaced, in bulk, approved, marked."""
_TRIES = 20
"""Seconds in which a new locale is to be there."""
_ONE_BY_ONE = 100
"""From so many units on all are read: a page of a thousand takes as long as some tens by themselves."""


class Component:
    """reviews: whether its project has reviews; without, nothing there can be more than translated."""

    def __init__(self, api: Api, project: str, component: str, *, reviews: bool) -> None:
        self._api = api
        self.most = State.REVIEWED if reviews else State.TRANSLATED
        self._path = f"{project}/{component}"
        self._units: dict[tuple[str, str], int] = {}
        self._sources: dict[str, str] = {}

    def shown(self, stand: Stand) -> Stand:
        """As it stands there once it was pushed: no comparison is by what they cannot say."""
        state = min(stand.state, self.most) if stand.target else State.INITIAL
        return Stand(stand.source, stand.target, state)

    @property
    def sources(self) -> Mapping[str, str]:
        """By unit, as they stood there when they were last read."""
        return dict(self._sources)

    @property
    def at(self) -> datetime | None:
        """By their clock, when they answered last."""
        return self._api.at

    async def locales(self) -> set[str]:
        """Those that it is translated into, as they write them; the source's is one."""
        found = self._api.pages(f"components/{self._path}/translations/", {}, answers.Translation)
        return {one.language_code async for one in found}

    async def has(self, locale: str, known: set[str]) -> None:
        """From now on it is translated into the locale. known: as of `locales`.

        Weblate adds it in the background. Raises Unavailable while it is not there yet.
        """
        if _code(locale) in known:
            return
        added = {"language_code": _code(locale)}
        await self._api.ask("POST", f"components/{self._path}/translations/", json=added)
        for _ in range(_TRIES):
            if _code(locale) in await self.locales():
                return
            await asyncio.sleep(1)
        raise Unavailable("localization.sync.unreachable", why=locale)

    async def call_back(self, address: str, secret: str) -> None:
        """They are to tell us there of what changes. Source: Weblate 5.14, add-on "Webhook"."""
        configuration = {"webhook_url": address, "secret": secret, "events": _EVENTS}
        added = {"name": "weblate.webhook.webhook", "configuration": configuration}
        answer = await self._api.ask("POST", f"components/{self._path}/addons/", json=added)
        answers.read(answer, answers.Done)

    async def stands(self, locale: str) -> dict[str, Stand]:
        """All that they have in the locale, by unit."""
        units = self._api.pages(f"translations/{self._path}/{_code(locale)}/units/", {}, answers.Unit)
        return dict([self._read(locale, unit) async for unit in units])

    async def stands_of(self, locale: str, units: Iterable[str]) -> dict[str, Stand]:
        """Of those, as far as they have them, by the shortest way."""
        wanted = set(units)
        known = {unit: self._units.get((locale, unit)) for unit in wanted}
        if len(wanted) > _ONE_BY_ONE or None in known.values():
            stands = await self.stands(locale)
            return {unit: stands[unit] for unit in wanted if unit in stands}
        found = [await self._api.ask("GET", f"units/{number}/") for number in known.values()]
        return dict(self._read(locale, answers.read(one, answers.Unit)) for one in found)

    def _read(self, locale: str, unit: answers.Unit) -> tuple[str, Stand]:
        """Plural forms do not occur: what we send has none."""
        source, target = unit.source[0], unit.target[0]
        self._units[locale, unit.context] = unit.id
        self._sources[unit.context] = source
        state = _STATES.get(unit.state, State.INITIAL) if target else State.INITIAL
        return unit.context, Stand(source_checksum(source), target, min(state, self.most))

    async def changes(self, locale: str, since: datetime) -> list[Change]:
        """From that moment on, so that none of the same is missed; the caller knows the ids it had."""
        path = f"translations/{self._path}/{_code(locale)}/changes/"
        params = {"timestamp_after": since.isoformat()}
        return [
            Change(
                id=change.id,
                unit=change.details.context,
                old=change.old,
                target=change.target,
                at=change.timestamp,
                by=change.user.rstrip("/").rpartition("/")[2] if change.user else None,
            )
            async for change in self._api.pages(path, params, answers.Change)
            if change.unit and change.details.context is not None
        ]

    async def push_sources(self, locale: str, sources: Mapping[str, str]) -> None:
        """All of them: what is not among them is withdrawn. locale: of the source."""
        await self._upload(locale, sources, method="replace")

    async def push(self, locale: str, stands: Mapping[str, Stand]) -> None:
        """In bulk, a file for each state. Comes over whatever stands there: look at their log afterwards."""
        shown = {unit: self.shown(stand) for unit, stand in stands.items()}
        over = "replace-approved" if self.most is State.REVIEWED else "replace-translated"
        for state, way in _WAYS.items():
            targets = {unit: one.target for unit, one in shown.items() if one.target and one.state is state}
            if targets:
                await self._upload(locale, targets, method=way, conflicts=over)
        for unit in [unit for unit, one in shown.items() if not one.target]:
            await self._clear(locale, unit)

    async def _clear(self, locale: str, unit: str) -> None:
        if (number := self._units.get((locale, unit))) is not None:
            answer = await self._api.ask("PATCH", f"units/{number}/", json={"state": 0, "target": [""]})
            answers.read(answer, answers.Done)

    async def _upload(self, locale: str, texts: Mapping[str, str], **how: str) -> None:
        content = json.dumps(dict(texts), ensure_ascii=False, indent=1).encode()
        path = f"translations/{self._path}/{_code(locale)}/file/"
        files = {"file": (f"{_code(locale)}.json", content, "application/json")}
        answer = await self._api.ask("POST", path, data={"fuzzy": "process", **how}, files=files)
        answers.read(answer, answers.Received)


def _code(locale: str) -> str:
    """As Weblate writes it: `pt_BR`, `zh_Hant`."""
    return locale.replace("-", "_")
