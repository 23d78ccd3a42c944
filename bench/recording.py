"""Writes down what Baton does to its database driver: every call, its parameters, and the rows that came back."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from sqlalchemy import Connection, Dialect, event
from sqlalchemy.pool import ConnectionPoolEntry

from storage.store import Store

Row = tuple[Any, ...]
Parameters = Sequence[Any] | Mapping[str, Any]

COMMIT = "COMMIT"


@dataclass
class Call:
    """One call of the driver: a statement, once or for many rows, or the end of a transaction."""

    writer: bool
    statement: str
    parameters: Parameters = ()
    many: bool = False
    rows: list[Row] = field(default_factory=list)

    @property
    def counts(self) -> bool:
        """Whether Baton counts it: not the beginning, not the commit, not a setting of the connection."""
        return self.statement != COMMIT and not self.statement.startswith(("PRAGMA", "BEGIN"))


class Tape:
    """The calls of every connection of one store, in the order they were made."""

    def __init__(self) -> None:
        self.calls: list[Call] = []
        self.running = False

    def note(self, call: Call) -> Call:
        """Write down a call, if the tape runs; return it, for its rows to be added."""
        if self.running:
            self.calls.append(call)
        return call

    @contextmanager
    def runs(self) -> Iterator[list[Call]]:
        """Write down what happens in the block."""
        self.calls, self.running = [], True
        try:
            yield self.calls
        finally:
            self.running = False

    def listen(self, store: Store) -> None:
        """Have every connection that this store opens from now on write down its calls."""
        store.close()
        for engine, writer in zip(store.engines(), (True, False), strict=False):

            @event.listens_for(engine, "do_connect")
            def connect(
                _dialect: Dialect,
                _entry: ConnectionPoolEntry,
                _args: list[Any],
                options: dict[str, Any],
                writer: bool = writer,
            ) -> None:
                options |= _sqlite(self, writer) if store.sqlite else {"cursor_factory": _postgres(self)}

            @event.listens_for(engine, "commit")
            def commit(_db: Connection, writer: bool = writer) -> None:
                self.note(Call(writer, COMMIT))


def _sqlite(tape: Tape, writer: bool) -> dict[str, Any]:
    class Cursor(sqlite3.Cursor):
        _call: Call

        def execute(self, statement: str, parameters: Any = (), /) -> "Cursor":
            self._call = tape.note(Call(writer, statement, parameters))
            super().execute(statement, parameters)
            return self

        def executemany(self, statement: str, parameters: Any, /) -> "Cursor":
            self._call = tape.note(Call(writer, statement, list(parameters), many=True))
            super().executemany(statement, parameters)
            return self

        def fetchone(self) -> Any:
            return _one(self._call, super().fetchone())

        def fetchall(self) -> list[Any]:
            return _all(self._call, super().fetchall())

    class Connected(sqlite3.Connection):
        def cursor(self, factory: Any = Cursor) -> Any:
            return super().cursor(factory)

    return {"factory": Connected}


def _postgres(tape: Tape) -> type[psycopg.Cursor[Row]]:
    class Cursor(psycopg.Cursor[Row]):
        _call: Call

        def execute(self, query: Any, params: Any = None, **more: Any) -> "Cursor":
            self._call = tape.note(Call(True, query, params or ()))
            super().execute(query, params, **more)
            return self

        def executemany(self, query: Any, params_seq: Any, **more: Any) -> None:
            self._call = tape.note(Call(True, query, list(params_seq), many=True))
            super().executemany(query, params_seq, **more)

        def fetchone(self) -> Row | None:
            return _one(self._call, super().fetchone())

        def fetchall(self) -> list[Row]:
            return _all(self._call, super().fetchall())

    return Cursor


def _one(call: Call, row: Row | None) -> Row | None:
    if row is not None:
        call.rows.append(row)
    return row


def _all(call: Call, rows: list[Row]) -> list[Row]:
    call.rows += rows
    return rows
