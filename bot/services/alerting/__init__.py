"""Alerts: transitions become incidents, and incidents become messages in the outbox.

:class:`Telling` is the scheduler's side: it takes transitions in and says what is due.
:class:`Alerts` is what people do about it: switch on and off, mute, snooze, take, list.
"""

from bot.services.alerting.alerts import Alerts
from bot.services.alerting.telling import Telling

__all__ = ["Alerts", "Telling"]
