"""A file that may not have arrived is sent again by a button under its text."""

from __future__ import annotations

from simulators.slack.files import File
from tests.scenarios.office import ADMIN, Office


async def test_send_again_brings_the_file(office: Office) -> None:
    slack = office.slack
    await office.connect("spring", office.calls.create_campaign("Spring"))
    await slack.close_all(ADMIN)
    page = await office.tell(ADMIN, "audit spring", "Audit of spring")
    slack.fault("files.completeUploadExternal", "drop")
    await slack.click(ADMIN, "As a file", page)
    direct = slack.channel("dm", ADMIN)
    text = await slack.message(direct, "have it sent again")

    def files() -> list[File]:
        return [one for message in slack.messages(direct) for one in message.files]

    assert files() == []
    await slack.click(ADMIN, "Send again", text)
    assert len(await slack.until(files, 15)) == 1
    await slack.until(lambda: "have it sent again" not in text.text)
