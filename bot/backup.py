"""Backups: one file, taken while others write, and brought back into any empty store."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, make_url
from sqlalchemy.exc import SQLAlchemyError

from handlers.turn import calendar_of
from sales.calendar import WorkCalendar
from storage import ballots, copying, members, restoring, schema, workspaces
from storage.configs import Configs
from storage.snapshot import snapshot
from storage.store import Store
from templates.voice import Voice
from templates.words import Templates

MAGIC = b"SQLite format 3\0"
MARK = 0x4261746F  # "Bato" as SQLite's application id: a copy, and no store somebody works with


class BackupError(Exception):
    """A backup could not be made or brought back; says why and what helps."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What came back, and what a restored store keeps to itself."""

    rows: int
    skipped: int
    moved: int
    told: tuple[str, ...]


def backup(url: str, file: Path) -> int:
    """Write everything but what is sealed into one file, in one state; return how many rows that are."""
    _must_exist(url)
    schema.ready(url, migrate_empty=False)
    _may_replace(file)
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        rows = _fill(url, part)
        os.replace(part, file)
    except OSError as error:
        raise BackupError(f"the backup cannot be written to {file}: {error.strerror}") from error
    finally:
        part.unlink(missing_ok=True)
    return rows


def restore(url: str, file: Path, *, force: bool, now: datetime) -> Restored:
    """Bring a backup back; the restored store says nothing of what was waiting when it was made."""
    version = _version(file)
    if version not in schema.known():
        raise BackupError("the backup was made by a newer Baton: update this program; nothing was changed")
    if _same_file(url, file):
        raise BackupError("that file is the store itself; nothing was changed")
    schema.ready(url, migrate_empty=True)
    store = Store(url, connections=2)
    try:
        with _opened(file, version) as source, copying.unchecked(store), store.write() as db:
            if not workspaces.empty(db) and not force:
                raise BackupError("the store is not empty: --force replaces everything in it; nothing was changed")
            return _replace(source, db, now)
    finally:
        store.close()


def _fill(url: str, part: Path) -> int:
    target_url = f"sqlite:///{part}"
    schema.migrate(target_url)
    source, target = Store(url, connections=2), Store(target_url, connections=1)
    try:
        with snapshot(source) as whole, target.write() as db:
            rows = copying.copy(whole, db)
    finally:
        source.close()
        target.close()
    with sqlite3.connect(part) as plain:
        plain.execute(f"PRAGMA application_id = {MARK}")
        plain.execute("PRAGMA journal_mode = DELETE")  # one file, which can be read where nothing can be written
    plain.close()
    return rows


def _replace(source: Connection, db: Connection, now: datetime) -> Restored:
    copying.clear(db)
    rows = copying.copy(source, db)
    if not copying.holds_together(db):
        raise BackupError("the backup is damaged: some of its rows lead nowhere; nothing was changed")
    voice = Voice(Templates(), Configs(), restoring.every_door(db))
    silenced = [_silence(db, voice, id, now) for id in restoring.every_workspace(db)]
    return Restored(
        rows,
        sum(skipped for skipped, _, _ in silenced),
        sum(moved for _, moved, _ in silenced),
        tuple(name for _, _, name in silenced if name),
    )


def _silence(db: Connection, voice: Voice, id: int, now: datetime) -> tuple[int, int, str]:
    """Skip what was not sent, postpone what fell due, and tell one admin how many of each."""
    workspace = workspaces.find(db, id=id)
    config = voice.configs.of(db, workspace=id, version=workspace.config_version)
    morning = next_morning(calendar_of(config.calendar, workspace.zone), now)
    facts = {
        "skipped": restoring.skip_unsent(db, workspace=id),
        "moved": restoring.postpone_due(db, workspace=id, now=now, to=morning),
        "votes": ballots.still_open(db, workspace=id),
    }
    about = f"restored:{now.isoformat()}"
    admins = (one for one in members.everybody(db, workspace=id, now=now) if "admin" in one.roles)
    told = (
        admin.name
        for admin in admins
        if voice.to_member(db, admin, "restored", facts, workspace=id, about=about, now=now)
    )
    return facts["skipped"], facts["moved"], next(told, "")


def next_morning(calendar: WorkCalendar, now: datetime) -> datetime:
    """Return the next moment at which a working day begins."""
    today = calendar.next_working_moment(calendar.day_start(now))
    if today > now:
        return today
    tomorrow = calendar.day_start(now) + timedelta(hours=36)
    return calendar.next_working_moment(calendar.day_start(tomorrow))


def _version(file: Path) -> str:
    """The schema of a backup; says so when the file is none."""
    try:
        with file.open("rb") as opened:
            head = opened.read(len(MAGIC))
    except OSError as error:
        raise BackupError(f"{file} cannot be read: {error.strerror}") from error
    if head != MAGIC:
        raise BackupError(f"{file} is not a backup of Baton")
    try:
        with _reading(file) as engine, engine.connect() as db:
            found = db.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one()
            sound = db.exec_driver_sql("PRAGMA quick_check").scalar_one()
    except SQLAlchemyError as error:
        raise BackupError(f"{file} is not a backup of Baton, or it is damaged") from error
    if sound != "ok":
        raise BackupError(f"{file} is damaged: {sound}")
    return str(found)


@contextmanager
def _opened(file: Path, version: str) -> Iterator[Connection]:
    """Open a backup for reading; one of an older schema is brought up to date in a copy."""
    with TemporaryDirectory() as folder:
        if version != schema.newest():
            file = Path(shutil.copy(file, folder))
            schema.migrate(f"sqlite:///{file}")
        with _reading(file) as engine, engine.connect() as db:
            yield db


@contextmanager
def _reading(file: Path) -> Iterator[Engine]:
    address = f"file:{quote(str(file.resolve()))}?mode=ro"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True))
    try:
        yield engine
    finally:
        engine.dispose()


def _must_exist(url: str) -> None:
    path = _path(url)
    if path is not None and not path.exists():
        raise BackupError(f"there is no store at {path}")


def _may_replace(file: Path) -> None:
    """An older backup may be replaced, anything else is left alone."""
    if not file.exists():
        return
    with file.open("rb") as opened:
        head = opened.read(72)
    if head[: len(MAGIC)] != MAGIC or int.from_bytes(head[68:72]) != MARK:
        raise BackupError(f"{file} is there already and is not a backup; nothing was changed")


def _same_file(url: str, file: Path) -> bool:
    path = _path(url)
    return path is not None and path.exists() and path.samefile(file)


def _path(url: str) -> Path | None:
    made = make_url(url)
    return Path(made.database or "") if made.get_backend_name() == "sqlite" else None
