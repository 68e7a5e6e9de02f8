"""The call policy as people write it, in cells and modals, turned into what the Calls API takes.

The names of the fields are the Calls API's own. Every function here raises
:class:`bot.errors.BadInput` with ``field`` set to the name it could not read.
"""

from bot.domain.policy.fields import POLICY_CELLS, check_window, policy_from, shadowed_days
from bot.domain.policy.moments import wire_moment
from bot.domain.policy.zones import parse_zone, zone_of

__all__ = [
    "POLICY_CELLS",
    "check_window",
    "parse_zone",
    "policy_from",
    "shadowed_days",
    "wire_moment",
    "zone_of",
]
