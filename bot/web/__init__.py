"""The HTTP front: the gate in front of Bolt, health, readiness and metrics."""

from bot.web.application import web_application
from bot.web.health import Check, Health, State
from bot.web.serving import CannotListen, Serving, serve
from bot.web.slack_events import SlackEvents

__all__ = [
    "CannotListen",
    "Check",
    "Health",
    "Serving",
    "SlackEvents",
    "State",
    "serve",
    "web_application",
]
