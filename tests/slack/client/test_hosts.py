"""The bot token goes to Slack and to the configured host, whatever an address looks like."""

import pytest

from bot.slack.client.hosts import SlackHosts, proxy_for

REAL = SlackHosts("https://slack.com/api/")
LOCAL = SlackHosts("http://127.0.0.1:8080/api/")
OWN = SlackHosts("https://slack.example.com/api/")


@pytest.mark.parametrize(
    "url",
    [
        "https://files.slack.com/files-pri/T1-F1/a.csv",
        "https://slack.com/api/files.info",
        "https://FILES.SLACK.COM/x",
        "https://files.slack.com:443/x",
    ],
)
def test_slacks_own_hosts_may_have_it(url):
    assert REAL.may_get_token(url) and OWN.may_get_token(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://files.slack.com/x",
        "https://files.slack.com:8443/x",
        "https://slack.com.evil.example/x",
        "https://evilslack.com/x",
        "https://files.slack.com@evil.example/x",
        "https://evil.example\\@files.slack.com/x",
        "https://evil.example/\n.slack.com",
        "https://evil.example#.slack.com",
        "https://files.slack.com:99999/x",
        "//files.slack.com/x",
        "file:///etc/passwd",
        "ftp://files.slack.com/x",
        "http://127.0.0.1:9/x",
        "",
    ],
)
def test_nobody_else_gets_it(url):
    assert not REAL.may_get_token(url) and not REAL.may_get_response(url)


def test_the_configured_host_may_have_it_by_its_own_scheme_only():
    assert OWN.may_get_token("https://slack.example.com/files/1")
    assert not OWN.may_get_token("http://slack.example.com/files/1")
    assert not REAL.may_get_token("https://slack.example.com/files/1")


def test_a_local_slack_may_serve_files_by_any_name_of_this_machine():
    assert LOCAL.may_get_token("http://localhost:9000/files/1")
    assert LOCAL.may_get_token("http://[::1]:9000/files/1")
    assert not LOCAL.may_get_token("http://10.0.0.1/files/1")


def test_answers_go_to_the_hooks_of_slack_and_to_no_other_of_its_hosts():
    assert REAL.may_get_response("https://hooks.slack.com/commands/T1/1/abc")
    assert not REAL.may_get_response("https://files.slack.com/commands/T1/1/abc")
    assert LOCAL.may_get_response("http://127.0.0.1:8080/response/1")


def test_a_proxy_is_used_as_the_environment_says_but_never_for_loopback(monkeypatch):
    monkeypatch.setenv("HTTPS_PROXY", "http://proxy.example:3128")
    monkeypatch.setenv("NO_PROXY", "slack.example.com")
    assert proxy_for("https://slack.com/api/") == "http://proxy.example:3128"
    assert proxy_for("wss://wss-primary.slack.com/link") == "http://proxy.example:3128"
    assert proxy_for("https://slack.example.com/api/") is None
    assert proxy_for("http://127.0.0.1:8080/api/") is None
    assert proxy_for("http://localhost:8080/api/") is None
