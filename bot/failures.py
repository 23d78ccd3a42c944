"""What can be expected to go wrong at the command line, in one sentence each."""

import sqlite3
import tomllib

from pydantic import ValidationError
from sqlalchemy.exc import DBAPIError

from bot.backup import BackupError
from bot.importing.refusal import FileRefused
from bot.logs import Redactor
from bot.settings import SettingsError
from storage.schema import SchemaMismatch
from storage.store import Conflict, Late


class CannotListen(Exception):
    """The address cannot be listened on; says why."""


def sentence(error: Exception) -> str | None:
    """Say what is wrong and what helps; None for what nobody foresaw."""
    said = None
    match error:
        case SettingsError() | SchemaMismatch() | BackupError() | FileRefused() | CannotListen():
            said = str(error)
        case ValidationError():
            said = "; ".join(
                _setting(fault["loc"], fault["msg"].removeprefix("Value error, "))
                for fault in error.errors(include_input=False)
            )
        case tomllib.TOMLDecodeError():
            said = f"baton.toml cannot be read: {error}"
        case Late() | Conflict():
            said = "the database is busy: somebody else holds it; try again"
        case DBAPIError():
            said = _database(error)
        case OSError() if error.filename is not None:
            said = f"{error.filename}: {(error.strerror or str(error)).lower()}"
    return said


def _setting(place: tuple[int | str, ...], why: str) -> str:
    name = ".".join(map(str, place))
    return f"the setting BATON_{name.upper()} ({name} in baton.toml) is wrong: {why[:1].lower()}{why[1:]}"


def _database(error: DBAPIError) -> str:
    """The driver's first line, which says why, without the statement."""
    why = str(error.orig).strip().partition("\n")[0]
    if isinstance(error.orig, sqlite3.Error):
        return f"the database cannot be used: {why}"
    return f"the database does not answer: {Redactor().text(why)}"
