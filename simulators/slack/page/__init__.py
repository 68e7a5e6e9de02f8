"""The workspace in a browser: static files, and the way to the simulated campaigns.

Everything that the page does goes through ``/_control/…``, as other processes do it.
"""

from simulators.slack.page.routes import page_routes

__all__ = ["page_routes"]
