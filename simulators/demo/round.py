"""One guided round of the demo: what an operator's day is made of, and whether all of it worked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path

from simulators.demo.stage import ADMIN, CHANNEL, ROOT, Stage
from simulators.slack import Message

_NUMBERS = "+1 202-555-0101, +1 202-555-0102, +1 202-555-0103"
_LIST = Path("examples/contacts.csv")
_PATIENCE = 30.0

Act = Callable[[Stage], Awaitable[None]]


async def connect(stage: Stage) -> None:
    """Connect a campaign, and its card appears in the channel."""
    stage.calls.set_speed(0)
    campaign = stage.calls.create_campaign("Spring offer", weights={"noAnswer": 1.0})
    await stage.connect("spring", campaign)
    await stage.slack.message(CHANNEL, "spring", timeout=_PATIENCE)


async def add(stage: Stage) -> None:
    """Add typed phones: what will be called is shown first."""
    await stage.slack.command(ADMIN, CHANNEL, f"/campaign add spring {_NUMBERS}")
    await stage.slack.ephemeral(ADMIN, "Add 3", timeout=_PATIENCE)
    await stage.slack.click(ADMIN, "Add 3")
    await stage.slack.message(CHANNEL, "Undo", timeout=_PATIENCE)


async def drop(stage: Stage) -> None:
    """Drop a list in the channel: the dry run is in its thread."""
    await stage.slack.drop_file(ADMIN, CHANNEL, ROOT / _LIST)
    await stage.slack.message(CHANNEL, "Discard", timeout=_PATIENCE)
    await stage.slack.click(ADMIN, "Discard")


async def pause(stage: Stage) -> None:
    """Pause from the card."""
    await stage.slack.click(ADMIN, "Pause", _card(stage))
    await stage.slack.until(lambda: "paused" in _card(stage).text, _PATIENCE)


async def resume(stage: Stage) -> None:
    """Resume from the same card, which has changed in place."""
    await stage.slack.click(ADMIN, "Resume", _card(stage))
    await stage.slack.until(lambda: "in progress" in _card(stage).text, _PATIENCE)


async def report(stage: Stage) -> None:
    """Read the report when the calls are over."""
    stage.calls.set_speed(5000)
    await stage.slack.until(lambda: "100" in _card(stage).text, _PATIENCE)
    await stage.slack.command(ADMIN, CHANNEL, "/campaign report spring")
    await stage.slack.ephemeral(ADMIN, "answer rate", timeout=_PATIENCE)


async def digest(stage: Stage) -> None:
    """Order the morning digest, and have one now."""
    await stage.slack.command(ADMIN, CHANNEL, "/campaign digest spring daily 09:00")
    await stage.slack.ephemeral(ADMIN, "09:00", timeout=_PATIENCE)
    await stage.slack.command(ADMIN, CHANNEL, "/campaign digest spring now")
    await stage.slack.until(lambda: _said(stage, "finished"), _PATIENCE)


async def alert(stage: Stage) -> None:
    """Calls that fail bring an alert by themselves."""
    numbers = ", ".join(f"+1 202-555-01{n:02}" for n in range(10, 20))
    campaign = stage.calls.campaigns[0]
    campaign.weigh(nonexistentNumber=1.0)
    await stage.slack.command(ADMIN, CHANNEL, f"/campaign add spring {numbers}")
    await stage.slack.ephemeral(ADMIN, "Add 10", timeout=_PATIENCE)
    await stage.slack.click(ADMIN, "Add 10")
    await stage.slack.message(CHANNEL, "no such number", timeout=_PATIENCE)


ROUND: tuple[Act, ...] = (connect, add, drop, pause, resume, report, digest, alert)


async def play_round(stage: Stage) -> int:
    """Play it, print what happened in the channel, and 0 only if all of it did."""
    failed = None
    for act in ROUND:
        try:
            await act(stage)
        except Exception as error:
            failed = (act, error)
            break
        print(f"✓ {act.__name__}: {(act.__doc__ or '').splitlines()[0]}", flush=True)
    print("\nWhat happened in the channel:\n")
    for message in stage.slack.messages(CHANNEL):
        print(f"{message.author.name}: {_with_names(stage, message.text)}\n")
    if failed is not None:
        print(f"✗ {failed[0].__name__} did not happen: {failed[1]}", flush=True)
        return 1
    print("All of it happened.", flush=True)
    return 0


def _card(stage: Stage) -> Message:
    """The living card of the campaign."""
    return next(one for one in stage.slack.messages(CHANNEL) if "[Report]" in one.text)


def _with_names(stage: Stage, text: str) -> str:
    """Slack's ids of people as the names that Slack would show."""
    for user in stage.slack.core.workspace.users.values():
        text = text.replace(f"@{user.id}", f"@{user.name}")
    return text


def _said(stage: Stage, text: str) -> bool:
    return any(text in one.text for one in stage.slack.messages(CHANNEL))
