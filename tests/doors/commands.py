"""The doors that are typed: a line of the table of verbs, and the role that it asks for."""

from __future__ import annotations

from bot.domain.people import Role
from tests.doors.door import ADMIN, ANYONE, OPERATOR, PHONE, VIEWER, Door, Scope


def _command(text: str, needed: Role, scope: Scope = "here", *, quiet: bool = False) -> Door:
    return Door("command", text, needed, scope, lambda who, _: who.command(text), quiet)


COMMANDS = (
    _command("", VIEWER, quiet=True),
    _command("help", ANYONE),
    _command("connect", ADMIN, "everywhere"),
    _command("settings spring", ADMIN),
    _command("settings channel", ADMIN, "everywhere"),
    _command("disconnect spring", ADMIN),
    _command("use spring", OPERATOR),
    _command("card spring", OPERATOR),
    _command("status spring", VIEWER),
    *(_command(f"{verb} spring", OPERATOR) for verb in ("start", "pause", "resume", "stop")),
    _command("pause spring 30m", OPERATOR),
    _command("pause all", OPERATOR, "somewhere"),
    _command("resume all", OPERATOR, "somewhere"),
    _command(f"add spring {PHONE}", OPERATOR),
    _command("add spring", OPERATOR),
    _command("again spring noAnswer", OPERATOR),
    _command("batches spring", VIEWER),
    _command("report spring", VIEWER),
    _command("report spring #1", VIEWER),
    _command("report spring file", VIEWER),
    _command(f"find {PHONE}", VIEWER, "somewhere"),
    _command("cancel spring #1", OPERATOR),
    _command("digest spring daily 09:00", OPERATOR),
    _command("digest spring now", OPERATOR),
    # Those of the whole channel, which has another campaign too.
    _command("digest list", OPERATOR, "everywhere"),
    _command("digest off", OPERATOR, "everywhere"),
    _command("alerts spring on", OPERATOR),
    _command("alerts spring off", OPERATOR),
    _command("alerts spring failed", OPERATOR),
    _command("alerts spring status", OPERATOR),
    _command("mute spring 2h", OPERATOR),
    _command(f"optout {PHONE}", OPERATOR, "somewhere"),
    _command("optout", OPERATOR, "somewhere"),
    _command(f"optout remove {PHONE}", OPERATOR, "everywhere"),
    _command(f"forget {PHONE}", ADMIN, "everywhere"),
    _command("access", ANYONE),
    _command("access grant <@UNEMO|nemo> viewer", ADMIN, "everywhere"),
    _command("access grant <@UNEMO|nemo> viewer spring", ADMIN),
    _command("access revoke <@UNEMO|nemo>", ADMIN, "everywhere"),
    _command("audit", ADMIN, "everywhere"),
    _command("audit spring", ADMIN),
)
