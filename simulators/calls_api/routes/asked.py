"""A request as the routes see it."""

from dataclasses import dataclass, field
from typing import Any

import orjson

from simulators.calls_api import errors
from simulators.calls_api.calling.campaign import Campaign
from simulators.calls_api.host import Host


@dataclass(slots=True)
class Asked:
    """``moment`` is in epoch seconds. ``key`` is the Idempotence-Key."""

    campaign: Campaign
    route: str
    body: bytes
    key: str | None
    moment: float
    _parsed: Any = field(default=None, repr=False)

    @property
    def host(self) -> Host:
        return self.campaign.host

    def json(self) -> Any:
        """The body; a HostError when it is not JSON."""
        if self._parsed is None:
            try:
                self._parsed = orjson.loads(self.body)
            except orjson.JSONDecodeError:
                raise errors.unreadable("The body is not JSON") from None
        return self._parsed

    def members(self) -> dict[str, Any]:
        """The body, which must be an object."""
        body = self.json()
        if not isinstance(body, dict):
            raise errors.unreadable("The body is not an object")
        return body

    def count(self) -> int:
        """How many items the body's array holds; 0 when it is no array."""
        try:
            body = self.json()
        except errors.HostError:
            return 0
        return len(body) if isinstance(body, list) else 0
