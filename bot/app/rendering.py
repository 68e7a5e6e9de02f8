"""Joins every renderer's name in the outbox with what makes its message."""

from __future__ import annotations

from bot.scheduler import batch_renderers, report_renderers
from bot.scheduler.approval_renderers import approval_renderer, approval_told_renderer
from bot.scheduler.audit_renderer import audit_renderer
from bot.scheduler.renderers import (
    Renderers,
    automatic_pause_renderer,
    card_renderer,
    incident_renderer,
)
from bot.services import Services
from bot.services.approvals.ending import RENDER_APPROVAL_TOLD
from bot.services.asking import RENDER_APPROVAL
from bot.services.audits import AUDIT_FILE
from bot.services.numbers import RENDER as NUMBERS
from bot.services.reporting.files import RENDER as REPORT_FILE
from bot.services.schedules import RENDER as RESUME_TOLD
from bot.store.automatic_pauses import AUTOMATIC_PAUSE


def renderers(services: Services) -> Renderers:
    """What is rendered at the moment of sending."""
    return Renderers(
        bodies={
            "card": card_renderer(services.desk, services.cards, services.notices),
            "incident": incident_renderer(services.desk, services.alerts, services.notices),
            AUTOMATIC_PAUSE: automatic_pause_renderer(
                services.desk, services.pausing, services.notices
            ),
            "receipt": batch_renderers.receipt_renderer(services),
            "preview": batch_renderers.preview_renderer(services),
            "digest": report_renderers.digest_renderer(services),
            "digest_part": report_renderers.digest_renderer(services, is_part=True),
            NUMBERS: report_renderers.numbers_renderer(services),
            RENDER_APPROVAL: approval_renderer(services),
            RENDER_APPROVAL_TOLD: approval_told_renderer(services),
            RESUME_TOLD: report_renderers.resume_renderer(services),
        },
        files={
            "bad_rows": batch_renderers.bad_rows_renderer(services),
            AUDIT_FILE: audit_renderer(services.audits),
            "template": batch_renderers.template_renderer(services),
            REPORT_FILE: report_renderers.report_file_renderer(services),
        },
    )
