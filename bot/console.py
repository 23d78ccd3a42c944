"""What every command at the command line does: reads the settings, finds the store, fails in one sentence."""

import sys
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from bot.settings import Settings
    from storage.store import Store


def settings() -> "Settings":
    """Read the settings, and keep their secrets out of every line from now on."""
    from bot import logs
    from bot.settings import Settings

    found = Settings()
    logs.configure(secrets=found.secrets())
    return found


def store() -> "Store":
    """Open the store that is there."""
    from storage import schema
    from storage.store import Store

    found = settings()
    must_exist(found)
    schema.ready(found.database_url, migrate_empty=False)
    return Store(found.database_url, connections=1)


def must_exist(settings: "Settings") -> None:
    """Refuse to go on where there is no store yet."""
    path = settings.file()
    if path is not None and not path.exists():
        fail(f"there is no store at {path}: `baton serve` or `baton migrate` makes one")


def fail(why: str) -> NoReturn:
    """End with what is wrong."""
    typer.echo(f"baton: {why}", err=True)
    sys.exit(2)
