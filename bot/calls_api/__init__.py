"""A client of the JAICP Calls API. It knows nothing of the bot, and could be published alone.

::

    async with CallsApi(HttpTransport(), allowed_hosts=["app.jaicp.com"]) as api:
        campaign = api.campaign("app.jaicp.com", SecretStr(token))
        added = await campaign.add_phones([call_job_parameters("12025550123")], key="k-1")
        async for found in campaign.job_reports(ids=added.ids):
            ...
"""

from bot.calls_api.allowed_time import AllowedTime, Interval, Weekday
from bot.calls_api.calling import Observer
from bot.calls_api.campaign import Campaign, CampaignStatus, ShortReport, campaign_status
from bot.calls_api.capabilities import Capabilities
from bot.calls_api.client import Added, CallsApi, CampaignClient
from bot.calls_api.errors import (
    AddressRefused,
    BadParameters,
    CallsApiError,
    Fault,
    Forbidden,
    HostDown,
    HostNotAllowed,
    IdCountMismatch,
    InvalidToken,
    NotCallsApi,
    NotSent,
    RateLimited,
    Refusal,
    RequestTooLarge,
    RouteAbsent,
    TooLarge,
    Unclear,
    UnexpectedAnswer,
)
from bot.calls_api.hosts import check_host, may_be_private
from bot.calls_api.jobs import (
    AttemptReport,
    JobReport,
    JobStatus,
    Outcome,
    is_final,
    job_status,
    outcome_of,
)
from bot.calls_api.pages import ReportPage
from bot.calls_api.phones import CallJobParameters, call_job_parameters, encode_rows
from bot.calls_api.policy import CallPolicy, ExternalCheck, call_policy
from bot.calls_api.quiet import quiet_loggers
from bot.calls_api.refusals import (
    BadAllowedTime,
    BadDialerPriority,
    BadZone,
    CampaignStateRefused,
    ControlRefused,
    MemberNotFound,
    PhoneBadFormat,
    PhoneDuplicated,
)
from bot.calls_api.retries import RetryPolicy
from bot.calls_api.routes import ControlAction, Route
from bot.calls_api.selection import Found
from bot.calls_api.transport import HttpTransport, Limits
from bot.calls_api.zones import gmt_zone

__all__ = [
    "Added",
    "AddressRefused",
    "AllowedTime",
    "AttemptReport",
    "BadAllowedTime",
    "BadDialerPriority",
    "BadParameters",
    "BadZone",
    "CallJobParameters",
    "CallPolicy",
    "CallsApi",
    "CallsApiError",
    "Campaign",
    "CampaignClient",
    "CampaignStateRefused",
    "CampaignStatus",
    "Capabilities",
    "ControlAction",
    "ControlRefused",
    "ExternalCheck",
    "Fault",
    "Forbidden",
    "Found",
    "HostDown",
    "HostNotAllowed",
    "HttpTransport",
    "IdCountMismatch",
    "Interval",
    "InvalidToken",
    "JobReport",
    "JobStatus",
    "Limits",
    "MemberNotFound",
    "NotCallsApi",
    "NotSent",
    "Observer",
    "Outcome",
    "PhoneBadFormat",
    "PhoneDuplicated",
    "RateLimited",
    "Refusal",
    "ReportPage",
    "RequestTooLarge",
    "RetryPolicy",
    "Route",
    "RouteAbsent",
    "ShortReport",
    "TooLarge",
    "Unclear",
    "UnexpectedAnswer",
    "Weekday",
    "call_job_parameters",
    "call_policy",
    "campaign_status",
    "check_host",
    "encode_rows",
    "gmt_zone",
    "is_final",
    "job_status",
    "may_be_private",
    "outcome_of",
    "quiet_loggers",
]
