"""The Web API. Importing a family's module puts its methods into the table."""

from simulators.slack.api import (
    chat,
    conversations,
    files,
    people,
    reactions,
    session,
    views,
)
from simulators.slack.api.endpoint import Endpoint
from simulators.slack.api.transfer import Transfer

FAMILIES = (chat, conversations, files, people, reactions, session, views)

__all__ = ["FAMILIES", "Endpoint", "Transfer"]
