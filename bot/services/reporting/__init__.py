"""Reports: the summary of a campaign, rows asked from its host, files, and one person anywhere."""

from bot.services.reporting.files import ReportFiles
from bot.services.reporting.finding import Finder
from bot.services.reporting.lookups import Lookups
from bot.services.reporting.summaries import Reports

__all__ = ["Finder", "Lookups", "ReportFiles", "Reports"]
