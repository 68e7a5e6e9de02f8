"""The one table of verbs. Parser, help, usage errors and suggestions are all made from it."""

from __future__ import annotations

from bot.domain.names import name_key
from bot.slack.slash.access_verbs import ACCESS_VERBS
from bot.slack.slash.campaign_verbs import CAMPAIGN_VERBS
from bot.slack.slash.channel_verbs import CHANNEL_VERBS
from bot.slack.slash.control_verbs import CONTROL_VERBS
from bot.slack.slash.phone_verbs import PHONE_VERBS
from bot.slack.slash.verb import Verb

# In the order of help; the first row is the command without a verb.
VERBS: tuple[Verb, ...] = (
    *CAMPAIGN_VERBS,
    *CONTROL_VERBS,
    *PHONE_VERBS,
    *CHANNEL_VERBS,
    *ACCESS_VERBS,
)

# What no campaign may be named: the keys of every verb and of every word that one takes.
RESERVED = frozenset(name_key(word) for row in VERBS for word in (row.verb, *row.keywords) if word)
