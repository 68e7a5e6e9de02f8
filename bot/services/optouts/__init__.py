"""Numbers that must never be called again: taken down, held to everywhere, and forgotten people."""

from bot.services.optouts.canceling import Canceling
from bot.services.optouts.forgetting import Forgetting
from bot.services.optouts.guard import OptOutGuard
from bot.services.optouts.numbers import Numbers, Open
from bot.services.optouts.optouts import OptOuts

__all__ = ["Canceling", "Forgetting", "Numbers", "Open", "OptOutGuard", "OptOuts"]
