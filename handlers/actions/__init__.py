"""Buttons and menus that were pressed."""

import re

from slack_bolt.async_app import AsyncApp

from bot.slack.ids import Act
from handlers.actions import (
    adding,
    alerts,
    approvals,
    audit,
    batches,
    campaigns,
    control,
    digests,
    files,
    home,
    reports,
    rules,
)


def register(app: AsyncApp) -> None:
    """One line a button."""
    app.action(Act.PAUSE)(control.pressed)
    app.action(Act.RESUME)(control.pressed)
    app.action(Act.START)(control.pressed)
    app.action(Act.STOP)(control.stop_pressed)
    app.action(Act.STOP_CONFIRMED)(control.stop_confirmed)
    app.action(Act.LOOK_AGAIN)(control.look_again_pressed)
    app.action(Act.INCIDENT_SNOOZE)(alerts.snooze_pressed)
    app.action(Act.INCIDENT_MINE)(alerts.mine_pressed)
    app.action(Act.INCIDENT_LIST)(alerts.list_pressed)
    app.action(re.compile(f"^{Act.RUN}(:|$)"))(campaigns.run_pressed)
    app.action(Act.FILE_AGAIN)(files.again_pressed)
    app.action(Act.AUDIT_OLDER)(audit.older_pressed)
    app.action(Act.AUDIT_FILE)(audit.file_pressed)
    app.action(Act.RULES)(rules.pressed)
    app.action(Act.APPROVE)(approvals.approve_pressed)
    app.action(Act.DECLINE)(approvals.decline_pressed)
    app.action(Act.WITHDRAW)(approvals.withdraw_pressed)
    app.action(Act.CONNECT)(campaigns.connect_pressed)
    app.action(Act.HOME_REFRESH)(home.refresh_pressed)
    app.action(Act.PRESS_ME)(home.press_me_pressed)
    app.action(Act.PAUSE_ALL)(campaigns.pause_all_pressed)
    app.action(Act.ADD_PHONES)(adding.form_pressed)
    app.action(Act.DIGEST_NOW)(digests.now_pressed)
    app.action(Act.DIGEST_OFF)(digests.off_pressed)
    _of_batches(app)
    _of_reports(app)


def _of_batches(app: AsyncApp) -> None:
    app.action(Act.BATCH_ADD)(adding.add_pressed)
    app.action(Act.BATCH_DISCARD)(adding.discard_pressed)
    app.action(Act.BATCH_AGAIN_OPEN)(adding.again_ticked)
    app.action(Act.BATCH_BAD_ROWS)(adding.bad_rows_pressed)
    app.action(Act.BATCH_SHOW)(home.show_pressed)
    app.action(Act.BATCH_TEMPLATE)(adding.template_pressed)
    app.action(Act.BATCH_OVERRIDE)(adding.override_pressed)
    app.action(Act.BATCH_COLUMNS)(adding.columns_pressed)
    app.action(Act.BATCH_UNDO)(batches.undo_pressed)
    app.action(Act.BATCH_CONTINUE)(batches.continue_pressed)
    app.action(Act.BATCH_SETTLE_ADOPT)(batches.adopt_pressed)
    app.action(Act.BATCH_SETTLE_SEND)(batches.send_pressed)
    app.action(Act.CAMPAIGN_PICK)(adding.campaign_picked)


def _of_reports(app: AsyncApp) -> None:
    app.action(Act.REPORT)(reports.report_pressed)
    app.action(Act.REPORT_FILE)(reports.file_pressed)
    app.action(Act.REPORT_FILE_XLSX)(reports.file_pressed)
    app.action(Act.NUMBERS_FILE)(reports.file_pressed)
    app.action(Act.NUMBERS)(reports.numbers_pressed)
    app.action(Act.CANCEL_JOBS)(reports.cancel_pressed)
    app.action(Act.CANCEL_CONFIRMED)(reports.cancel_confirmed)
    app.action(Act.OPT_OUT)(reports.opt_out_pressed)
