"""What the rules of a campaign do by themselves: limits, calling hours, the automatic pause."""

from bot.services.guarding.hours import HoursGuard
from bot.services.guarding.limits import Limits
from bot.services.guarding.pausing import Pausing

__all__ = ["HoursGuard", "Limits", "Pausing"]
