"""Block Kit as Slack checks it: the limits of each block on each surface."""

from simulators.slack.blocks.messages import Features, attachment_faults, message_faults
from simulators.slack.blocks.views import too_large, view_faults

__all__ = ["Features", "attachment_faults", "message_faults", "too_large", "view_faults"]
