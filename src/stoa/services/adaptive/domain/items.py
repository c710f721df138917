"""What is known of the items of a tenant, as it was last told."""

from uuid import UUID

import msgspec

from stoa.services.adaptive.domain.calibration import UNKNOWN, Calibration


class Items(msgspec.Struct):
    """It changes only by what stands in the log, so that a fold of the log is always the same."""

    calibrations: dict[UUID, Calibration] = {}

    def calibrated(self, item: UUID, calibration: Calibration) -> None:
        self.calibrations[item] = calibration

    def of(self, item: UUID) -> Calibration:
        return self.calibrations.get(item, UNKNOWN)
