"""The verbs that register, show and set up campaigns: rows of the table, and how they are read."""

from __future__ import annotations

from bot.slack.slash.arguments import Arguments
from bot.slack.slash.intents import (
    Card,
    Connect,
    Disconnect,
    Help,
    Overview,
    Settings,
    Status,
    Use,
)
from bot.slack.slash.verb import Verb, read_named
from bot.texts import N_


def read_overview(arguments: Arguments) -> Overview:
    arguments.finish()
    return Overview()


def read_help(arguments: Arguments) -> Help:
    """The verb as typed: whether there is one is known where the table is."""
    word = arguments.take_word()
    arguments.finish()
    return Help(word.text if word else None)


def read_connect(arguments: Arguments) -> Connect:
    if arguments.peek():
        arguments.lack(N_("“connect” opens a window; name, host and token are typed there only."))
    return Connect()


def read_settings(arguments: Arguments) -> Settings:
    if arguments.take_keyword("channel"):
        arguments.finish()
        return Settings(channel=True)
    return read_named(Settings)(arguments)


def read_disconnect(arguments: Arguments) -> Disconnect:
    name = arguments.take_needed_name()
    arguments.finish()
    return Disconnect(name)


def read_use(arguments: Arguments) -> Use:
    name = arguments.take_needed_name()
    arguments.finish()
    return Use(name)


CAMPAIGN_VERBS: tuple[Verb, ...] = (
    Verb(
        "",
        "",
        N_("The campaigns of this channel: state, counts, buttons."),
        "viewer",
        read_overview,
        runnable="",
    ),
    Verb(
        "help",
        "help [VERB]",
        N_("What can be typed, and what it does."),
        "viewer",
        read_help,
        examples=("help digest",),
        keywords=("--help", "-h"),
        hints=("commands", "usage", "man"),
        runnable="help",
    ),
    Verb(
        "connect",
        "connect",
        N_("Register a campaign: a window for its name, host, token, channels and zone."),
        "admin",
        read_connect,
        hints=("register", "new", "create"),
        runnable="connect",
    ),
    Verb(
        "settings",
        "settings [NAME] | settings channel",
        N_("Change a campaign's token, channels, zone and limits, or this channel's manners."),
        "admin",
        read_settings,
        examples=("settings spring", "settings channel"),
        keywords=("channel",),
        hints=("config", "configure", "edit", "options"),
        runnable="settings channel",
    ),
    Verb(
        "disconnect",
        "disconnect NAME",
        N_("Forget a campaign and its token here; it asks first."),
        "admin",
        read_disconnect,
        examples=("disconnect spring",),
        hints=("remove", "delete", "unregister"),
    ),
    Verb(
        "use",
        "use NAME",
        N_("Make a campaign this channel's own: later commands may leave its name out."),
        "operator",
        read_use,
        examples=("use spring",),
        hints=("select", "switch", "default"),
    ),
    Verb(
        "card",
        "card [NAME]",
        N_("Post the living card of a campaign in this channel."),
        "operator",
        read_named(Card),
        examples=("card spring",),
        hints=("show", "post"),
        runnable="card",
    ),
    Verb(
        "status",
        "status [NAME]",
        N_("State and counts of a campaign, shown to you alone."),
        "viewer",
        read_named(Status),
        examples=("status spring",),
        hints=("state", "info", "progress"),
        runnable="status",
    ),
)
