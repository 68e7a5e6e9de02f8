"""Joins the services with each other, and with the words that Slack's side lends them."""

from __future__ import annotations

from datetime import tzinfo

from bot.calls_api import CallsApi
from bot.domain.alerts import ThreadLine
from bot.domain.campaigns import Campaign
from bot.domain.control import Controlled
from bot.services import Services
from bot.services.access import Access
from bot.services.adding import join_adding
from bot.services.alerting import Alerts, Telling
from bot.services.audits import Audits
from bot.services.campaigns import Campaigns
from bot.services.cards import Cards
from bot.services.channels import Channels, Seen
from bot.services.connecting import Connections
from bot.services.control import Controls
from bot.services.desk import Desk
from bot.services.everywhere import Everywhere
from bot.services.files import Files
from bot.services.grants import Grants
from bot.services.home import Homes
from bot.services.hosts import Hosts
from bot.services.notices import Body, Notices
from bot.services.optouts import Canceling, Forgetting, Numbers, OptOutGuard, OptOuts
from bot.services.states import States
from bot.services.watching import Watcher
from bot.slack.blocks import alert as alert_blocks
from bot.slack.blocks import alerts as alerts_blocks
from bot.slack.blocks import control as control_blocks
from bot.texts import Texts


def join_services(desk: Desk, api: CallsApi) -> Services:
    """All services on one desk."""
    hosts, access = Hosts(desk, api), Access(desk)
    registry, states = Campaigns(desk, access), States(desk, hosts)
    controls = Controls(desk, hosts, access, registry, states)
    cards, notices = Cards(desk, access, registry), Notices(desk, _control_words)
    numbers, canceling = Numbers(desk, registry), Canceling(desk, hosts)
    return Services(
        desk=desk,
        hosts=hosts,
        access=access,
        grants=Grants(desk, access, registry),
        audits=Audits(desk, access),
        opt_outs=OptOuts(desk, access, numbers, canceling),
        forgetting=Forgetting(desk, access, numbers, canceling),
        campaigns=registry,
        connections=Connections(desk, api, access),
        states=states,
        controls=controls,
        homes=Homes(desk, access, cards),
        everywhere=Everywhere(desk, access, registry, controls),
        cards=cards,
        files=Files(desk, access),
        channels=Channels(desk, access),
        seen=Seen(desk),
        notices=notices,
        alerts=Alerts(desk, access, registry),
        telling=Telling(desk, notices, _line_words),
        watcher=Watcher(desk, hosts, _token_words),
        adding=join_adding(desk, access, registry, cards, [OptOutGuard(desk)]),
    )


def _line_words(t: Texts, line: ThreadLine) -> Body:
    return alert_blocks.thread_line(t, line).body()


def _token_words(t: Texts, campaign: Campaign) -> Body:
    return alerts_blocks.token_died(t, campaign).body()


def _control_words(t: Texts, result: Controlled, zone: tzinfo) -> Body:
    return control_blocks.told(t, result, zone).body()
