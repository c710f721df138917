"""How translation fares, for Prometheus: of all tenants together."""

from collections import Counter as Tally
from collections.abc import Sequence

from prometheus_client import Gauge

from stoa.runtime.caller import Caller
from stoa.runtime.db import Database
from stoa.services.localization.domain.findings import Finding, Kind
from stoa.services.localization.store import figures
from stoa.services.localization.store import findings as store

segments = Gauge("stoa_localization_segments", "Segments, by how far they are.", ["locale", "reached"])
waiting = Gauge("stoa_localization_waiting", "Units that wait for a person.", ["locale"])
oldest = Gauge("stoa_localization_oldest_seconds", "How long the first of them waits.", ["locale"])
wrong = Gauge("stoa_localization_findings", "What looks found and is not mended, by kind.", ["kind"])


async def measure(db: Database, callers: Sequence[Caller]) -> None:
    """Three statements a tenant."""
    reached: Tally[tuple[str, str]] = Tally()
    queued: Tally[str] = Tally()
    waited: dict[str, float] = {}
    found: list[Finding] = []
    for caller in callers:
        async with db.read(caller) as read:
            for one in await figures.coverage(read, None):
                reached[one.locale, "any"] += one.segments
                reached[one.locale, "translated"] += one.translated
                reached[one.locale, "reviewed"] += one.reviewed
            for heap in await figures.waiting(read, None):
                queued[heap.locale] += heap.units
                age_s = (read.now - heap.oldest).total_seconds()
                waited[heap.locale] = max(age_s, waited.get(heap.locale, 0.0))
            found += await store.list_findings(read)
    for gauge in (segments, waiting, oldest):
        gauge.clear()
    for (locale, state), count in reached.items():
        segments.labels(locale, state).set(count)
    for locale, count in queued.items():
        waiting.labels(locale).set(count)
        oldest.labels(locale).set(waited[locale])
    kinds = Tally(one.kind for one in found)
    for kind in Kind:
        wrong.labels(kind.value).set(kinds[kind])
