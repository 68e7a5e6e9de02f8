"""A local Slack: it answers as Slack does, and its people do what a test tells them."""

from simulators.slack.blocks import Features
from simulators.slack.errors import ApiError, ConfirmNeeded, Refused
from simulators.slack.faults import Fault
from simulators.slack.interactions.markup import tel_link, tel_links
from simulators.slack.messages import Message
from simulators.slack.render import render_text, render_view
from simulators.slack.server import LocalSlack
from simulators.slack.views import View

__all__ = [
    "ApiError",
    "ConfirmNeeded",
    "Fault",
    "Features",
    "LocalSlack",
    "Message",
    "Refused",
    "View",
    "render_text",
    "render_view",
    "tel_link",
    "tel_links",
]
