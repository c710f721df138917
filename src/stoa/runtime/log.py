"""Logs: one JSON object a line, dotted past-tense names, ids as fields, never what a person wrote."""

import logging
import sys

import structlog
from structlog.tracebacks import ExceptionDictTransformer

_traceback = structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False))
"""Where it happened, without the values that were at hand: they are what people wrote, and secrets."""


def configure(level: str) -> None:
    """For the whole process. Records of libraries pass through the same renderer."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[
            *shared,
            _traceback,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelName(level.upper())),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),
            ],
            foreign_pre_chain=[*shared, _traceback],
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
    # Its warnings are of what strangers send.
    logging.getLogger("uvicorn.error").setLevel(logging.ERROR)


def get(name: str) -> structlog.typing.FilteringBoundLogger:
    return structlog.get_logger(module=name)  # type: ignore[no-any-return]
