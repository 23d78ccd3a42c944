"""The open store: where reads and writes get their connection, on SQLite and on PostgreSQL."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from storage.connection import Connections, QuickConnection
from storage.turnstile import Turnstile

BUSY_MS = 1_000
LOCK_MS = 700
STATEMENT_MS = 1_500
BURNT = "burnt"
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: an acknowledged commit survives a power cut
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": BUSY_MS,
    "temp_store": 2,
}


class Late(Exception):
    """The work could not be committed in time; nothing was written."""


class Conflict(Exception):
    """Two transactions stood in each other's way; the whole turn may be repeated."""


class Store:
    """One database, opened for a number of simultaneous connections."""

    def __init__(self, url: str, *, connections: int = 20) -> None:
        self.url = make_url(url)
        self.sqlite = self.url.get_backend_name() == "sqlite"
        if self.sqlite:
            self._writing = Connections(_sqlite(self.url, begin="BEGIN IMMEDIATE", connections=1))
            self._reading = Connections(_sqlite(self.url, begin="BEGIN", connections=connections))
        else:
            self._writing = self._reading = Connections(_postgres(self.url, connections=connections))
        # What was burnt before we were opened may still stand in the log of a process that was killed.
        self._burns = self.sqlite
        # One SQLite writer at a time: our writers wait here, first come, first served,
        # because SQLite's own waiting is a lottery that starves some of them.
        self._turnstile = Turnstile() if self.sqlite else None

    @contextmanager
    def write(self, *, until: float | None = None) -> Iterator[Connection]:
        """Open a transaction that commits at the end of the block and before the monotonic second `until`.

        Raises Late when it cannot, Conflict when another transaction was in the way.
        """
        with self._queued(until), _told_apart(), self._writing.one(until) as db:
            with db.begin():
                yield db
                if until is not None and time.monotonic() > until:
                    raise Late
            self._burns |= db.info.pop(BURNT, False)
            if self._burns and self.sqlite:
                self._burns = not _emptied(db)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a transaction that writes nothing."""
        with _told_apart(), self._reading.one() as db, db.begin():
            yield db

    @contextmanager
    def aside(self) -> Iterator[Connection]:
        """Lend the connection that writes come from with no transaction open, for its settings."""
        with self._queued(None), self._writing.one() as db:
            yield db

    @contextmanager
    def _queued(self, until: float | None) -> Iterator[None]:
        if self._turnstile is None:
            yield
            return
        if not self._turnstile.enter(until=until):
            raise Late
        try:
            yield
        finally:
            self._turnstile.leave()

    def engines(self) -> tuple[Engine, ...]:
        """The engines behind the store, for counting statements and for migrations."""
        return tuple(connections.engine for connections in self._connections())

    def close(self) -> None:
        """Give every connection back to the database."""
        for connections in self._connections():
            connections.close()

    def _connections(self) -> tuple[Connections, ...]:
        return (self._writing,) if self._writing is self._reading else (self._writing, self._reading)


def burn(db: Connection) -> None:
    """Have what this transaction deletes be gone from SQLite's log of changes as well, as soon as it is committed.

    In the pages themselves secure_delete overwrites it; the log would keep it until somebody writes over it.
    """
    db.info[BURNT] = True


def _emptied(db: Connection) -> bool:
    """Empty SQLite's log of changes; False while a reader still needs it, and then the next write tries again."""
    db.info["patience"] = 0
    cursor = db.connection.cursor()  # beside SQLAlchemy: no transaction may be open
    cursor.execute("PRAGMA busy_timeout = 0")
    busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    cursor.close()
    return not busy


@contextmanager
def _told_apart() -> Iterator[None]:
    try:
        yield
    except PoolTimeout as error:
        raise Late from error
    except (DBAPIError, sqlite3.Error) as error:
        raise _kind(error) from error


def _kind(error: DBAPIError | sqlite3.Error) -> Exception:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, sqlite3.OperationalError) and cause.sqlite_errorcode & 0xFF in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    ):
        return Late()
    if isinstance(cause, psycopg.errors.LockNotAvailable | psycopg.errors.QueryCanceled):
        return Late()
    if isinstance(cause, psycopg.errors.DeadlockDetected | psycopg.errors.SerializationFailure):
        return Conflict()
    return error


def _sqlite(url: URL, *, begin: str, connections: int) -> Engine:
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=2,
        hide_parameters=True,  # a traceback must not quote what people wrote
        connect_args={"check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def settings(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}")

    @event.listens_for(engine, "begin")
    def start(db: Connection) -> None:
        _set_patience(db)
        cursor = db.connection.cursor()  # beside SQLAlchemy: it would take ten times as long
        cursor.execute(begin)
        cursor.close()

    return engine


def _set_patience(db: Connection) -> None:
    """Wait for another process as long as its transaction may take, but never beyond our own time."""
    until = db.until if isinstance(db, QuickConnection) else None
    left = BUSY_MS if until is None else int((until - time.monotonic()) * 1_000)
    patience = max(1, min(BUSY_MS, left))
    if db.info.get("patience", BUSY_MS) != patience:
        cursor = db.connection.cursor()  # beside SQLAlchemy: no statement of the turn
        cursor.execute(f"PRAGMA busy_timeout = {patience}")
        cursor.close()
        db.info["patience"] = patience


def _postgres(url: URL, *, connections: int) -> Engine:
    options = f"-c lock_timeout={LOCK_MS} -c statement_timeout={STATEMENT_MS} -c timezone=UTC"
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=connections,
        max_overflow=0,
        pool_timeout=2,
        hide_parameters=True,
        connect_args={"options": options, "connect_timeout": 2, "tcp_user_timeout": 5_000},
    )
