"""Locales between which chances are told, as after hundreds of post-edits."""

from dataclasses import replace

from stoa.kernel.clock import utc_now
from stoa.services.localization.domain.locales import LocalePair
from stoa.services.localization.domain.quality.calibration import EVERY_PROVIDER, SIGNALS, Calibration
from stoa.services.localization.domain.quality.model import Model
from stoa.services.localization.store import calibrations
from tests.world import World

LIKELY = Model(
    means=tuple(0.5 if name == "likelihood" else 0.0 for name in SIGNALS),
    scales=tuple(0.5 if name == "likelihood" else 1.0 for name in SIGNALS),
    weights=(0.0, *(6.0 if name == "likelihood" else 0.0 for name in SIGNALS)),
)
"""Good is what the engine is sure of, and nothing else."""


def calibration(**what: object) -> Calibration:
    now = utc_now()
    sound = Calibration(
        pair=LocalePair("en", "es"),
        provider=EVERY_PROVIDER,
        version=3,
        model=LIKELY,
        n=400,
        good=300,
        auroc=0.9,
        error=0.02,
        routes=(),
        fitted_at=now,
        read_until=now,
    )
    return replace(sound, **what)  # type: ignore[arg-type]


async def told_apart(world: World, *which: Calibration) -> None:
    """From now on the tenant's chances are told by these."""
    fitted = which or (calibration(),)
    async with world.db("localization").work(world.caller()) as work:
        await calibrations.replace_of_pair(work, fitted[0].pair, fitted)
