"""Buttons and menus that were pressed."""

import re

from slack_bolt.async_app import AsyncApp

from bot.slack.ids import Act
from handlers.actions import alerts, campaigns, control


def register(app: AsyncApp) -> None:
    """One line a button."""
    app.action(Act.PAUSE)(control.pressed)
    app.action(Act.RESUME)(control.pressed)
    app.action(Act.START)(control.pressed)
    app.action(Act.STOP)(control.stop_pressed)
    app.action(Act.STOP_CONFIRMED)(control.stop_confirmed)
    app.action(Act.LOOK_AGAIN)(control.look_again_pressed)
    app.action(Act.INCIDENT_SNOOZE)(alerts.snooze_pressed)
    app.action(Act.INCIDENT_MINE)(alerts.mine_pressed)
    app.action(Act.INCIDENT_LIST)(alerts.list_pressed)
    app.action(re.compile(f"^{Act.RUN}(:|$)"))(campaigns.run_pressed)
    app.action(Act.CONNECT)(campaigns.connect_pressed)
    app.action(Act.PAUSE_ALL)(campaigns.pause_all_pressed)
