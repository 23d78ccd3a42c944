"""What every command at the command line does: reads the settings, finds the store, fails in one sentence."""

import sys
from typing import TYPE_CHECKING, NoReturn

import typer

if TYPE_CHECKING:
    from bot.settings import Settings


def settings() -> "Settings":
    """Read the settings, and keep their secrets out of every line from now on."""
    from bot import logs
    from bot.settings import Settings

    found = Settings()
    logs.configure(secrets=found.secrets())
    return found


def must_exist(settings: "Settings") -> None:
    """Refuse to go on where there is no store yet."""
    path = settings.file()
    if path is not None and not path.exists():
        fail(f"there is no store at {path}: `baton serve` or `baton migrate` makes one")


def fail(why: str) -> NoReturn:
    """End with what is wrong."""
    typer.echo(f"baton: {why}", err=True)
    sys.exit(2)
