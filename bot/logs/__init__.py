"""Log lines for the operator: one id from a click to the API call, and nothing secret."""

from bot.logs.redaction import Redactor
from bot.logs.setup import bound, configure_logs, new_id

__all__ = ["Redactor", "bound", "configure_logs", "new_id"]
