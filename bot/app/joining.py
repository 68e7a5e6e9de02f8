"""Joins the services with each other, and with the words that Slack's side lends them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from typing import NamedTuple

from bot.calls_api import CallsApi
from bot.domain.alerts import Deed, ThreadLine
from bot.domain.campaigns import Campaign
from bot.domain.control import Controlled
from bot.services import Services
from bot.services.access import Access
from bot.services.adding import Adding, join_adding
from bot.services.aftermath import Aftermath
from bot.services.alerting import Alerts, Telling
from bot.services.approvals import join_approvals
from bot.services.audits import Audits
from bot.services.campaigns import Campaigns
from bot.services.cancelling import Cancelling
from bot.services.cards import Cards
from bot.services.channels import Channels, Seen
from bot.services.connecting import Connections
from bot.services.control import Controls
from bot.services.desk import Desk
from bot.services.digests import DigestFigures, Digests, Scopes
from bot.services.everywhere import Everywhere
from bot.services.files import Files
from bot.services.grants import Grants
from bot.services.guarding import HoursGuard, Pausing
from bot.services.home import Homes
from bot.services.hosts import Hosts
from bot.services.notices import Body, Notices
from bot.services.numbers import FullNumbers
from bot.services.optouts import Canceling, Forgetting, Numbers, OptOutGuard, OptOuts
from bot.services.queues import Queues
from bot.services.reporting import Finder, Lookups, ReportFiles, Reports
from bot.services.rules import CampaignRules
from bot.services.states import States
from bot.services.unreachable import Unreachable
from bot.services.watching import Watcher
from bot.services.welcome import Welcome
from bot.slack.blocks import alert as alert_blocks
from bot.slack.blocks import alerts as alerts_blocks
from bot.slack.blocks import control as control_blocks
from bot.slack.blocks import first_steps, report_files
from bot.slack.blocks.delivery import unreachable_body
from bot.texts import Texts


def join_services(desk: Desk, api: CallsApi, command: str) -> Services:
    """All services on one desk; ``command`` is the slash command's own word."""
    hosts, access, registry, states, controls, cards, lookups, notices = _ground(desk, api)
    return Services(
        desk=desk,
        hosts=hosts,
        pausing=Pausing(desk, controls),
        access=access,
        grants=Grants(desk, access, registry),
        audits=Audits(desk, access),
        opt_outs=OptOuts(desk, access, Numbers(desk, registry), Canceling(desk, hosts)),
        forgetting=Forgetting(desk, access, Numbers(desk, registry), Canceling(desk, hosts)),
        campaigns=registry,
        connections=Connections(desk, api, access),
        rules=CampaignRules(desk, access),
        states=states,
        controls=controls,
        homes=Homes(desk, access, cards),
        welcome=Welcome(desk, access, _greeting_words(command)),
        everywhere=Everywhere(desk, access, registry, controls),
        cards=cards,
        files=Files(desk, access),
        channels=Channels(desk, access, Unreachable(desk, unreachable_body)),
        seen=Seen(desk),
        notices=notices,
        queues=Queues(desk),
        alerts=Alerts(desk, access, registry, notices),
        telling=Telling(desk, notices, _line_words),
        watcher=Watcher(desk, hosts, _token_words),
        aftermath=Aftermath(desk, access, states, notices),
        adding=(adding := _adding(desk, access, registry, cards)),
        approvals=join_approvals(desk, access, registry, cards, controls, adding),
        reports=Reports(desk, access, cards),
        lookups=lookups,
        report_files=ReportFiles(desk, access, notices, _file_words),
        finder=Finder(desk, access, registry, lookups),
        cancelling=Cancelling(desk, hosts, access, lookups),
        numbers=FullNumbers(desk, access),
        digests=Digests(desk, access, Scopes(desk, access, registry)),
        digest_figures=DigestFigures(desk, cards),
    )


class _Ground(NamedTuple):
    """What nearly all the others stand on."""

    hosts: Hosts
    access: Access
    registry: Campaigns
    states: States
    controls: Controls
    cards: Cards
    lookups: Lookups
    notices: Notices


def _ground(desk: Desk, api: CallsApi) -> _Ground:
    hosts, access = Hosts(desk, api), Access(desk)
    registry, states = Campaigns(desk, access), States(desk, hosts)
    return _Ground(
        hosts,
        access,
        registry,
        states,
        Controls(desk, hosts, access, registry, states),
        Cards(desk, access, registry),
        Lookups(desk, hosts, access),
        Notices(desk, _control_words, _deed_words),
    )


def _adding(desk: Desk, access: Access, registry: Campaigns, cards: Cards) -> Adding:
    """Adding phones, with the guards in their order."""
    return join_adding(desk, access, registry, cards, [OptOutGuard(desk), HoursGuard(desk)])


def _deed_words(t: Texts, deed: Deed, zone: tzinfo) -> Body:
    return alert_blocks.deed(t, deed, zone).body()


def _line_words(t: Texts, line: ThreadLine) -> Body:
    return alert_blocks.thread_line(t, line).body()


def _greeting_words(command: str) -> Callable[[Texts], Body]:
    return lambda t: first_steps.greeting(t, command).body()


def _token_words(t: Texts, campaign: Campaign) -> Body:
    return alerts_blocks.token_died(t, campaign).body()


def _file_words(t: Texts, campaign: Campaign, count: int, full: bool) -> Body:
    return report_files.file_follows(t, campaign, count, full).body()


def _control_words(t: Texts, result: Controlled, zone: tzinfo) -> Body:
    return control_blocks.told(t, result, zone).body()
