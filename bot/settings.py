"""Settings from the environment or baton.toml; what is off is simply not set."""

import os
import re
from contextlib import suppress
from pathlib import Path
from zoneinfo import available_timezones

from pydantic import SecretStr, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from bot.vault import Vault, new_key


class SettingsError(Exception):
    """A setting is missing or is not what it should be; says which and what helps."""


WEBHOOK = re.compile(r"[^=,]*[^=,\s][^=,]*=\s*[A-Za-z0-9_-]{16,64}\s*")
ADDRESSES = "it is sqlite:///FILE or postgresql://USER:PASSWORD@HOST/DATABASE"


class Settings(BaseSettings):
    """Everything that can be set; the environment wins over the file."""

    model_config = SettingsConfigDict(env_prefix="BATON_", toml_file="baton.toml", extra="forbid")

    database_url: str = "sqlite:///baton.db"
    secret_key: SecretStr | None = None
    zone: str = "Asia/Shanghai"
    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_api_url: str = "https://slack.com/api/"
    wecom_corp_id: str | None = None
    wecom_agent_id: int | None = None
    wecom_app_secret: SecretStr | None = None
    wecom_app_token: SecretStr | None = None
    wecom_app_aes_key: SecretStr | None = None
    wecom_bot_id: str | None = None
    wecom_bot_secret: SecretStr | None = None
    wecom_bot_token: SecretStr | None = None
    wecom_bot_aes_key: SecretStr | None = None
    wecom_bot_names: str = "销售助手,Baton"
    wecom_webhooks: SecretStr | None = None
    wecom_api_url: str = "https://qyapi.weixin.qq.com"
    wecom_socket_url: str = "wss://openws.work.weixin.qq.com"

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @field_validator("database_url")
    @classmethod
    def _is_an_address(cls, value: str) -> str:
        try:
            url = make_url(value)
        except ArgumentError:
            raise ValueError(ADDRESSES) from None
        if url.get_backend_name() not in ("sqlite", "postgresql") or not url.database:
            raise ValueError(ADDRESSES)
        return value

    @field_validator("zone")
    @classmethod
    def _is_a_zone(cls, value: str) -> str:
        if value not in available_timezones():
            raise ValueError("it is an IANA time zone, such as Asia/Shanghai or Europe/Berlin")
        return value

    @field_validator("wecom_webhooks")
    @classmethod
    def _are_names_and_keys(cls, value: SecretStr | None) -> SecretStr | None:
        told = "" if value is None else value.get_secret_value()
        wrong = [no for no, pair in enumerate(told.split(","), 1) if pair.strip() and not WEBHOOK.fullmatch(pair)]
        if wrong:
            raise ValueError(f"entry {wrong[0]} is not NAME=KEY; a key is what follows key= in a webhook's address")
        return value

    def file(self) -> Path | None:
        """Return where the store is when it is an SQLite file."""
        url = make_url(self.database_url)
        return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None

    def key_file(self) -> Path | None:
        """Return where the secret key is kept when it is not set: beside the SQLite file."""
        file = self.file()
        return None if file is None or self.secret_key is not None else file.with_suffix(".key")

    def key(self) -> str:
        """Return the secret key; beside an SQLite file one is made once, on PostgreSQL it must be set."""
        file = self.key_file()
        if file is not None and not file.exists():
            _keep_new_key(file)
        keys = self.known_key()
        if keys is None:
            raise SettingsError(
                "BATON_SECRET_KEY must be set when the store is PostgreSQL: `baton key` prints a new one"
            )
        try:
            Vault(keys)
        except ValueError:
            where = "BATON_SECRET_KEY" if file is None else str(file)
            raise SettingsError(f"{where} holds no secret key: `baton key` prints a new one") from None
        return keys

    def known_key(self) -> str | None:
        """Return the secret key if there is one already."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        file = self.key_file()
        return file.read_text(errors="replace").strip() if file is not None and file.exists() else None

    def secrets(self) -> list[str]:
        """Return everything that must never be read in a log."""
        password = make_url(self.database_url).password
        fields = (getattr(self, name) for name in type(self).model_fields if name != "secret_key")
        told = [field.get_secret_value() for field in fields if isinstance(field, SecretStr)]
        webhooks = self.webhooks().values()
        parts = (*(self.known_key() or "").split(","), str(password or ""), *told, *webhooks)
        return [part for part in parts if part]

    def webhooks(self) -> dict[str, str]:
        """Return the keys of the group webhooks by their names: `east=KEY,west=KEY`."""
        told = "" if self.wecom_webhooks is None else self.wecom_webhooks.get_secret_value()
        pairs = (pair.partition("=") for pair in told.split(",") if pair.strip())
        return {name.strip(): key.strip() for name, _, key in pairs}

    def bot_names(self) -> list[str]:
        """Return what the WeCom bot is called in groups, the longest name first."""
        names = (name.strip() for name in self.wecom_bot_names.split(","))
        return sorted(filter(None, names), key=len, reverse=True)


def _keep_new_key(file: Path) -> None:
    """Write a new key for nobody else to read, whole from the start; who comes second uses the first one's."""
    part = file.with_name(f".{file.name}.{os.getpid()}")
    with suppress(FileExistsError):
        with open(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as opened:
            opened.write(new_key())
        try:
            os.link(part, file)
        finally:
            part.unlink()
