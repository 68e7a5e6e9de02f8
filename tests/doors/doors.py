"""Every door of the bot, and the role that it asks for.

Commands, buttons, modals, shortcuts, menus, events: a listener that is not here fails a test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from bot.domain.people import Role
from bot.slack.ids import Act, Field, Shortcut, View
from bot.slack.metadata import (
    AddRef,
    ApprovalRef,
    AuditRef,
    BatchRef,
    CampaignRef,
    ControlRef,
    FileRef,
    IncidentRef,
    JobsRef,
    LookRef,
    Place,
    PostRef,
    ScheduleRef,
)
from tests.doors.commands import COMMANDS
from tests.doors.door import ADMIN, ANYONE, OPERATOR, PHONE, VIEWER, Door, Scope
from tests.doors.payloads import Knocker, Payload, chosen, typed
from tests.doors.subjects import Subjects


def _button(
    act: str,
    needed: Role,
    value: Callable[[Subjects], object],
    scope: Scope = "here",
    *,
    name: str = "",
) -> Door:
    def payload(who: Knocker, one: Subjects) -> Payload:
        ref = value(one)
        return who.click(act, ref if isinstance(ref, str) else ref.encode())  # type: ignore[attr-defined]

    return Door("action", name or act, needed, scope, payload)


def _campaign(one: Subjects) -> CampaignRef:
    return CampaignRef(campaign=one.campaign.id, channel=one.channel)


def _again_box(who: Knocker, one: Subjects) -> Payload:
    ticked = [{"value": "again"}]
    block_id = BatchRef(batch=one.draft).encode()
    return who.click(
        Act.BATCH_AGAIN_OPEN, type="checkboxes", block_id=block_id, selected_options=ticked
    )


def _file_pick(who: Knocker, one: Subjects) -> Payload:
    ref = FileRef(campaign=one.campaign.id, file="F0NOWHERE")
    return who.click(Act.CAMPAIGN_PICK, selected_option={"value": ref.encode()})


ACTIONS = (
    *(
        _button(act, OPERATOR, _campaign)
        for act in (Act.PAUSE, Act.RESUME, Act.START, Act.STOP, Act.ADD_PHONES)
    ),
    _button(
        Act.STOP_CONFIRMED,
        OPERATOR,
        lambda one: ControlRef(campaign=one.campaign.id, action="stop"),
    ),
    _button(Act.LOOK_AGAIN, VIEWER, lambda one: LookRef(request=one.control)),
    _button(f"{Act.RUN}:x", OPERATOR, lambda _: "pause spring", name=Act.RUN),
    _button(Act.RULES, ADMIN, _campaign),
    *(
        _button(act, OPERATOR, lambda one: ApprovalRef(approval=one.request))
        for act in (Act.APPROVE, Act.DECLINE)
    ),
    # Ada asked for that, and nobody else is an admin here.
    _button(Act.WITHDRAW, ADMIN, lambda one: ApprovalRef(approval=one.own_request)),
    _button(Act.CONNECT, ADMIN, lambda _: "", "everywhere"),
    _button(Act.PAUSE_ALL, OPERATOR, lambda _: "", "somewhere"),
    _button(Act.HOME_REFRESH, ANYONE, lambda _: ""),
    _button(Act.PRESS_ME, ANYONE, lambda _: ""),
    _button(Act.BATCH_SHOW, OPERATOR, lambda one: BatchRef(batch=one.draft)),
    _button(Act.BATCH_ADD, OPERATOR, lambda one: AddRef(batch=one.draft, rows=2)),
    _button(Act.BATCH_DISCARD, OPERATOR, lambda one: BatchRef(batch=one.draft)),
    Door("action", Act.BATCH_AGAIN_OPEN, OPERATOR, "here", _again_box),
    _button(Act.BATCH_BAD_ROWS, OPERATOR, lambda one: BatchRef(batch=one.draft)),
    _button(Act.BATCH_TEMPLATE, VIEWER, lambda _: "", "somewhere"),
    _button(Act.BATCH_OVERRIDE, ADMIN, lambda one: AddRef(batch=one.draft, rows=1)),
    _button(Act.BATCH_COLUMNS, OPERATOR, lambda one: BatchRef(batch=one.draft)),
    *(
        _button(act, OPERATOR, lambda one: BatchRef(batch=one.confirmed))
        for act in (
            Act.BATCH_UNDO,
            Act.BATCH_CONTINUE,
            Act.BATCH_SETTLE_ADOPT,
            Act.BATCH_SETTLE_SEND,
        )
    ),
    Door("action", Act.CAMPAIGN_PICK, OPERATOR, "here", _file_pick),
    _button(Act.INCIDENT_SNOOZE, OPERATOR, lambda one: IncidentRef(incident=one.incident)),
    _button(Act.INCIDENT_MINE, OPERATOR, lambda one: IncidentRef(incident=one.incident)),
    _button(Act.INCIDENT_LIST, VIEWER, lambda one: IncidentRef(incident=one.incident)),
    _button(Act.REPORT, VIEWER, _campaign),
    _button(Act.REPORT_FILE, VIEWER, _campaign),
    _button(Act.REPORT_FILE_XLSX, VIEWER, _campaign),
    _button(Act.NUMBERS_FILE, OPERATOR, _campaign),
    *(
        _button(act, OPERATOR, lambda one: JobsRef(campaign=one.campaign.id, jobs=("1",)))
        for act in (Act.NUMBERS, Act.CANCEL_JOBS, Act.CANCEL_CONFIRMED, Act.OPT_OUT)
    ),
    *(
        _button(act, OPERATOR, lambda one: ScheduleRef(schedule=one.schedule), "everywhere")
        for act in (Act.DIGEST_NOW, Act.DIGEST_OFF)
    ),
    _button(Act.FILE_AGAIN, VIEWER, lambda one: PostRef(post=one.file)),
    _button(Act.AUDIT_OLDER, ADMIN, lambda one: AuditRef(campaign=one.campaign.id, before=9)),
    _button(Act.AUDIT_OLDER, ADMIN, lambda _: AuditRef(before=9), "everywhere", name="all older"),
    _button(Act.AUDIT_FILE, ADMIN, lambda one: AuditRef(campaign=one.campaign.id)),
    _button(Act.AUDIT_FILE, ADMIN, lambda _: AuditRef(), "everywhere", name="all in a file"),
)


def _connecting(who: Knocker, one: Subjects) -> Payload:
    token = who.house.calls.create_campaign("Winter").token
    fields = {"name": "winter", "host": who.house.calls.url, "token": token}
    return who.submission(View.CONNECT, **{name: typed(text) for name, text in fields.items()})


def _adding(who: Knocker, one: Subjects) -> Payload:
    place = Place(channel=one.channel).encode()
    fields = {"campaign": chosen(one.campaign.id), "phones": typed(PHONE)}
    return who.submission(View.ADD, place, **fields)


def _confirming_stop(who: Knocker, one: Subjects) -> Payload:
    ref = ControlRef(campaign=one.campaign.id, channel=one.channel, action="stop")
    return who.submission(View.CONTROL_CONFIRM, ref.encode())


def _confirming_cancel(who: Knocker, one: Subjects) -> Payload:
    ref = JobsRef(campaign=one.campaign.id, channel=one.channel, jobs=("1", "2"))
    return who.submission(View.CANCEL_CONFIRM, ref.encode())


def _opting_out(who: Knocker, one: Subjects) -> Payload:
    place = Place(channel=one.channel).encode()
    return who.submission(View.OPT_OUT, place, phones=typed(PHONE))


VIEWS = (
    Door("view", View.CONNECT, ADMIN, "everywhere", _connecting),
    Door(
        "view",
        View.SETTINGS,
        ADMIN,
        "here",
        lambda who, one: who.submission(View.SETTINGS, _campaign(one).encode()),
    ),
    Door(
        "view",
        View.RULES,
        ADMIN,
        "here",
        lambda who, one: who.submission(View.RULES, _campaign(one).encode()),
    ),
    Door(
        "view",
        View.CHANNEL_SETTINGS,
        ADMIN,
        "everywhere",
        lambda who, one: who.submission(View.CHANNEL_SETTINGS, Place(channel=one.channel).encode()),
    ),
    Door("view", View.CONTROL_CONFIRM, OPERATOR, "here", _confirming_stop),
    Door("view", View.ADD, OPERATOR, "here", _adding),
    Door(
        "view",
        View.COLUMNS,
        OPERATOR,
        "here",
        lambda who, one: who.submission(View.COLUMNS, BatchRef(batch=one.draft).encode()),
    ),
    Door(
        "view",
        View.UNDO_CONFIRM,
        OPERATOR,
        "here",
        lambda who, one: who.submission(View.UNDO_CONFIRM, BatchRef(batch=one.confirmed).encode()),
    ),
    Door("view", View.CANCEL_CONFIRM, OPERATOR, "here", _confirming_cancel),
    Door("view", View.OPT_OUT, OPERATOR, "somewhere", _opting_out),
    Door("view", View.WAIT, ANYONE, "somewhere", lambda who, _: who.submission(View.WAIT)),
    # The last one, because nothing is left of the campaign for whoever may pass it.
    Door(
        "view",
        View.DISCONNECT_CONFIRM,
        ADMIN,
        "here",
        lambda who, one: who.submission(View.DISCONNECT_CONFIRM, _campaign(one).encode()),
    ),
)

OTHERS = (
    Door(
        "shortcut",
        Shortcut.CALL_NUMBERS,
        OPERATOR,
        "somewhere",
        lambda who, _: who.shortcut(Shortcut.CALL_NUMBERS, f"Please call {PHONE}"),
    ),
    Door(
        "shortcut",
        Shortcut.ADD_PHONES,
        OPERATOR,
        "somewhere",
        lambda who, _: who.shortcut(Shortcut.ADD_PHONES),
    ),
    Door(
        "options",
        Field.CAMPAIGN,
        VIEWER,
        "here",
        lambda who, _: who.suggestion(Field.CAMPAIGN, "spr"),
        quiet=True,
    ),
    Door(
        "event",
        "app_mention",
        OPERATOR,
        "here",
        lambda who, _: who.event("app_mention", text="<@UBOT> pause spring"),
    ),
    Door(
        "event",
        "message",
        VIEWER,
        "here",
        lambda who, _: who.event("message", channel="D0DIRECT", channel_type="im", text=""),
        quiet=True,
    ),
    Door(
        "event",
        "app_home_opened",
        VIEWER,
        "here",
        lambda who, _: who.event("app_home_opened", tab="home", channel="D0DIRECT"),
        quiet=True,
    ),
    Door(
        "event",
        "file_shared",
        OPERATOR,
        "here",
        lambda who, one: who.event("file_shared", file_id="F0NOWHERE", user_id=who.user.id),
        quiet=True,
    ),
)

# What happens to the workspace itself: nobody asks for anything.
NOBODYS = frozenset({"channel_archive", "group_archive", "tokens_revoked", "app_uninstalled"})


def every_door() -> Iterator[Door]:
    """All of them; those that leave least behind come last."""
    yield from (*OTHERS, *COMMANDS, *ACTIONS, *VIEWS)
