"""Reconciliation with a real Weblate: both sides change much at once, and most of the news of it goes wrong.

`python -m bench.weblate --api http://127.0.0.1:58080/api/ --token TOKEN --as admin`. Makes a project of its
own there and deletes it at the end. Shows whether one pass is enough, no change lost, every conflict named.
"""

import argparse
import asyncio
import json
import random
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import httpx

from bench.results import keep
from stoa.services.localization.adapters.weblate.api import Api
from stoa.services.localization.adapters.weblate.component import Component, source_checksum
from stoa.services.localization.adapters.weblate.one_pass import Ours, one_pass
from stoa.services.localization.domain.sync.reconcile import Kind, Outcome
from stoa.services.localization.domain.sync.stand import Stand
from stoa.services.localization.domain.unit import State

PROJECT, COMPONENT = "stoa-bench", "course"
CHANGES, BOTH = 1_000, 100
"""On each side; and of them, how many are of the same unit differently."""
_SEED = 7


@dataclass
class Trial:
    api: Api
    component: Component
    us: str
    sources: dict[str, str]
    ours: dict[str, Stand]
    chance: random.Random

    def here(self) -> Ours:
        return Ours("en", "es", self.sources, self.ours)

    async def run_pass(self, base: dict[str, Stand]) -> Outcome:
        now = datetime.now(UTC) - timedelta(seconds=1)
        outcome = await one_pass(self.component, self.us, base, self.here(), now)
        self.ours |= outcome.pull
        return outcome


async def prepare(api: Api, us: str, units: int) -> Trial:
    sources = {f"unit-{n:05}": f"Sentence {n} with <g1>emphasis</g1> and {n} apples." for n in range(units)}
    await api.ask("POST", "projects/", json={"name": PROJECT, "slug": PROJECT, "web": "https://example.org/"})
    described = {
        "name": COMPONENT, "slug": COMPONENT, "file_format": "json", "filemask": "c/*.json",
        "template": "c/en.json", "vcs": "local", "repo": "local:", "branch": "main", "source_language": "en",
        "manage_units": "true", "edit_template": "true", "new_lang": "add", "push_on_commit": "false",
    }  # fmt: skip
    file = {"docfile": ("en.json", json.dumps(sources).encode(), "application/json")}
    await api.ask("POST", f"projects/{PROJECT}/components/", data=described, files=file)
    await api.ask("POST", f"components/{PROJECT}/{COMPONENT}/translations/", json={"language_code": "es"})
    ours = {
        unit: Stand(source_checksum(source), f"Frase: {source}", State.TRANSLATED)
        for unit, source in sources.items()
    }
    component = Component(api, PROJECT, COMPONENT, reviews=False)
    return Trial(api, component, us, sources, ours, random.Random(_SEED))


async def change_both(trial: Trial) -> tuple[set[str], set[str]]:
    """Which units were changed here, and which there."""
    picked = trial.chance.sample(sorted(trial.ours), 2 * CHANGES - BOTH)
    here, there = set(picked[:CHANGES]), set(picked[CHANGES - BOTH :])
    theirs = {unit: replace(trial.ours[unit], target=trial.ours[unit].target + " (theirs)") for unit in there}
    await trial.component.push("es", theirs)
    for unit in here:
        trial.ours[unit] = replace(trial.ours[unit], target=trial.ours[unit].target + " (ours)")
    return here, there


async def news_are_hints(trial: Trial, since: datetime, there: set[str]) -> int:
    """A fifth of the news lost, a fifth doubled, all out of order: each only says where to look.

    Returns how many units were found changed by what news came.
    """
    changes = await trial.component.changes("es", since)
    assert {change.unit for change in changes} == there, "the log of changes misses some"
    came = [one for one in changes if trial.chance.random() > 0.2]
    came += [one for one in came if trial.chance.random() < 0.2]
    trial.chance.shuffle(came)
    looked = await trial.component.stands_of("es", (one.unit for one in came))
    assert looked.keys() == {one.unit for one in came}
    return len(looked)


async def lost_update(trial: Trial, base: dict[str, Stand]) -> bool:
    """Somebody there writes between our look and our writing: it is found, and what it was."""
    unit = min(base)
    trial.ours[unit] = replace(trial.ours[unit], target="ours, later")
    component = trial.component
    push = component.push

    async def after_somebody(locale: str, stands: dict[str, Stand]) -> None:
        number = component._units["es", unit]
        await trial.api.ask("PATCH", f"units/{number}/", json={"state": 20, "target": ["somebody's"]})
        await push(locale, stands)

    component.push = after_somebody  # type: ignore[method-assign, assignment]
    outcome = await trial.run_pass(base)
    component.push = push  # type: ignore[method-assign]
    return [(one.kind, one.theirs.target) for one in outcome.conflicts if one.unit == unit] == [
        (Kind.OVERWRITTEN, "somebody's")
    ]


async def measure(api: Api, us: str, units: int) -> None:
    started = time.perf_counter()
    trial = await prepare(api, us, units)
    first = await trial.run_pass({})
    base = first.agreed
    print(
        f"{units} units there after {time.perf_counter() - started:.0f} s, pushed {len(first.push)}",
        flush=True,
    )
    since = datetime.now(UTC)
    await asyncio.sleep(1)
    here, there = await change_both(trial)
    hinted = await news_are_hints(trial, since, there)
    begun = time.perf_counter()
    outcome = await trial.run_pass(base)
    pass_s = time.perf_counter() - begun
    theirs = await trial.component.stands("es")
    again = await trial.run_pass(outcome.agreed)
    named = {conflict.unit for conflict in outcome.conflicts}
    same = sum(theirs[unit] == trial.ours[unit] for unit in trial.ours)
    kept = sum(theirs[u].target.endswith("(ours)") == (u in here - named) for u in here) + sum(
        trial.ours[u].target.endswith("(theirs)") for u in there - named
    )
    found = await lost_update(trial, again.agreed)
    print(
        keep(
            "weblate",
            units=units,
            changed_here=len(here),
            changed_there=len(there),
            hinted=hinted,
            pushed=len(outcome.push),
            pulled=len(outcome.pull),
            conflicts=len(named),
            conflicts_expected=len(here & there),
            same_after=same,
            changes_kept=kept,
            settled_after_one_pass=again.settled and named == {one.unit for one in again.conflicts},
            lost_update_found=found,
            pass_s=round(pass_s, 1),
        )
    )


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--api", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--as", dest="us", default="admin")
    parser.add_argument("--units", type=int, default=2_000)
    asked = parser.parse_args()
    headers = {"Authorization": f"Token {asked.token}"}
    async with httpx.AsyncClient(base_url=asked.api, headers=headers, timeout=600, trust_env=False) as client:
        api = Api(client)
        try:
            await measure(api, asked.us, asked.units)
        finally:
            await client.delete(f"projects/{PROJECT}/")


if __name__ == "__main__":
    asyncio.run(main())
