"""Every id that Slack sends back to us, in one file. A guard test holds each against a listener."""

from __future__ import annotations

from enum import StrEnum


class Act(StrEnum):
    """``action_id`` of buttons, menus and inputs that act at once."""

    RUN = "run"
    PAUSE = "pause"
    RESUME = "resume"
    START = "start"
    STOP = "stop"
    STOP_CONFIRMED = "stop_confirmed"
    LOOK_AGAIN = "look_again"
    ADD_PHONES = "add_phones"
    REPORT = "report"
    REPORT_FILE = "report_file"
    REPORT_FILE_XLSX = "report_file_xlsx"
    CONNECT = "connect"
    BATCH_ADD = "batch_add"
    BATCH_DISCARD = "batch_discard"
    BATCH_UNDO = "batch_undo"
    BATCH_BAD_ROWS = "batch_bad_rows"
    BATCH_AGAIN_OPEN = "batch_add_again"
    BATCH_COLUMNS = "batch_columns"
    BATCH_SETTLE_ADOPT = "batch_settle_adopt"
    BATCH_SETTLE_SEND = "batch_settle_send"
    BATCH_CONTINUE = "batch_continue"
    BATCH_SHOW = "batch_show"
    BATCH_TEMPLATE = "batch_template"
    CANCEL_JOBS = "cancel_jobs"
    CANCEL_CONFIRMED = "cancel_confirmed"
    NUMBERS = "numbers"
    NUMBERS_FILE = "numbers_file"
    OPT_OUT = "opt_out"
    DIGEST_OFF = "digest_off"
    DIGEST_NOW = "digest_now"
    INCIDENT_SNOOZE = "incident_snooze"
    INCIDENT_MINE = "incident_mine"
    INCIDENT_LIST = "incident_list"
    CAMPAIGN_PICK = "campaign_pick"
    PAUSE_ALL = "pause_all"
    HOME_REFRESH = "home_refresh"
    PRESS_ME = "press_me"
    FILE_AGAIN = "file_again"
    AUDIT_OLDER = "audit_older"
    AUDIT_FILE = "audit_file"


class View(StrEnum):
    """``callback_id`` of modals."""

    CONNECT = "connect_view"
    SETTINGS = "settings_view"
    CHANNEL_SETTINGS = "channel_settings_view"
    CONTROL_CONFIRM = "control_confirm_view"
    DISCONNECT_CONFIRM = "disconnect_confirm_view"
    ADD = "add_view"
    COLUMNS = "columns_view"
    CANCEL_CONFIRM = "cancel_confirm_view"
    UNDO_CONFIRM = "undo_confirm_view"
    OPT_OUT = "opt_out_view"
    WAIT = "wait_view"


class Shortcut(StrEnum):
    """``callback_id`` of shortcuts, as the manifest declares them."""

    CALL_NUMBERS = "call_numbers"
    ADD_PHONES = "add_phones"


class Field(StrEnum):
    """``block_id`` of inputs; each one's element carries the same word as its ``action_id``."""

    NAME = "name"
    HOST = "host"
    TOKEN = "token"  # noqa: S105 - the name of a field, not a secret.
    CHANNELS = "channels"
    ZONE = "zone"
    REGION = "region"
    LANGUAGE = "language"
    CAMPAIGN = "campaign"
    PHONES = "phones"
    FILE = "file"
    PAYLOAD = "payload"
    START_DATE_TIME = "startDateTime"
    FINISH_DATE_TIME = "finishDateTime"
    ALLOWED_DAYS = "allowedDays"
    ALLOWED_TIME = "allowedTime"
    RETRY_INTERVAL = "retryIntervalInMinutes"
    MAX_ATTEMPTS = "maxAttempts"
    GMT_ZONE = "gmtZone"
    DIALER_PRIORITY = "dialerPriority"
    EXTERNAL_CHECK_URL = "externalCheckUrl"
    EXTERNAL_CHECK_RETRIES = "externalCheckMaxRetries"
    NEWS = "news"
    QUIET_FROM = "quiet_from"
    QUIET_TO = "quiet_to"
