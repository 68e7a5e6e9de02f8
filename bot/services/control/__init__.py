"""Start, pause, resume and stop: stored first, sent once, and believed only when it shows.

:mod:`.controls` is what happens between a press and its ending, :mod:`.ledger` what is written
down of it on the way.
"""

from bot.services.control.controls import Controls
from bot.services.control.ledger import AUTOMATIC, TIMED

__all__ = ["AUTOMATIC", "TIMED", "Controls"]
