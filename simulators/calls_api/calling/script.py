"""The dialogue script of a campaign, as far as reports show it."""

import random
from typing import Any, Final

from simulators.calls_api.calling.jobs import CallJob

_ANSWERS: Final = ("yes", "no", "later")


class Script:
    """Writes ``reportData``: the headers in the order that the script gave them."""

    def __init__(self, source: random.Random) -> None:
        self._random = source
        self.headers: tuple[str, ...] = ("Interested", "Rating", "Callback")

    def run(self, job: CallJob) -> dict[str, Any]:
        return {header: self._value(header, job) for header in self.headers}

    def _value(self, header: str, job: CallJob) -> Any:
        if job.payload and header in job.payload:
            return job.payload[header]
        if header == "Rating":
            return self._random.randint(1, 5)
        return self._random.choice(_ANSWERS)
