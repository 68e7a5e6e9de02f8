"""Why a host did not do what it was asked, in words for people.

The Calls API's errors are written for the log; here each kind of them gets the sentence that a
person is told. None holds a phone, a token or the host's own words.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.calls_api import (
    CallsApiError,
    CampaignStateRefused,
    Forbidden,
    HostDown,
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
from bot.domain.campaign_state import LABELS
from bot.errors import HostTrouble
from bot.texts import N_

_KINDS: Mapping[type[CallsApiError], str] = {
    CallsApiError: N_("it cannot be used as a Calls API."),
    RateLimited: N_("it asks for a pause between requests."),
    InvalidToken: N_("it knows no campaign with this token."),
    RouteAbsent: N_("it has no such function."),
    Refusal: N_("it said no and gave no reason."),
    Forbidden: N_("it lets nobody in; a proxy or a firewall may stand before it."),
    RequestTooLarge: N_("the request is too large for it."),
    HostDown: N_("it does not answer as it should."),
    UnexpectedAnswer: N_("it answered what nobody expected."),
    TooLarge: N_("its answer is too large."),
    NotCallsApi: N_("it does not speak the Calls API."),
    NotSent: N_("there is no connection to it."),
    Unclear: N_("its answer was lost."),
}
_NO_CONNECTION: Mapping[str, str] = {
    "name": N_("there is no host of that name."),
    "tls": N_("its certificate is not trusted."),
    "refused": N_("it takes no connection."),
    "timeout": N_("it did not answer in time."),
    "address": N_("its name leads to a private address."),
}


def in_words(error: CallsApiError) -> HostTrouble:
    """The error as the second half of a sentence, after a colon."""
    if isinstance(error, CampaignStateRefused) and error.state in LABELS:
        return HostTrouble(N_("the campaign is {state}."), state=LABELS[error.state])
    if isinstance(error, NotSent) and error.reason in _NO_CONNECTION:
        return HostTrouble(_NO_CONNECTION[error.reason])
    kind = next(kind for kind in type(error).__mro__ if kind in _KINDS)
    sentence = _KINDS[kind]
    if kind is Refusal and isinstance(error, Refusal) and error.told:
        return HostTrouble(N_("it said no ({code})."), code=error.told)
    return HostTrouble(sentence)
