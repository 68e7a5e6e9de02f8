"""Reads one CallJobParameters: the phone, its payload and its policy."""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

import orjson

from simulators.calls_api import errors
from simulators.calls_api.calling.policy import NO_POLICY, CallPolicy
from simulators.calls_api.reading.phones import read_phone
from simulators.calls_api.reading.policies import POLICY_FIELDS, read_policy
from simulators.calls_api.reading.zones import BadZone, zone_of_phone

_FIELDS: Final = POLICY_FIELDS | {"phone", "payload", "externalCheck"}
_PLAIN: Final = frozenset({"phone", "payload"})


@dataclass(frozen=True, slots=True)
class Parameters:
    phone: str
    sent: str
    payload: dict[str, Any] | None
    policy: CallPolicy
    inherits: bool


def read_parameters(row: Any, base: CallPolicy, numbering: str) -> Parameters:
    """One number of an addPhones request, under the campaign's policy ``base``."""
    if not isinstance(row, dict):
        raise errors.unreadable("An item is not an object")
    phone, sent = read_phone(row.get("phone"), numbering)
    payload = row.get("payload")
    if not isinstance(payload, dict | None):
        raise errors.unreadable("payload is not an object")
    own = {} if row.keys() <= _PLAIN else _own_fields(row)
    policy = _policy_of(own, sent) if own else NO_POLICY
    if policy.needs_zone(base) or row.get("gmtZone") == "":
        policy = replace(policy, zone=zone_of_phone(phone))
    return Parameters(phone, sent, payload, policy, inherits=not own)


def _own_fields(row: dict[str, Any]) -> dict[str, Any]:
    """The fields of a policy that the number carries; null is the same as not given."""
    if strange := row.keys() - _FIELDS:
        raise errors.unreadable(f"Unknown fields: {', '.join(sorted(strange))}")
    _check_external(row.get("externalCheck"))
    return {name: row[name] for name in sorted(POLICY_FIELDS) if row.get(name) is not None}


def _policy_of(own: dict[str, Any], sent: str) -> CallPolicy:
    try:
        return _read_once(orjson.dumps(own))
    except BadZone:
        raise errors.typed(
            "phone.gmtZone.bad.format",
            "Time zone has a bad format",
            phone=sent,
            gmtZone=str(own["gmtZone"]),
        ) from None


@lru_cache(maxsize=4096)
def _read_once(own: bytes) -> CallPolicy:
    return read_policy(orjson.loads(own))


def _check_external(check: Any) -> None:
    if check is None:
        return
    url = check.get("externalCheckUrl") if isinstance(check, dict) else None
    if not isinstance(url, str) or not url.startswith(("http://", "https://")):
        raise errors.unreadable("externalCheck needs an externalCheckUrl")
    retries = check.get("externalCheckMaxRetries", 0)
    if not isinstance(retries, int) or isinstance(retries, bool) or retries < 0:
        raise errors.unreadable("externalCheckMaxRetries is not a count")
