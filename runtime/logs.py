"""Structured logs: one JSON line for each event, with the correlation id of the current work."""

from __future__ import annotations

import contextlib
import logging
import logging.config
import sys
from typing import Any

import structlog


def in_one_line(failure: BaseException) -> str:
    """The first line of what a failure says; its kind if it says nothing."""
    lines = (line.strip() for line in str(failure).splitlines())
    return next(filter(None, lines), type(failure).__name__)


class _Unfailing:
    """Standard error that loses what cannot be written, as on a full disk, and raises nothing.

    Not only the log writes there: eventlet's own loop tells of exceptions, and would end by one.
    """

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        with contextlib.suppress(OSError):
            self._stream.write(text)
        return len(text)

    def flush(self) -> None:
        with contextlib.suppress(OSError):
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def outlive_a_full_disk() -> None:
    """Let this process go on where what it tells cannot be written."""
    sys.stderr = _Unfailing(sys.stderr)


def configure(level: str, form: str) -> None:
    """Send our events and the libraries' messages to standard error in one form."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    renderer: Any = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form == "json"
        else structlog.dev.ConsoleRenderer()
    )
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    formatter = {
        "()": structlog.stdlib.ProcessorFormatter,
        "foreign_pre_chain": [*shared, structlog.stdlib.add_logger_name],
        "processors": [
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            renderer,
        ],
    }
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {"linli": formatter},
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "linli"}},
            "root": {"handlers": ["stderr"], "level": level.upper()},
            # pika logs every reconnection in a dozen lines; ours needs one.
            "loggers": {
                "pika": {"level": "CRITICAL"},
                "amqp": {"level": "WARNING"},
                "kombu": {"level": "ERROR"},
                "nameko": {"level": "WARNING"},
                "alembic": {"level": "WARNING"},
            },
        }
    )


def logger(name: str) -> structlog.stdlib.BoundLogger:
    """The logger of one module."""
    made: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return made
