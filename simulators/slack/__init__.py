"""A local Slack: it answers as Slack does, and its people do what a test tells them.

In a test::

    async with LocalSlack(mode="socket") as slack:
        ...  # start the app with slack.url, slack.bot_token, slack.app_token
        await slack.command("ada", "calls", "/campaign connect")
        await slack.submit("ada", {"Name": "spring", "Channels": ["#calls"]})
        card = await slack.message("calls", "spring")
        await slack.click("boris", "Pause", card)
        await slack.until(lambda: "Paused" in card.text)

As a process: ``python -m simulators.slack`` prints where everything is; the same acts are then
``POST /_control/acts/command`` and so on. ``seeds.py`` says who is there.
"""

from simulators.slack.blocks import Features
from simulators.slack.errors import ApiError, ConfirmNeeded, Refused
from simulators.slack.faults import Fault
from simulators.slack.interactions.answers import Submission
from simulators.slack.interactions.markup import tel_link, tel_links
from simulators.slack.interactions.sight import Target
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
    "Submission",
    "Target",
    "View",
    "render_text",
    "render_view",
    "tel_link",
    "tel_links",
]
