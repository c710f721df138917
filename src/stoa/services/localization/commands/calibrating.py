"""How likely a machine's proposal needs no change is learned from what people did with others before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec
from anyio import to_thread

from stoa.kernel.errors import StoaError
from stoa.kernel.locale import Locale
from stoa.runtime import log
from stoa.runtime.caller import Caller
from stoa.runtime.db import Database, ReadSession
from stoa.services.localization.domain.checks.finding import Rendering
from stoa.services.localization.domain.coded import CodedText
from stoa.services.localization.domain.estimate import Estimate
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.quality.calibration import (
    EVERY_PROVIDER,
    SINCE,
    TOUCH,
    Calibration,
    PostEdited,
    by_provider,
    measure,
    provider_of,
    row_of,
    worth_fitting,
)
from stoa.services.localization.domain.quality.signals import own_signals
from stoa.services.localization.store import calibrations
from stoa.services.localization.store.calibrations import Accepted, Unread

_LOG = log.get(__name__)


@dataclass(frozen=True, slots=True)
class _Due:
    """version: of the calibration to be made. newest: when the last of its post-edits was accepted."""

    pair: LocalePair
    version: int
    newest: datetime


class _Said(msgspec.Struct, frozen=True):
    """Of the log's entry. What was written before engines' words were told apart has them as its score."""

    target: str
    engine: str
    checks: list[dict[str, Any]]
    score: float | None
    estimate: Estimate | msgspec.UnsetType | None = msgspec.UNSET


async def calibrate(db: Database, caller: Caller) -> None:
    """Where it is worth it and nobody else is at it; the same post-edits fit the same."""
    async with db.read(caller) as read:
        unread = await calibrations.unread(read, read.now - SINCE)
        due = [found for one in unread if (found := await _due(read, one))]
    for one in due:
        try:
            await _calibrate(db, caller, one)
        except StoaError as error:
            _LOG.warning(
                "calibration.failed", source=one.pair.source, target=one.pair.target, code=error.code
            )


async def _due(read: ReadSession, unread: Unread) -> _Due | None:
    known = (await calibrations.of_pair(read, unread.pair)).get(EVERY_PROVIDER)
    since = known.read_until if known else read.now - SINCE
    new = await calibrations.count_accepted(read, unread.pair, since)
    if not worth_fitting(known, new, read.now):
        return None
    return _Due(unread.pair, known.version + 1 if known else 1, unread.newest)


async def _calibrate(db: Database, caller: Caller, due: _Due) -> None:
    async with db.work(caller) as work:
        if not await calibrations.begin(work, due.pair, due.version):
            return
    async with db.read(caller) as read:
        accepted = await calibrations.accepted(read, due.pair, read.now - SINCE)
        now = read.now
    fitted = await to_thread.run_sync(_fitted, due, accepted, now)
    async with db.work(caller) as work:
        await calibrations.replace_of_pair(work, due.pair, fitted)


def _fitted(due: _Due, accepted: Sequence[Accepted], now: datetime) -> list[Calibration]:
    seen = [_post_edited(one, due.pair) for one in accepted]
    fitted = []
    every = measure(seen)
    for provider, some in by_provider(seen).items():
        found = every if len(some) == len(seen) else measure(some)
        fitted.append(
            Calibration(
                pair=due.pair,
                provider=provider,
                version=due.version,
                model=found.model,
                n=len(some),
                good=sum(one.good for one in some),
                auroc=found.auroc,
                error=found.error,
                routes=found.routes,
                fitted_at=now,
                read_until=due.newest,
            )
        )
    return fitted


def _post_edited(one: Accepted, pair: LocalePair) -> PostEdited:
    """With the signals that the proposal gave when it was made."""
    said = msgspec.json.decode(one.said, type=_Said)
    rendering = Rendering(
        CodedText(one.source), CodedText(said.target), Locale(pair.source), Locale(pair.target)
    )
    own = own_signals(rendering, {check["severity"] for check in said.checks})
    estimate = Estimate(likelihood=said.score) if said.estimate is msgspec.UNSET else said.estimate
    row = row_of(own, estimate or Estimate())
    return PostEdited(provider_of(said.engine), one.checksum, row, one.distance <= TOUCH)
