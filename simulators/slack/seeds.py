"""Who is there when a local Slack begins."""

from __future__ import annotations

from simulators.slack.core import Core


def seed(core: Core) -> None:
    """A small office.

    People: ``ada`` owns the workspace, ``dina`` (Berlin) is an admin, ``boris`` (Moscow,
    Russian) and ``carol`` (New York) are members, ``gus`` is a guest, ``stella`` is of another
    workspace. ``@operators`` holds boris. Channels: ``#general`` and ``#calls`` with the bot,
    ``#quiet`` without it, the private ``#secret`` with it, of which only ada is, and the archived
    ``#attic``.
    """
    space = core.workspace
    bot = core.app.bot.name
    space.add_user("ada", real_name="Ada Field", is_owner=True, is_admin=True)
    space.add_user("boris", real_name="Boris Zorin", tz="Europe/Moscow", locale="ru-RU")
    space.add_user("carol", real_name="Carol Reyes", tz="America/New_York", locale="en-US")
    space.add_user("gus", real_name="Gus Guest", is_restricted=True)
    space.add_user("stella", real_name="Stella Stranger", team_id=core.ids.new("T"))
    space.add_user("dina", real_name="Dina Okafor", tz="Europe/Berlin", is_admin=True)
    space.add_group("operators", ["boris"], name="Operators")
    staff = ["ada", "boris", "carol", "dina"]
    space.add_channel("general", [*staff, bot])
    space.add_channel("calls", [*staff, "gus", bot])
    space.add_channel("quiet", staff)
    space.add_channel("secret", ["ada", bot], "private")
    space.add_channel("attic", [*staff, bot]).archived = True
