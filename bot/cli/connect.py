"""Register a campaign; its token is read from standard input, never from an argument."""

from __future__ import annotations

import argparse
import asyncio
import getpass
import re
import sys

from pydantic import SecretStr

from bot.app.parts import at_the_console
from bot.cli.screen import Screen, offer_json
from bot.cli.telling import telling
from bot.domain.campaigns import Campaign
from bot.domain.people import CONSOLE, Actor
from bot.errors import BadInput
from bot.logs import new_id
from bot.services.connecting import Connection
from bot.settings import Settings, load_settings
from bot.texts import N_

_NO_TOKEN = N_("No token came on standard input. Nothing was connected.")


EXAMPLES = """\
examples:
  python -m bot connect --name spring --host app.jaicp.com --channel C0123ABCD < token.txt
  python -m bot connect --name spring --host app.jaicp.com --zone Europe/Moscow --region RU
                                 asks for the token, and does not show it

Most people use the form in Slack: /campaign connect. A script may use this verb.
"""


def add(verb: argparse.ArgumentParser) -> None:
    """Name, host, channels; everything else can be set later in Slack."""
    verb.add_argument("--name", required=True, help="what people will type")
    verb.add_argument("--host", required=True, help="app.jaicp.com, or a base URL")
    verb.add_argument(
        "--channel",
        action="append",
        type=_channel_id,
        default=[],
        metavar="C…",
        help="a Slack channel id; repeatable",
    )
    verb.add_argument("--zone", help="the campaign's time zone, as Europe/Moscow")
    verb.add_argument("--region", help="the country of numbers without a country code, as RU")
    offer_json(verb)


def _channel_id(text: str) -> str:
    if re.fullmatch("[CG][A-Z0-9]+", text):
        return text
    raise argparse.ArgumentTypeError(
        f"{text} is no channel id; Slack shows it at the end of the channel's details, as C0123ABCD"
    )


@telling
def run(arguments: argparse.Namespace) -> int:
    """Connect it and say so."""
    settings = load_settings(needs={"database", "key", "work"})
    token = _read_token()
    if not token:
        raise BadInput(_NO_TOKEN)
    screen = Screen.of(arguments)
    with screen.step(f"Asking {arguments.host} whether the token is good"):
        campaign = asyncio.run(_connect(settings, arguments, SecretStr(token)))
    where = ", ".join(arguments.channel) or "no channel yet: choose them with /campaign settings"
    text = f"{campaign.name} on {campaign.host} is connected ({where})."
    screen.result(
        text, name=campaign.name, host=campaign.host, id=campaign.id, channels=arguments.channel
    )
    return 0


def _read_token() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("Token: ").strip()
    return sys.stdin.readline().strip()


async def _connect(settings: Settings, arguments: argparse.Namespace, token: SecretStr) -> Campaign:
    wanted = Connection(
        name=arguments.name,
        host=arguments.host,
        token=token,
        channels=tuple(arguments.channel),
        zone=arguments.zone,
        region=arguments.region,
    )
    actor = Actor(CONSOLE, None, new_id(), is_console=True)
    async with at_the_console(settings) as services:
        campaign = await services.connections.connect(actor, wanted)
        await services.cards.post_everywhere(campaign, wanted.channels)
    return campaign
