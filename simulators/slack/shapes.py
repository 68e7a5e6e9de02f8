"""Names for the shapes that travel as JSON."""

from typing import Any

Json = dict[str, Any]
"""One JSON object, as it goes over the wire."""
