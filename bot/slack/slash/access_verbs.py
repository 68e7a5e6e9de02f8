"""The verbs of opt-outs, rights and their record: rows of the table, and how they are read."""

from __future__ import annotations

from typing import NoReturn, get_args

from bot.slack.slash.arguments import Arguments
from bot.slack.slash.intents import Access, AccessAction, Audit, Forget, OptOut, Subject
from bot.slack.slash.verb import Role, Verb, read_named
from bot.texts import N_

_ACTIONS: dict[str, AccessAction] = {"grant": "grant", "revoke": "revoke"}
ROLES: tuple[str, ...] = get_args(Role)


def read_forget(arguments: Arguments) -> Forget:
    return Forget(arguments.take_one_phone())


def read_optout(arguments: Arguments) -> OptOut:
    remove = arguments.take_keyword("remove") is not None
    phones = arguments.take_phones()
    if remove and not phones:
        arguments.lack(N_("Say which phones."))
    return OptOut(phones, remove)


def read_access(arguments: Arguments) -> Access:
    if arguments.peek() is None:
        return Access("show")
    action = _ACTIONS.get(arguments.take_keyword(*_ACTIONS) or "")
    if action is None:
        arguments.refuse_action(None)
    return _read_right(arguments, action)


def _read_right(arguments: Arguments, action: AccessAction) -> Access:
    subject = _take_subject(arguments)
    role = arguments.take_keyword(*ROLES)
    if role is None and action == "grant":
        _lack_role(arguments)
    name = arguments.take_name()
    arguments.finish()
    return Access(action, subject, role, name)


def _take_subject(arguments: Arguments) -> Subject:
    word = arguments.peek()
    if word is None or word.kind not in ("user", "group"):
        arguments.lack(N_("Say who with Slack's own @mention, so that it becomes a link."))
    is_group = word.kind == "group"
    if not word.text.isalnum() or word.text.startswith("S") is not is_group:
        arguments.refuse(word)
    arguments.take_word()
    return Subject("group" if is_group else "user", word.text)


def _lack_role(arguments: Arguments) -> NoReturn:
    if arguments.peek():
        arguments.finish()
    arguments.lack(N_("Say which role: viewer, operator or admin."))


ACCESS_VERBS: tuple[Verb, ...] = (
    Verb(
        "optout",
        "optout [PHONE…] | optout remove PHONE…",
        N_(
            "Never call these again in any campaign, and cancel what is queued for them. Without "
            "phones, a window for a list."
        ),
        "operator",
        read_optout,
        keywords=("remove",),
        hints=("blacklist", "block", "unsubscribe", "opt-out", "dnc"),
        runnable="optout",
    ),
    Verb(
        "forget",
        "forget PHONE",
        N_("Erase a person's data here, and cancel what is queued; an opt-out stays."),
        "admin",
        read_forget,
        hints=("erase", "gdpr"),
    ),
    Verb(
        "access",
        "access | access grant @user|@group ROLE [NAME] | access revoke @user|@group [ROLE] [NAME]",
        N_("What you may do here; for admins, who may do what."),
        "admin",
        read_access,
        keywords=("grant", "revoke", *ROLES),
        hints=("roles", "permissions", "rights", "grant", "revoke"),
        runnable="access",
    ),
    Verb(
        "audit",
        "audit [NAME]",
        N_("Who did what and when, refusals too."),
        "admin",
        read_named(Audit),
        examples=("audit spring",),
        hints=("log", "journal"),
        runnable="audit",
    ),
)
