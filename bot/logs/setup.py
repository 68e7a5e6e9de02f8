"""One way for all log lines: the bot's own, and those of the libraries it uses."""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from secrets import choice
from typing import Any, Literal, TextIO

import orjson
import structlog
from structlog.typing import Processor

from bot.logs.redaction import Redactor

_OURS = ("bot", "handlers")
# httpx writes whole addresses at INFO, and a campaign's token is a part of one; apscheduler a line
# for each tick.
_QUIET = ("httpx", "httpcore", "apscheduler", "alembic")
# No letters or digits that people mix up when they read an id out.
_ID_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"


def new_id() -> str:
    """A short id that joins what a person sees with its log lines."""
    return "".join(choice(_ID_LETTERS) for _ in range(8))


@contextmanager
def bound(**ids: Any) -> Iterator[None]:
    """Put these ids into every log line of the block and of the tasks that it starts."""
    with structlog.contextvars.bound_contextvars(**ids):
        yield


def configure_logs(
    level: str = "info",
    form: Literal["console", "json"] = "console",
    *,
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send all logging to ``stream`` (standard error), without anything secret in it.

    Below INFO only the bot itself is heard, whatever the level: the Slack client writes whole
    messages there, with a token that was just typed into a modal. ``secrets`` are masked wherever
    they occur.
    """
    number = logging.getLevelNamesMapping()[level.upper()]
    stream = stream or sys.stderr
    handler = logging.StreamHandler(stream)
    handler.addFilter(_is_wanted)
    handler.setFormatter(_formatter(form, stream, Redactor(secrets)))
    logging.basicConfig(handlers=[handler], level=number, force=True)
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    # A line that cannot be written would be printed as it is, past the redaction.
    logging.raiseExceptions = False
    _configure_structlog()


def _is_wanted(record: logging.LogRecord) -> bool:
    """At the handler, because Bolt gives its loggers the root's level, past their parents'."""
    package = record.name.partition(".")[0]
    if package in _QUIET:
        return record.levelno >= logging.WARNING
    return package in _OURS or record.levelno >= logging.INFO


def _shared() -> list[Processor]:
    return [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]


def _configure_structlog() -> None:
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *_shared(),
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _formatter(form: str, stream: TextIO, redactor: Redactor) -> logging.Formatter:
    renderer: Processor = structlog.processors.JSONRenderer(serializer=_json)
    if form == "console":
        renderer = structlog.dev.ConsoleRenderer(
            colors=stream.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=_shared(),
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            redactor,
            renderer,
        ],
    )


def _json(event: Any, **options: Any) -> str:
    try:
        return orjson.dumps(event, **options).decode()
    except TypeError:
        # A lone surrogate, which JSON's own encoder would refuse, or a key that is no text.
        return orjson.dumps({"event": ascii(event)}).decode()
