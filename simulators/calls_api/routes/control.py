"""control/start, pause, resume, stop: 200 with an empty body, or the other envelope."""

from simulators.calls_api.answers import Answer
from simulators.calls_api.calling.states import obey
from simulators.calls_api.routes.asked import Asked


def control(asked: Asked) -> Answer:
    obey(asked.campaign, asked.route.removeprefix("control/"), asked.moment)
    return Answer()
