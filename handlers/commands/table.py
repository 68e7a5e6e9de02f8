"""Which work belongs to which intent. A guard test holds it against the parser's own table."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from bot.slack import slash
from handlers.commands import (
    access,
    adding,
    alerts,
    audit,
    campaigns,
    cancel,
    control,
    digests,
    optouts,
    reports,
)
from handlers.commands import help as help_verb

WORK: dict[type, Callable[..., Awaitable[Any]]] = {
    slash.Overview: campaigns.overview,
    slash.Help: help_verb.help_,
    slash.Connect: campaigns.connect,
    slash.Settings: campaigns.settings,
    slash.Disconnect: campaigns.disconnect,
    slash.Use: campaigns.use,
    slash.Card: campaigns.card,
    slash.Status: campaigns.status,
    slash.Control: control.control,
    slash.Alerts: alerts.alerts,
    slash.Mute: alerts.mute,
    slash.Access: access.access,
    slash.Audit: audit.audit,
    slash.OptOut: optouts.optout,
    slash.Forget: optouts.forget,
    slash.Add: adding.add,
    slash.Again: adding.again,
    slash.Batches: adding.batches,
    slash.Report: reports.report,
    slash.Find: reports.find,
    slash.Cancel: cancel.cancel,
    slash.Digest: digests.digest,
}
