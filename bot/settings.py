"""Settings from the environment or baton.toml; what is off is simply not set."""

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)
from sqlalchemy import make_url

from bot.vault import new_key


class Settings(BaseSettings):
    """Everything that can be set; the environment wins over the file."""

    model_config = SettingsConfigDict(env_prefix="BATON_", toml_file="baton.toml", extra="forbid")

    database_url: str = "sqlite:///baton.db"
    secret_key: SecretStr | None = None
    zone: str = "Asia/Shanghai"

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

    def key(self) -> str:
        """Return the secret key; beside an SQLite file one is made once, on PostgreSQL it must be set."""
        if self.secret_key is not None:
            return self.secret_key.get_secret_value()
        url = make_url(self.database_url)
        if url.get_backend_name() != "sqlite":
            raise ValueError("BATON_SECRET_KEY must be set when the store is PostgreSQL; `baton key` prints a new one")
        path = Path(url.database or "baton.db").with_suffix(".key")
        try:
            with path.open("x") as file:
                path.chmod(0o600)
                file.write(new_key())
        except FileExistsError:
            pass
        return path.read_text().strip()
