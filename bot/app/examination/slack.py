"""Slack as the settings name it: who the bot is there, what it may, how requests come in."""

from __future__ import annotations

from collections.abc import AsyncIterator

from bot.app.examination.finding import Finding
from bot.settings import Settings
from bot.slack.client import SlackClients, SlackTrouble, ask_identity
from bot.slack.client.errors import SlackSilent, trouble
from bot.slack.manifest import OPTIONAL_SCOPES, SCOPES


async def bot_token(settings: Settings) -> Finding:
    """Whether the token works, and what it may."""
    token = settings.slack_bot_token.get_secret_value()
    async with SlackClients(token, settings.slack_api_url) as clients:
        try:
            known = await ask_identity(clients)
        except SlackTrouble as error:
            return _away(settings, "Slack bot token", error) or Finding(
                "Slack bot token",
                False,
                str(error),
                "Copy the Bot User OAuth Token from the app's page OAuth & Permissions "
                "into SLACK_BOT_TOKEN.",
            )
    missing = sorted(set(SCOPES) - known.scopes)
    if missing:
        return Finding(
            "Slack scopes",
            False,
            f"missing: {', '.join(missing)}",
            "Paste the output of `python -m bot manifest` into the app's manifest and "
            "install the app again.",
        )
    without = sorted(set(OPTIONAL_SCOPES) - known.scopes)
    note = f"; without the optional {', '.join(without)}" if without else ""
    return Finding("Slack bot token", True, f"works in {known.team}{note}")


def _away(settings: Settings, name: str, error: SlackTrouble) -> Finding | None:
    """Where Slack does not answer, nothing is known of a token, and no other one helps."""
    if error.error != "unreachable" and not isinstance(error, SlackSilent):
        return None
    return Finding(
        name,
        False,
        f"Slack cannot be asked at {settings.slack_api_url} ({error.error})",
        "See that this machine reaches that address: its network, its proxy, SLACK_API_URL.",
    )


async def way_in(settings: Settings) -> AsyncIterator[Finding]:
    """The way in: Socket Mode's token, or the signing secret of HTTP mode."""
    if settings.slack_app_token is None:
        yield Finding("Slack signing secret", True, "set; Slack proves it with its first request")
        where = settings.public_url
        mend = "" if where else "Set PUBLIC_URL, so that the manifest names where Slack posts."
        yield Finding("HTTP mode", True, where or "PUBLIC_URL is not set", mend)
        return
    token = settings.slack_app_token.get_secret_value()
    async with SlackClients(token, settings.slack_api_url) as clients:
        try:
            await clients.reading.apps_connections_open(app_token=token)
        except Exception as error:
            why = trouble("apps.connections.open", error)
            yield _away(settings, "Slack app token", why) or Finding(
                "Slack app token",
                False,
                f"Socket Mode cannot be opened ({why.error})",
                "Make an app-level token with connections:write under Basic Information, "
                "see that Socket Mode is on, and set SLACK_APP_TOKEN.",
            )
            return
    yield Finding("Slack app token", True, "Socket Mode can be opened")


async def admins(settings: Settings) -> AsyncIterator[Finding]:
    """Whether Slack knows the people who are to be admins."""
    if not settings.admin_users:
        yield Finding("admins", True, "the workspace's owners, as ADMIN_USERS is not set")
        return
    token = settings.slack_bot_token.get_secret_value()
    async with SlackClients(token, settings.slack_api_url) as clients:
        wrong = [one for one in settings.admin_users if await _is_nobody(clients, one)]
    if wrong:
        text = f"Slack knows nobody of {', '.join(wrong)}"
        mend = "Copy the member ID from the person's profile in Slack into ADMIN_USERS."
        yield Finding("admins", False, text, mend)
        return
    yield Finding("admins", True, ", ".join(settings.admin_users))


async def _is_nobody(clients: SlackClients, user_id: str) -> bool:
    """Whether Slack says that there is no such person; a doubt is none."""
    try:
        answer = await clients.reading.users_info(user=user_id)
    except Exception as error:
        return trouble("users.info", error).error in ("user_not_found", "users_not_found")
    return bool((answer.get("user") or {}).get("deleted"))


async def channel(clients: SlackClients, campaign: str, channel_id: str) -> Finding:
    """Whether a campaign's messages can be posted in one of its channels."""
    name = f"channel {channel_id} of {campaign}"
    invite = "Invite the bot there with /invite @callboard, or choose other channels in settings."
    try:
        answer = await clients.reading.conversations_info(channel=channel_id)
    except Exception as error:
        return Finding(name, False, str(trouble("conversations.info", error).error), invite)
    seen = answer.get("channel") or {}
    if seen.get("is_archived") or not seen.get("is_member"):
        what = "is archived" if seen.get("is_archived") else "the bot is no member of it"
        return Finding(name, False, f"#{seen.get('name')}: {what}", invite)
    return Finding(name, True, f"#{seen.get('name')}: the bot can post there")
