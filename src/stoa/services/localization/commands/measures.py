"""What becomes of editions and findings, for Prometheus: of all tenants together."""

from prometheus_client import Counter, Histogram

_LAGS_S = (1, 5, 15, 60, 300, 900, 3600, 21_600, 86_400, 604_800)

repaired = Counter("stoa_localization_repairs", "Repairs that were asked for, by kind.", ["kind"])
lag = Histogram(
    "stoa_localization_lag_seconds",
    "From a revision of the source to the edition of it that readers have.",
    ["locale"],
    buckets=_LAGS_S,
)
