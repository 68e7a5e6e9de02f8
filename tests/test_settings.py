"""What an operator writes into the environment or .env, and what they are told when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.settings import Settings, SettingsError, load_settings

GOOD = {
    "SLACK_BOT_TOKEN": "xoxb-1-good",
    "SLACK_APP_TOKEN": "xapp-1-good",
    "SECRET_KEY": Fernet.generate_key().decode(),
}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def write(tmp_path: Path) -> Path:
    return tmp_path / ".env"


def read(write: Path, needs: set[str] | None = None, /, **values: str) -> Settings:
    write.write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    return load_settings() if needs is None else load_settings(needs)  # type: ignore[arg-type]


def faults(write: Path, /, **values: str) -> dict[str, str]:
    with pytest.raises(SettingsError) as caught:
        read(write, **values)
    return {fault.name: fault.text for fault in caught.value.faults}


def test_three_variables_are_enough_and_the_rest_has_the_documented_defaults(write: Path) -> None:
    settings = read(write, **GOOD)
    assert settings.socket_mode
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.slash_command == "/campaign"
    assert (settings.port, settings.port_given) == (3000, False)
    assert settings.sqlite_path == Path("callboard.db")
    assert settings.calls_hosts == (
        "*.just-ai.com",
        "app.jaicp.com",
        "app.aimylogic.com",
        "platform.tovie.ai",
    )
    assert (settings.watch_seconds, settings.alert_group_seconds) == (30, 20)
    assert (settings.settle_seconds, settings.retention_days) == (150, 90)
    assert (settings.default_region, settings.default_timezone.key) == (None, "UTC")
    assert (settings.default_language, settings.log_level) == ("en", "info")
    assert settings.log_format == "console"


def test_the_environment_wins_over_the_file(write: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WATCH_SECONDS", "0.5")
    assert read(write, **GOOD, WATCH_SECONDS="5").watch_seconds == 0.5


def test_an_empty_variable_counts_as_unset(write: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "")
    settings = read(write, **GOOD, PORT="", DEFAULT_REGION="", ADMIN_USERS="")
    assert (settings.port, settings.port_given, settings.admin_users) == (3000, False, ())


def test_every_fault_stands_in_one_list(write: Path) -> None:
    found = faults(
        write,
        SLACK_BOT_TOKEN="xapp-1-mixed-up",
        SECRET_KEY="too-short",
        WATCH_SECONDS="often",
        DEFAULT_REGION="UK",
        DEFAULT_TIMEZONE="Moscow",
        LOG_FORMAT="xml",
    )
    assert set(found) == {
        "SLACK_BOT_TOKEN",
        "SLACK_APP_TOKEN",
        "SECRET_KEY",
        "WATCH_SECONDS",
        "DEFAULT_REGION",
        "DEFAULT_TIMEZONE",
        "LOG_FORMAT",
    }
    assert "SLACK_APP_TOKEN" in found["SLACK_BOT_TOKEN"]
    assert "python -m bot key" in found["SECRET_KEY"]


def test_the_list_holds_no_secret(write: Path) -> None:
    key = Fernet.generate_key().decode()
    with pytest.raises(SettingsError) as caught:
        read(
            write,
            SLACK_BOT_TOKEN="xoxp-stray",
            SLACK_SIGNING_SECRET="xoxb-stray",
            SECRET_KEY=f"{key},{key}stray",
            DATABASE_URL="mysql://me:stray@db/callboard",
            SLACK_API_URL="http://stray.example/",
            CALLS_HOSTS="https://stray/api",
        )
    text = str(caught.value)
    assert len(caught.value.faults) == 6
    assert "stray" not in text
    assert key not in text
    assert caught.value.__cause__ is None
    assert caught.value.__context__ is None


def test_secrets_hide_in_the_settings_repr(write: Path) -> None:
    settings = read(write, **GOOD, DATABASE_URL="postgresql://me:hidden@db/callboard")
    shown = repr(settings) + str(settings.database_url)
    assert not any(secret in shown for secret in (*GOOD.values(), "hidden"))


def test_without_an_app_token_the_signing_secret_is_enough(write: Path) -> None:
    values = {**GOOD, "SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "8f742231b10e"}
    assert not read(write, **values).socket_mode


def test_http_mode_needs_a_port(write: Path) -> None:
    values = {**GOOD, "SLACK_APP_TOKEN": "", "SLACK_SIGNING_SECRET": "8f742231b10e"}
    assert set(faults(write, **values, PORT="0")) == {"PORT"}
    assert read(write, **GOOD, PORT="0").port_given


def test_a_misspelt_variable_is_pointed_out(write: Path) -> None:
    found = faults(write, SLACK_BOTTOKEN="xoxb-1", SECRET_KEYS="x", SLACK_APP_TOKEN="xapp-1-a")
    assert "SLACK_BOTTOKEN is set" in found["SLACK_BOT_TOKEN"]
    assert "SECRET_KEYS is set" in found["SECRET_KEY"]


def test_a_file_that_is_no_text_is_named(write: Path) -> None:
    write.write_bytes("DEFAULT_REGION=Россия".encode("utf-16"))
    with pytest.raises(SettingsError, match=r"\.env: no text"):
        load_settings()


def test_a_verb_is_not_stopped_by_what_it_does_not_use(write: Path) -> None:
    settings = read(
        write, {"database"}, SLACK_BOT_TOKEN="nonsense", WATCH_SECONDS="x", PORT="99999"
    )
    assert settings.port == 3000
    with pytest.raises(SettingsError, match="DATABASE_URL"):
        read(write, {"database"}, DATABASE_URL="oracle://db/x")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("sqlite:///callboard.db", "sqlite:///callboard.db"),
        ("postgres://me@db:5432/calls", "postgresql+psycopg://me@db:5432/calls"),
        (
            "postgresql://me@db/calls?sslmode=require&application_name=x",
            "postgresql+psycopg://me@db/calls?application_name=x&sslmode=require",
        ),
        ("postgresql:///calls?host=/run/pg", "postgresql+psycopg:///calls?host=%2Frun%2Fpg"),
    ],
)
def test_database_urls_get_their_driver(write: Path, written: str, meant: str) -> None:
    assert str(read(write, **GOOD, DATABASE_URL=written).database_url) == meant


@pytest.mark.parametrize(
    "written",
    [
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///missing/x.db",
        "postgresql://db",
        "callboard.db",
    ],
)
def test_a_database_that_cannot_be_is_refused(write: Path, written: str) -> None:
    assert set(faults(write, **GOOD, DATABASE_URL=written)) == {"DATABASE_URL"}


def test_several_keys_newest_first(write: Path) -> None:
    new, old = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    settings = read(write, **{**GOOD, "SECRET_KEY": f"{new}, {old}"})
    assert [key.get_secret_value() for key in settings.secret_key] == [new, old]
    assert "key 2 of 2" in faults(write, **{**GOOD, "SECRET_KEY": f"{new},x"})["SECRET_KEY"]


def test_hosts_may_carry_a_wildcard_or_a_port(write: Path) -> None:
    written = "*.Example.com, zb04.just-ai.com,127.0.0.1:8090,[::1]:8090,звонки.рф"
    assert read(write, **GOOD, CALLS_HOSTS=written).calls_hosts == (
        "*.example.com",
        "zb04.just-ai.com",
        "127.0.0.1:8090",
        "[::1]:8090",
        "xn--b1ajehof.xn--p1ai",
    )


@pytest.mark.parametrize(
    "written", ["good.com,https://x.com/path", "*", "a b/c", "x.com:0", "[::1", "-x"]
)
def test_hosts_that_are_none_are_refused(write: Path, written: str) -> None:
    assert "entry" in faults(write, **GOOD, CALLS_HOSTS=written)["CALLS_HOSTS"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "70000"),
        ("WATCH_SECONDS", "0"),
        ("WATCH_SECONDS", "nan"),
        ("RETENTION_DAYS", "0"),
        ("SETTLE_SECONDS", "-1"),
        ("SLASH_COMMAND", "campaign"),
        ("ADMIN_USERS", "@anna"),
        ("DEFAULT_LANGUAGE", "de"),
        ("LOG_LEVEL", "loud"),
        ("SLACK_API_URL", "http://slack.com/api/"),
        ("SLACK_API_URL", "https://me:pw@slack.com/api/"),
        ("PUBLIC_URL", "bot.example.com"),
        ("PUBLIC_URL", "https://[bad"),
        ("SLACK_SIGNING_SECRET", "two words"),
    ],
)
def test_a_value_out_of_its_bounds_is_refused(write: Path, name: str, value: str) -> None:
    assert set(faults(write, **GOOD, **{name: value})) == {name}


def test_words_may_be_written_in_any_case(write: Path) -> None:
    settings = read(write, **GOOD, LOG_LEVEL="DEBUG", DEFAULT_LANGUAGE="RU", DEFAULT_REGION="ru")
    assert (settings.log_level, settings.default_language, settings.default_region) == (
        "debug",
        "ru",
        "RU",
    )


def test_the_base_url_of_the_web_api_ends_with_a_slash(write: Path) -> None:
    settings = read(write, **GOOD, SLACK_API_URL="http://127.0.0.1:8065/api")
    assert settings.slack_api_url == "http://127.0.0.1:8065/api/"
