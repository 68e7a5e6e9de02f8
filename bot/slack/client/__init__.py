"""How the bot speaks to Slack's Web API.

:class:`SlackClients` holds the session and two clients; :class:`Poster`, :class:`ReadBack`,
:class:`Views`, :class:`Responder`, :class:`Uploads` and :class:`Downloads` are what is done with
them. The module :mod:`bot.slack.client.verdicts` knows which failures are proof that nothing
happened.
"""

from bot.slack.client.clients import SlackClients
from bot.slack.client.downloads import Downloads
from bot.slack.client.errors import SlackRefused, SlackSilent, SlackTrouble
from bot.slack.client.identity import Identity, Myself, ask_identity
from bot.slack.client.outcomes import CannotLook, Fault, NotPosted, Outcome, Posted, Unclear
from bot.slack.client.pictures import has_pictures, without_pictures
from bot.slack.client.poster import Poster
from bot.slack.client.read_back import ReadBack
from bot.slack.client.respond import Responder
from bot.slack.client.uploads import Uploaded, Uploads
from bot.slack.client.views import Views
from bot.slack.client.web_client import OnCall

__all__ = [
    "CannotLook",
    "Downloads",
    "Fault",
    "Identity",
    "Myself",
    "NotPosted",
    "OnCall",
    "Outcome",
    "Posted",
    "Poster",
    "ReadBack",
    "Responder",
    "SlackClients",
    "SlackRefused",
    "SlackSilent",
    "SlackTrouble",
    "Unclear",
    "Uploaded",
    "Uploads",
    "Views",
    "ask_identity",
    "has_pictures",
    "without_pictures",
]
