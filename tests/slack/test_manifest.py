"""The app manifest is what Slack accepts, and asks for no more than is used."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import BadInput
from bot.slack.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES, as_yaml, manifest

HERE = Path(__file__).parent
SCHEMA = json.loads((HERE / "slack-manifest.schema.json").read_text())
PRINTED = st.characters(codec="utf-8", categories=["L", "N", "P", "S", "Zs"])
URL = "https://bot.example.com/slack/events"


@pytest.mark.parametrize(
    "made",
    [manifest(), manifest("/call", "https://bot.example.com", socket_mode=False)],
    ids=["socket mode", "http"],
)
def test_slack_accepts_the_manifest(made):
    jsonschema.validate(made, SCHEMA)


def test_the_file_in_the_repository_is_what_the_bot_prints():
    assert (HERE.parents[1] / "manifest.yaml").read_text() == as_yaml(manifest())


def test_the_printed_text_says_the_same_as_the_manifest():
    for made in (manifest(), manifest("/call", "https://bot.example.com/", socket_mode=False)):
        assert yaml.safe_load(as_yaml(made)) == made


@given(
    st.dictionaries(
        st.sampled_from(["name", "bot_events", "request_url"]),
        st.one_of(
            st.booleans(),
            st.lists(st.text(PRINTED, max_size=9), min_size=1, max_size=3),
            st.text(PRINTED, max_size=30),
            st.sampled_from(["yes", "No", "null", "a: b", "- x", "#1", "x:", "12", "1e3", ""]),
        ),
        min_size=1,
    )
)
def test_whatever_a_setting_holds_yaml_reads_it_back(value):
    assert yaml.safe_load(as_yaml(value)) == value


def test_in_http_mode_slack_is_told_where_the_bot_is():
    made = manifest("/call", "https://bot.example.com/", socket_mode=False)
    settings = made["settings"]
    assert made["features"]["slash_commands"][0]["url"] == URL
    assert made["features"]["slash_commands"][0]["command"] == "/call"
    assert settings["event_subscriptions"]["request_url"] == URL
    assert settings["interactivity"]["request_url"] == URL
    assert settings["interactivity"]["message_menu_options_url"] == URL
    assert settings["socket_mode_enabled"] is False


def test_in_socket_mode_no_address_is_told():
    assert "http" not in as_yaml(manifest(public_url="https://bot.example.com"))
    assert manifest()["settings"]["socket_mode_enabled"] is True


def test_http_mode_without_an_address_is_refused_in_words():
    with pytest.raises(BadInput, match="PUBLIC_URL"):
        manifest(socket_mode=False)


def test_every_event_has_its_scope_and_optional_scopes_stand_in_both_lists():
    scopes = manifest()["oauth_config"]["scopes"]
    assert {scope for scope in EVENTS.values() if scope} <= {*SCOPES, *OPTIONAL_SCOPES}
    assert set(scopes["bot_optional"]) == set(OPTIONAL_SCOPES) <= set(scopes["bot"])
    assert set(scopes["bot"]) == {*SCOPES, *OPTIONAL_SCOPES}


def test_no_agent_feature_is_on_or_guests_would_lose_the_app():
    features = manifest()["features"]
    assert not {"assistant_view", "agent_view"} & set(features)
