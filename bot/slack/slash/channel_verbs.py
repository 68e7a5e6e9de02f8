"""The verbs of a channel's digests and alerts: rows of the table, and how they are read."""

from __future__ import annotations

from bot.domain.cadence import KINDS, parse_cadence, zone_name
from bot.domain.spans import WEEKDAYS, parse_when
from bot.slack.slash.arguments import Arguments
from bot.slack.slash.control_verbs import WHEN_WORDS
from bot.slack.slash.intents import Alerts, AlertsAction, Digest, DigestAction, Mute
from bot.slack.slash.outcomes import ALERT_KINDS, read_listed
from bot.slack.slash.verb import Verb
from bot.texts import N_

_DIGEST_ACTIONS: dict[str, DigestAction] = {"now": "now", "list": "list", "off": "off"}
_ALERTS_ACTIONS: dict[str, AlertsAction] = {"on": "on", "off": "off", "status": "status"}


def read_digest(arguments: Arguments) -> Digest:
    """A verb that says no action asks what there is."""
    name = arguments.take_name()
    action = _DIGEST_ACTIONS.get(arguments.take_keyword(*_DIGEST_ACTIONS) or "")
    word = arguments.peek()
    if action is None and word is not None:
        return _read_schedule(arguments, name, word.key)
    number = arguments.take_number() if action == "off" else None
    arguments.finish()
    return Digest(name, action or "list", number=number)


def _read_schedule(arguments: Arguments, name: str | None, kind: str) -> Digest:
    if kind not in KINDS:
        arguments.refuse_action(name)
    cadence, zone = parse_cadence(arguments.take_texts())
    return Digest(name, "set", cadence, zone_name(zone) if zone else None)


def read_alerts(arguments: Arguments) -> Alerts:
    """A verb that says no action asks how things are."""
    name = arguments.take_name()
    action = _ALERTS_ACTIONS.get(arguments.take_keyword(*_ALERTS_ACTIONS) or "")
    if action is None and arguments.peek():
        return Alerts(name, "only", read_listed(arguments, ALERT_KINDS))
    arguments.finish()
    return Alerts(name, action or "status")


def read_mute(arguments: Arguments) -> Mute:
    name = arguments.take_name()
    if arguments.take_keyword("off"):
        arguments.finish()
        return Mute(name, None)
    return Mute(name, parse_when(arguments.take_texts()))


CHANNEL_VERBS: tuple[Verb, ...] = (
    Verb(
        "digest",
        "digest [NAME] daily 09:00 | weekdays 09:00 | hourly | weekly mon 09:00"
        ' | cron "0 9 * * mon" [ZONE] | now | off [N] | list',
        N_("Post what changed in this channel, at set times; each at its zone's clock."),
        "operator",
        read_digest,
        examples=(
            "digest spring daily 09:00",
            "digest spring weekly mon,thu 09:00 Europe/Berlin",
            'digest spring cron "0 9 * * mon"',
            "digest now",
            "digest off 2",
            "digest list",
        ),
        keywords=(
            *("daily", "weekdays", "hourly", "weekly", "cron", "now", "off", "list", "at"),
            *WEEKDAYS,
        ),
        hints=("schedule", "summary", "daily", "weekly", "hourly"),
        runnable="digest list",
    ),
    Verb(
        "alerts",
        "alerts [NAME] on | off | status | canceled,failed,…",
        N_("Tell this channel when call jobs fail or are canceled, and when a campaign halts."),
        "operator",
        read_alerts,
        examples=("alerts spring on", "alerts spring canceled,failed", "alerts status"),
        keywords=("on", "off", "status", *ALERT_KINDS),
        hints=("alarm", "notify", "notifications", "watch", "subscribe"),
        runnable="alerts status",
    ),
    Verb(
        "mute",
        "mute [NAME] 2h | until 14:00 | off",
        N_("No alerts in this channel until then."),
        "operator",
        read_mute,
        examples=("mute spring 2h", "mute spring off"),
        keywords=("off", *WHEN_WORDS),
        hints=("snooze", "silence", "quiet", "unmute"),
    ),
)
