"""What the environment or ``.env`` says: read once at the start, and never again.

:func:`load_settings` gives :class:`Settings`, or raises one :class:`SettingsError` that lists every
fault in words, with no secret in it.
"""

from bot.settings.loading import EVERYTHING, Fault, SettingsError, load_settings
from bot.settings.model import Settings

__all__ = ["EVERYTHING", "Fault", "Settings", "SettingsError", "load_settings"]
