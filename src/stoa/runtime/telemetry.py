"""Traces (OpenTelemetry) and metrics (Prometheus) of a process."""

from opentelemetry import trace
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.sampling import ParentBased, TraceIdRatioBased
from prometheus_client import Counter, Gauge, Histogram

from stoa.runtime.config import TraceSettings

BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)

requests = Histogram(
    "stoa_http_request_seconds", "Time to answer a request.", ["method", "route", "status"], buckets=BUCKETS
)
relayed = Counter("stoa_relay_facts", "Facts acknowledged by the bus.", ["service"])
waiting = Gauge("stoa_relay_waiting", "Facts in the outbox that the bus has not acknowledged.", ["service"])
handled = Counter("stoa_consumer_messages", "Messages taken, by outcome.", ["consumer", "outcome"])
handling = Histogram("stoa_consumer_seconds", "Time to take a message.", ["consumer"], buckets=BUCKETS)

tracer = trace.get_tracer("stoa")


def configure(settings: TraceSettings, process: str) -> None:
    """Spans are made and carried on everywhere; they are exported when an endpoint is configured."""
    provider = TracerProvider(
        resource=Resource.create({"service.name": "stoa", "service.instance.id": process}),
        sampler=ParentBased(TraceIdRatioBased(settings.sample_ratio)),
    )
    if settings.otlp_endpoint is not None:
        provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter(endpoint=settings.otlp_endpoint)))
    trace.set_tracer_provider(provider)
