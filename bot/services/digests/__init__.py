"""Digests: ordered by people, run when they are due, their figures made when they are sent."""

from bot.services.digests.clocks import put_right_digests
from bot.services.digests.figures import DigestFigures
from bot.services.digests.ordering import Digests
from bot.services.digests.running import DigestRuns
from bot.services.digests.scope import Scopes

__all__ = ["DigestFigures", "DigestRuns", "Digests", "Scopes", "put_right_digests"]
