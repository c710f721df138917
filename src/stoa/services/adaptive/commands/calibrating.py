"""What is known of items across all partitions, told to every fold when it could change a decision."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

import msgspec

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.adaptive.domain.calibration import calibrate, worth_telling
from stoa.services.adaptive.domain.item_tally import ItemTally
from stoa.services.adaptive.domain.own_words import ItemCalibrated
from stoa.services.adaptive.domain.tallied import read_item
from stoa.services.adaptive.store import calibrations, tallies


async def calibrate_items(db: Database, caller: Caller, items: Collection[UUID]) -> None:
    """items: whose counts changed. Of one that nobody has answered only browsers say that it is there."""
    async with db.work(caller) as work:
        told = await calibrations.lock(work, items)
        merged: defaultdict[UUID, ItemTally] = defaultdict(ItemTally)
        for row in await tallies.of_items(work, items):
            merged[row.about] = merged[row.about].merged(read_item(row.data))
        for item, tally in sorted(merged.items()):
            now = calibrate(tally)
            if tally.responses and worth_telling(now, told[item]):
                await calibrations.save(work, item, now)
                data = msgspec.json.encode(now).decode()
                work.record(ItemCalibrated(item=item, responses=now.responses, data=data))
