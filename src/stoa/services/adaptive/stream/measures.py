"""How the folding fares, for Prometheus."""

from prometheus_client import Counter, Gauge, Histogram

from stoa.runtime.telemetry import BUCKETS

folded = Counter("stoa_adaptive_messages", "Messages of the log that were folded.")
put_aside = Counter("stoa_adaptive_aside", "Messages that were put aside, by reason.", ["reason"])
decided = Counter("stoa_adaptive_decisions", "Decisions that were pushed to a page, by kind.", ["kind"])
batches = Histogram("stoa_adaptive_batch_seconds", "Time to fold a micro-batch.", buckets=BUCKETS)
flushes = Histogram("stoa_adaptive_flush_seconds", "Time to bring states into safe keeping.", buckets=BUCKETS)
held = Gauge("stoa_adaptive_partitions", "Partitions that this process holds.")
