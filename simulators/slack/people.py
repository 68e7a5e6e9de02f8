"""Users and user groups, as the workspace knows them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from simulators.slack.shapes import Json


@dataclass
class User:
    """A member of the workspace, a guest, a stranger of another one, or a bot."""

    id: str
    team_id: str
    name: str
    real_name: str = ""
    tz: str = "Europe/London"
    locale: str = "en-GB"
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    is_ultra_restricted: bool = False
    is_bot: bool = False
    deleted: bool = False
    updated: int = 0
    bot_id: str = ""

    def to_json(self, *, with_locale: bool = False) -> Json:
        """The user object of ``users.info``; ``locale`` only when it is asked for."""
        shown: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": self.deleted,
            "real_name": self.real_name or self.name,
            "tz": self.tz,
            "tz_label": self.tz,
            "tz_offset": self._offset(),
            "profile": self._profile(),
            "is_admin": self.is_admin or self.is_owner,
            "is_owner": self.is_owner,
            "is_primary_owner": self.is_owner,
            "is_restricted": self.is_restricted or self.is_ultra_restricted,
            "is_ultra_restricted": self.is_ultra_restricted,
            "is_bot": self.is_bot,
            "is_app_user": False,
            "updated": self.updated,
        }
        return shown | ({"locale": self.locale} if with_locale else {})

    def _profile(self) -> Json:
        profile = {
            "real_name": self.real_name or self.name,
            "display_name": self.name,
            "team": self.team_id,
        }
        return profile | ({"bot_id": self.bot_id} if self.bot_id else {})

    def _offset(self) -> int:
        offset = datetime.now(ZoneInfo(self.tz)).utcoffset()
        return int(offset.total_seconds()) if offset else 0


@dataclass
class UserGroup:
    """A user group such as ``@operators``."""

    id: str
    team_id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)
    disabled: bool = False

    def to_json(self, *, with_users: bool = False) -> Json:
        """The user group object of ``usergroups.list``."""
        shown: Json = {
            "id": self.id,
            "team_id": self.team_id,
            "is_usergroup": True,
            "name": self.name,
            "description": "",
            "handle": self.handle,
            "is_external": False,
            "date_delete": 1 if self.disabled else 0,
            "user_count": len(self.users),
        }
        return shown | ({"users": list(self.users)} if with_users else {})
