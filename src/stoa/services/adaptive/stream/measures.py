"""How the folding fares, for Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

from stoa.contracts.adaptive import DecisionKind
from stoa.runtime.telemetry import BUCKETS

folded = Counter("stoa_adaptive_messages", "Messages of the log that were folded.")
put_aside = Counter("stoa_adaptive_aside", "Messages that were put aside, by reason.", ["reason"])
decided = Counter("stoa_adaptive_decisions", "Decisions that were pushed to a page, by kind.", ["kind"])
decided_by_kind = {kind: decided.labels(kind.value) for kind in DecisionKind}
_FINE = (0.0005, 0.001, 0.002, 0.003, 0.005, 0.0075, 0.01, 0.015, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1)

folding = Histogram(
    "stoa_adaptive_folding_seconds", "From the log's time of a message to its fold.", buckets=_FINE
)
deciding = Histogram(
    "stoa_adaptive_deciding_seconds", "From the log's time of a message to its decision.", buckets=_FINE
)
flushes = Histogram("stoa_adaptive_flush_seconds", "Time to bring states into safe keeping.", buckets=BUCKETS)
held = Gauge("stoa_adaptive_partitions", "Partitions that this process holds.")
