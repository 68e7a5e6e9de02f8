"""The forms: adding, a channel's settings, and the question before a stop."""

from __future__ import annotations

from tests.browser.pictures.photographer import Photographer


async def each(at: Photographer) -> None:
    """Each is opened, taken and closed."""
    await at.ada.say("/campaign add spring")
    await at.take_dialog("add-form", "Add phones")
    await at.ada.say("/campaign settings channel")
    await at.take_dialog("settings-channel", "Channel settings")
    await at.ada.say("/campaign stop spring")
    await at.take_dialog("stop", "Stop a campaign")
