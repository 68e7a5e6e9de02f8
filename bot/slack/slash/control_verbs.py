"""The verbs that start, pause, resume and stop: rows of the table, and how they are read."""

from __future__ import annotations

from collections.abc import Callable

from bot.domain.spans import WEEKDAYS, parse_when
from bot.slack.slash.arguments import Arguments
from bot.slack.slash.intents import Action, Control
from bot.slack.slash.verb import Verb, read_named
from bot.texts import N_

WHEN_WORDS = ("until", "for", "today", "tomorrow", *WEEKDAYS)


def read_control(action: Action) -> Callable[[Arguments], Control]:
    """The reader of start or stop."""
    return read_named(lambda name: Control(action, name))


def read_pause(arguments: Arguments) -> Control:
    everywhere = arguments.take_keyword("all") is not None
    name = None if everywhere else arguments.take_name()
    words = arguments.take_texts()
    until = parse_when(words) if words else None
    return Control("pause", name, all=everywhere, until=until)


def read_resume(arguments: Arguments) -> Control:
    everywhere = arguments.take_keyword("all") is not None
    name = None if everywhere else arguments.take_name()
    arguments.finish()
    return Control("resume", name, all=everywhere)


CONTROL_VERBS: tuple[Verb, ...] = (
    Verb(
        "start",
        "start [NAME]",
        N_("Start a campaign."),
        "operator",
        read_control("start"),
        examples=("start spring",),
        hints=("begin", "launch", "run"),
    ),
    Verb(
        "pause",
        "pause [NAME | all] [30m | until 14:00]",
        N_("Pause a campaign, or all of yours; with a time it resumes by itself."),
        "operator",
        read_pause,
        examples=("pause spring", "pause spring 30m", "pause spring until 14:00", "pause all"),
        keywords=("all", *WHEN_WORDS),
        hints=("hold", "wait", "suspend"),
    ),
    Verb(
        "resume",
        "resume [NAME | all]",
        N_("Resume a campaign, or exactly those that “pause all” has paused."),
        "operator",
        read_resume,
        examples=("resume spring", "resume all"),
        keywords=("all",),
        hints=("continue", "unpause", "proceed"),
    ),
    Verb(
        "stop",
        "stop [NAME]",
        N_("Stop a campaign; it asks first."),
        "operator",
        read_control("stop"),
        examples=("stop spring",),
        hints=("halt", "end", "finish", "abort", "kill"),
    ),
)
