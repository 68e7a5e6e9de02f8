"""All services together, made once by the composition root."""

from __future__ import annotations

from dataclasses import dataclass

from bot.services.access import Access
from bot.services.adding import Adding
from bot.services.aftermath import Aftermath
from bot.services.alerting import Alerts, Telling
from bot.services.approvals import Approvals
from bot.services.audits import Audits
from bot.services.campaigns import Campaigns
from bot.services.cancelling import Cancelling
from bot.services.cards import Cards
from bot.services.channels import Channels, Seen
from bot.services.connecting import Connections
from bot.services.control import Controls
from bot.services.desk import Desk
from bot.services.digests import DigestFigures, Digests
from bot.services.everywhere import Everywhere
from bot.services.files import Files
from bot.services.grants import Grants
from bot.services.guarding import Pausing
from bot.services.home import Homes
from bot.services.hosts import Hosts
from bot.services.notices import Notices
from bot.services.numbers import FullNumbers
from bot.services.optouts import Forgetting, OptOuts
from bot.services.queues import Queues
from bot.services.reporting import Finder, Lookups, ReportFiles, Reports
from bot.services.rules import CampaignRules
from bot.services.states import States
from bot.services.watching import Watcher
from bot.services.welcome import Welcome


@dataclass(frozen=True, slots=True)
class Services:
    """What handlers and the scheduler call."""

    desk: Desk
    hosts: Hosts
    pausing: Pausing
    access: Access
    grants: Grants
    audits: Audits
    opt_outs: OptOuts
    forgetting: Forgetting
    campaigns: Campaigns
    connections: Connections
    rules: CampaignRules
    states: States
    controls: Controls
    everywhere: Everywhere
    homes: Homes
    welcome: Welcome
    cards: Cards
    files: Files
    channels: Channels
    seen: Seen
    notices: Notices
    queues: Queues
    alerts: Alerts
    telling: Telling
    watcher: Watcher
    aftermath: Aftermath
    adding: Adding
    approvals: Approvals
    reports: Reports
    lookups: Lookups
    report_files: ReportFiles
    finder: Finder
    cancelling: Cancelling
    numbers: FullNumbers
    digests: Digests
    digest_figures: DigestFigures
