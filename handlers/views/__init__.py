"""Modals that were submitted."""

from slack_bolt.async_app import AsyncApp

from bot.slack.ids import View
from handlers.views import adding, campaigns, control, optouts, placeholder, reports, rules


def register(app: AsyncApp) -> None:
    """One line a modal."""
    app.view(View.CONNECT)(campaigns.connect_submitted)
    app.view(View.SETTINGS)(campaigns.settings_submitted)
    app.view(View.RULES)(rules.submitted)
    app.view(View.CHANNEL_SETTINGS)(campaigns.channel_submitted)
    app.view(View.DISCONNECT_CONFIRM)(campaigns.disconnect_submitted)
    app.view(View.CONTROL_CONFIRM)(control.stop_submitted)
    app.view(View.ADD)(adding.add_submitted)
    app.view(View.COLUMNS)(adding.columns_submitted)
    app.view(View.UNDO_CONFIRM)(adding.undo_submitted)
    app.view(View.CANCEL_CONFIRM)(reports.cancel_submitted)
    app.view(View.OPT_OUT)(optouts.submitted)
    app.view(View.WAIT)(placeholder.submitted)
