"""Acts on an element that is named by its ids, as a page in a browser names it."""

from __future__ import annotations

from typing import Any

from simulators.slack.blocks.defaults import all_blocks, elements_of
from simulators.slack.delivery.envelope import Ack
from simulators.slack.errors import ApiError, Refused
from simulators.slack.interactions.base import Who
from simulators.slack.interactions.modals import Modals
from simulators.slack.interactions.sight import Surface, Target, surfaces
from simulators.slack.interactions.suggestions import suggest
from simulators.slack.people import User
from simulators.slack.shapes import Json


class Pointing(Modals):
    """``surface`` is a view's id or a message's ts; an earlier version counts too.

    A label may stand on several buttons of a message, ids may not; and what a person presses is
    what they saw, though it was edited a moment ago.
    """

    async def press_at(
        self, user: Who, surface: str, block: str, action: str, *, confirm: bool | None = None
    ) -> Ack | None:
        """Press the button with these ids."""
        return await self.press(user, self._pointed(user, surface, block, action), confirm=confirm)

    async def choose_at(
        self,
        user: Who,
        surface: str,
        block: str,
        action: str,
        value: Any,
        *,
        confirm: bool | None = None,
    ) -> Ack | None:
        """Choose in the element with these ids."""
        return await self.pick(
            user, self._pointed(user, surface, block, action), value, confirm=confirm
        )

    async def suggest_at(
        self, user: Who, surface: str, block: str, action: str, query: str
    ) -> list[Json]:
        """The options, whole, that an external menu offers for ``query``."""
        target = self._pointed(user, surface, block, action)
        return await suggest(self, self.user(user), target, query)

    def _pointed(self, user: Who, surface: str, block: str, action: str) -> Target:
        shown = self._surface(self.user(user), surface)
        for content in (shown.content, *reversed(shown.versions)):
            for holder in all_blocks(content):
                for element in elements_of(holder):
                    if (holder["block_id"], element.get("action_id")) == (block, action):
                        return Target(shown, holder, element)
        raise Refused(f"{surface} has no {action!r} in {block!r}.")

    def _surface(self, user: User, surface: str) -> Surface:
        if surface.startswith("V"):
            return self._view(user, surface)
        for message in surfaces(self.core, user, surface):
            return message
        raise Refused(f"@{user.name} does not see {surface}.")

    def _view(self, user: User, view_id: str) -> Surface:
        try:
            view = self.core.views.find(view_id, "")
        except ApiError:
            raise Refused(f"{view_id} is closed.") from None
        if view.user is not user:
            raise Refused(f"@{user.name} does not see {view_id}.")
        return view
