"""What was learned of machines from what people did with their proposals, and what they have cost."""

from stoa.runtime.db import tenant_table
from stoa.runtime.db.columns import document, large, moment, real, whole, words
from stoa.services.localization.tables.schema import METADATA

calibrations = tenant_table(
    METADATA,
    "calibrations",
    words("source_locale"),
    words("target_locale"),
    words("provider"),
    whole("version"),
    document("model", nullable=True),
    whole("n"),
    whole("good"),
    real("auroc", nullable=True),
    real("error", nullable=True),
    document("routes"),
    moment("fitted_at"),
    moment("read_until"),
    key=("source_locale", "target_locale", "provider"),
)

fittings = tenant_table(
    METADATA,
    "fittings",
    words("source_locale"),
    words("target_locale"),
    whole("version"),
    moment("begun_at"),
    key=("source_locale", "target_locale"),
)
"""Which calibration of a pair somebody is at, or was last. version: of that calibration."""

spending = tenant_table(
    METADATA,
    "spending",
    words("provider"),
    words("month"),
    large("characters"),
    large("microusd"),
    moment("refused_at", nullable=True),
    key=("provider", "month"),
)
"""Rows of no tenant: the installation has one account with each provider."""
