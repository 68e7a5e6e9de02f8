"""One thing that ``doctor`` looked at."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen, and what to do: about what is wrong, or (where ``ok``) what is still ahead."""

    name: str
    ok: bool
    text: str
    mend: str = ""

    def as_json(self) -> dict[str, Any]:
        """For machines."""
        return asdict(self)
