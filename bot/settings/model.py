"""The settings as values, one attribute a variable of the same name."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict
from sqlalchemy.engine import URL, make_url

from bot.settings import addresses, readers

Language = Literal["en", "ru"]
LogLevel = Literal["debug", "info", "warning", "error", "critical"]
LogFormat = Literal["console", "json"]

_HOSTS = ("*.just-ai.com", "app.jaicp.com", "app.aimylogic.com", "platform.tovie.ai")


def _token(prefix: str) -> AfterValidator:
    return AfterValidator(lambda token: readers.slack_token(token, prefix))


def _word(*words: str) -> BeforeValidator:
    return BeforeValidator(lambda text: readers.one_word_of(text, words))


class Settings(BaseSettings):
    """What ``load_settings`` read. Secrets hide themselves; the database URL hides its password.

    ``slack_bot_token`` and ``secret_key`` are empty only where a verb said that it needs neither.
    """

    model_config = SettingsConfigDict(
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        arbitrary_types_allowed=True,
    )

    slack_bot_token: Annotated[SecretStr, _token("xoxb-")] = SecretStr("")
    slack_app_token: Annotated[SecretStr, _token("xapp-")] | None = None
    slack_signing_secret: Annotated[SecretStr, AfterValidator(readers.signing_secret)] | None = None
    slack_api_url: Annotated[str, AfterValidator(addresses.base_url)] = "https://slack.com/api/"
    public_url: Annotated[str, AfterValidator(addresses.base_url)] | None = None
    slash_command: Annotated[str, AfterValidator(readers.slash_command)] = "/campaign"
    host: str = "0.0.0.0"  # noqa: S104 - a container's port is reached from outside by design.
    port: int = Field(3000, ge=0, le=65535)
    database_url: Annotated[URL, NoDecode, BeforeValidator(readers.database_url)] = make_url(
        "sqlite:///callboard.db"
    )
    secret_key: Annotated[
        tuple[SecretStr, ...],
        NoDecode,
        BeforeValidator(readers.split_list),
        AfterValidator(readers.secret_keys),
    ] = ()
    admin_users: Annotated[
        tuple[str, ...],
        NoDecode,
        BeforeValidator(readers.split_list),
        AfterValidator(readers.user_ids),
    ] = ()
    calls_hosts: Annotated[
        tuple[Annotated[str, AfterValidator(addresses.host_pattern)], ...],
        NoDecode,
        BeforeValidator(readers.split_list),
    ] = _HOSTS
    watch_seconds: float = Field(30.0, ge=0.05, le=86_400, allow_inf_nan=False)
    alert_group_seconds: float = Field(20.0, ge=0, le=3_600, allow_inf_nan=False)
    settle_seconds: float = Field(150.0, ge=0, le=86_400, allow_inf_nan=False)
    retention_days: int = Field(90, ge=1, le=3_650)
    default_region: Annotated[str, AfterValidator(readers.region)] | None = None
    default_timezone: Annotated[ZoneInfo, BeforeValidator(readers.zone)] = ZoneInfo("UTC")
    default_language: Annotated[Language, _word("en", "ru")] = "en"
    log_level: Annotated[LogLevel, _word("debug", "info", "warning", "error", "critical")] = "info"
    log_format: Annotated[LogFormat, _word("console", "json")] = "console"

    @field_validator("*", mode="before")
    @classmethod
    def _strip(cls, text: object) -> object:
        return text.strip() if isinstance(text, str) else text

    @property
    def socket_mode(self) -> bool:
        """Whether Slack is reached over Socket Mode; else it sends signed HTTP requests."""
        return self.slack_app_token is not None

    @property
    def is_sqlite(self) -> bool:
        """Whether the database is a file, which means one process."""
        return self.database_url.get_backend_name() == "sqlite"

    @property
    def sqlite_path(self) -> Path | None:
        """The database's file; nothing on PostgreSQL."""
        return Path(str(self.database_url.database)) if self.is_sqlite else None

    @property
    def port_given(self) -> bool:
        """Whether PORT was set: a ``worker`` opens its health page only then."""
        return "port" in self.model_fields_set
