"""GET campaign and GET status."""

from simulators.calls_api import words
from simulators.calls_api.answers import TEXT, Answer, json_answer
from simulators.calls_api.calling.campaign import Campaign
from simulators.calls_api.routes.asked import Asked
from simulators.calls_api.routes.rows import campaign_word, stamp


def get_campaign(asked: Asked) -> Answer:
    campaign, host = asked.campaign, asked.host
    return json_answer(
        {
            "id": campaign.id,
            "name": campaign.name,
            "projectName": campaign.project_name,
            "creationDate": stamp(host, campaign.created_at),
            "botId": campaign.bot_id,
            "startTime": stamp(host, campaign.started_at),
            "endTime": stamp(host, campaign.ended_at),
            "status": campaign_word(host, campaign.state),
            "maxSimultaneousCalls": campaign.lines,
            "shortReport": _short_report(campaign),
        }
    )


def _short_report(campaign: Campaign) -> dict[str, int]:
    return {
        "totalNumbers": len(campaign.ledger.jobs),
        "processedNumbers": len(campaign.ledger.finished),
        "usedTalkingTime": campaign.talk_seconds,
        "usedAsrSeconds": campaign.talk_seconds // 2,
        "inProcessCalls": len(campaign.ledger.running),
        "retryCalls": campaign.ledger.counts[words.ON_RETRY],
    }


def get_status(asked: Asked) -> Answer:
    word = campaign_word(asked.host, asked.campaign.state)
    if asked.host.status_form == "quoted":
        return json_answer(word)
    return Answer(200, word.encode(), TEXT)
