"""Loggers of the libraries below, which would write down what nobody should read."""

from __future__ import annotations

import logging

LOGGERS = (
    "httpx",
    "httpcore.connection",
    "httpcore.http11",
    "httpcore.http2",
    "httpcore.proxy",
    "httpcore.socks",
)


def _warns(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.WARNING


def quiet_loggers() -> None:
    """Keep the loggers of httpx and httpcore silent below WARNING, whatever level they are set to.

    httpx writes URLs, and httpcore the headers of answers, which may repeat an URL.
    """
    for name in LOGGERS:
        logging.getLogger(name).addFilter(_warns)
