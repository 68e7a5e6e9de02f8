"""Gives a file to a channel, in Slack's three steps."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bot.slack.client.clients import SlackClients
from bot.slack.client.errors import SlackTrouble
from bot.slack.client.outcomes import Fault, NotPosted, Unclear
from bot.slack.client.plain_calls import PlainCalls
from bot.slack.client.verdicts import judge

LABEL = "files.upload"
SECONDS = 120.0


@dataclass(frozen=True, slots=True)
class Uploaded:
    """Slack took the file; it appears in the channel a moment later."""

    file_id: str


class Uploads:
    """Sends files without reading them into memory, which ``files_upload_v2`` would.

    The third step alone shows the file, so only its lost answer is unclear; and such a file cannot
    be found again by metadata: say in a message first that it follows.
    """

    def __init__(self, clients: SlackClients) -> None:
        self._client = clients.posting
        self._hosts = clients.hosts
        self._calls = PlainCalls(clients)

    async def upload(
        self,
        channel: str,
        path: Path,
        filename: str,
        *,
        thread_ts: str | None = None,
        comment: str | None = None,
    ) -> Uploaded | NotPosted | Unclear:
        """Show the file in the channel or thread. Slack refuses empty files, so none is sent."""
        size = path.stat().st_size  # noqa: ASYNC240 - it reads one inode.
        if size == 0:
            return NotPosted("empty_file", fault=Fault.MESSAGE)
        try:
            file_id, url = await self._ask_for_address(filename, size)
            await self._send(url, path)
        except Exception as error:
            return _not_shown_yet(error)
        return await self._show(file_id, filename, channel, thread_ts, comment)

    async def _ask_for_address(self, filename: str, size: int) -> tuple[str, str]:
        answer = await self._client.files_getUploadURLExternal(filename=filename, length=size)
        return str(answer.get("file_id")), str(answer.get("upload_url"))

    async def _send(self, url: str, path: Path) -> None:
        if not self._hosts.may_get_token(url):
            raise _StepFailed(NotPosted("foreign_host", fault=Fault.MESSAGE))
        with path.open("rb") as file:
            headers = {"Content-Type": "application/octet-stream"}
            call = self._calls.request(LABEL, "POST", url, SECONDS, data=file, headers=headers)
            async with call as answer:
                if answer.status != 200:
                    raise _StepFailed(NotPosted(f"http_{answer.status}"))

    async def _show(
        self,
        file_id: str,
        filename: str,
        channel: str,
        thread_ts: str | None,
        comment: str | None,
    ) -> Uploaded | NotPosted | Unclear:
        try:
            await self._client.files_completeUploadExternal(
                files=[{"id": file_id, "title": filename}],
                channel_id=channel,
                thread_ts=thread_ts,
                initial_comment=comment,
            )
        except Exception as error:
            return judge(error)
        return Uploaded(file_id)


class _StepFailed(Exception):
    def __init__(self, refusal: NotPosted) -> None:
        super().__init__(refusal.error)
        self.refusal = refusal


def _not_shown_yet(error: Exception) -> NotPosted:
    """A lost answer of the first two steps is no doubt: nobody has seen the file."""
    if isinstance(error, _StepFailed):
        return error.refusal
    if isinstance(error, SlackTrouble):
        return NotPosted(error.error)
    verdict = judge(error)
    return verdict if isinstance(verdict, NotPosted) else NotPosted(verdict.reason)
