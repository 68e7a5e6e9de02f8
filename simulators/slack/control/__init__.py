"""The local Slack from outside: acts, orders and everything visible, over HTTP."""

from simulators.slack.control.routes import control_routes, guard

__all__ = ["control_routes", "guard"]
