"""A clock that a test sets."""

from datetime import datetime, timedelta


class SetClock:
    """Gives epoch seconds, and moves only when it is told to."""

    def __init__(self, start: str) -> None:
        self._now = datetime.fromisoformat(start)

    def __call__(self) -> float:
        return self._now.timestamp()

    def set(self, moment: str) -> None:
        self._now = datetime.fromisoformat(moment)

    def pass_by(self, **duration: float) -> None:
        """``minutes=5``, ``hours=2`` and so on go by."""
        self._now += timedelta(**duration)
