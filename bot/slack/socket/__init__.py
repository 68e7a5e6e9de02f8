"""Socket Mode: how Slack's requests reach a bot that has no public address."""

from bot.slack.socket.envelopes import OnAck
from bot.slack.socket.errors import AppTokenRefused
from bot.slack.socket.socket_mode import SocketHealth, SocketMode

__all__ = ["AppTokenRefused", "OnAck", "SocketHealth", "SocketMode"]
