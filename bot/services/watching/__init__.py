"""Watching: what happens to campaigns and their call jobs, found out and recorded.

One look at a campaign goes like this (:mod:`bot.services.watching.watcher`)::

    heartbeat   its own page: state, short report, the host's clock
    wide        on hosts with reports by date: what is new and what has finished since the last
                look, and now and then every open call job
    known       on other hosts: the open call jobs that we know, by their ids
    pages       a page at a time: compare, store, record transitions; then drop
    endings     when to look next, and what the campaign is suspected of
"""

from bot.services.watching.changes import keep_seen
from bot.services.watching.watcher import Watcher

__all__ = ["Watcher", "keep_seen"]
