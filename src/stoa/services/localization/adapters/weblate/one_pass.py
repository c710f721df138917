"""One pass of reconciliation with Weblate: look, decide, bring, and read in their log what that came over."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from stoa.services.localization.adapters.weblate.component import Component, source_checksum
from stoa.services.localization.domain.sync.overwritten import Written, overwritten
from stoa.services.localization.domain.sync.reconcile import Outcome, reconcile
from stoa.services.localization.domain.sync.stand import Stand


@dataclass(frozen=True, slots=True)
class Ours:
    """What stands here of a component in one locale. sources: tagged, of every unit."""

    source_locale: str
    locale: str
    sources: Mapping[str, str]
    stands: Mapping[str, Stand]


async def one_pass(
    component: Component, us: str, base: Mapping[str, Stand], ours: Ours, now: datetime
) -> Outcome:
    """What was pushed is there when it returns. The caller writes what is pulled, and keeps every conflict.

    us: what Weblate calls us. now: aware, by Weblate's clock or a little earlier.
    """
    theirs = await component.stands(ours.locale)
    shown = {unit: component.shown(stand) for unit, stand in ours.stands.items()}
    outcome = reconcile(base, shown, theirs)
    sources = _sources(component, ours, theirs, outcome)
    if sources is not None:
        await component.push_sources(ours.source_locale, sources)
    await component.push(ours.locale, outcome.push)
    written = {unit: Written(theirs[unit], stand) for unit, stand in outcome.push.items() if unit in theirs}
    changes = await component.changes(ours.locale, now) if written else []
    lost = overwritten(written, changes, us)
    return replace(outcome, conflicts=(*outcome.conflicts, *lost))


def _sources(
    component: Component, ours: Ours, theirs: Mapping[str, Stand], outcome: Outcome
) -> dict[str, str] | None:
    """What is to stand there; None if it does. A unit in conflict keeps the source that they translated."""
    held = {one.unit: component.source(one.unit) for one in outcome.conflicts if one.unit in theirs}
    there = {unit: stand.source for unit, stand in theirs.items()}
    wanted = {**ours.sources, **held}
    same = {unit: source_checksum(source) for unit, source in wanted.items()} == there
    return None if same else wanted
