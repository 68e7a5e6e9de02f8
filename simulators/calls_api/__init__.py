"""A stand-in for the JAICP Calls API: campaigns that really dial, and faults on order."""

from simulators.calls_api.server import CallsApi
from simulators.calls_api.sim_campaign import SimCampaign

__all__ = ["CallsApi", "SimCampaign"]
