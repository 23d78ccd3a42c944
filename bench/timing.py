"""Times every statement: how long the driver took, and how long we and SQLAlchemy took around it."""

import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import PoolProxiedConnection
from sqlalchemy.pool import base as pool

from storage.connection import QuickConnection
from storage.store import Store


class Stopwatch:
    """The time of each statement of one store, from outside."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last = ""
        self._driver = 0.0
        self.driver: dict[str, list[float]] = defaultdict(list)
        self.whole: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def runs(self) -> Iterator[None]:
        """Time while the block runs."""
        execute, cursor = QuickConnection.execute, pool._ConnectionFairy.cursor

        def executed(db: QuickConnection, *arguments: Any, **more: Any) -> Any:
            self._driver, began = 0.0, time.perf_counter()
            result = execute(db, *arguments, **more)
            self.whole[self._last].append(time.perf_counter() - began)
            self.driver[self._last].append(self._driver)
            return result

        def opened(connection: PoolProxiedConnection, *arguments: Any, **more: Any) -> Any:
            return _Timed(cursor(connection, *arguments, **more), self._note)  # type: ignore[arg-type]

        for engine in self._store.engines():
            commit = engine.dialect.do_commit

            def committed(connection: Any, commit: Any = commit) -> None:
                began = time.perf_counter()
                commit(connection)
                self.driver["COMMIT"].append(time.perf_counter() - began)

            vars(engine.dialect)["do_commit"] = committed
        # From outside, for this measurement only; a connection that rests already has its cursor.
        self._store.close()
        setattr(QuickConnection, "execute", executed)  # noqa: B010
        setattr(pool._ConnectionFairy, "cursor", opened)  # noqa: B010
        try:
            yield
        finally:
            setattr(QuickConnection, "execute", execute)  # noqa: B010
            setattr(pool._ConnectionFairy, "cursor", cursor)  # noqa: B010
            self._store.close()
            for engine in self._store.engines():
                vars(engine.dialect).pop("do_commit", None)

    def rows(self, claims: int) -> list[tuple[str, float, float, float]]:
        """Return each statement with its number per claim, the driver's and the surrounding median seconds."""
        return [
            (
                " ".join(statement.split()),
                len(taken) / claims,
                statistics.median(taken),
                max(0.0, statistics.median(self.whole[statement]) - statistics.median(taken))
                if self.whole.get(statement)
                else 0.0,
            )
            for statement, taken in self.driver.items()
        ]

    def _note(self, statement: str | None, seconds: float) -> None:
        self._last = statement or self._last
        self._driver += seconds


class _Timed:
    """A driver's cursor that tells how long it took."""

    def __init__(self, cursor: Any, note: Callable[[str | None, float], None]) -> None:
        self._cursor = cursor
        self._note = note

    def execute(self, statement: str, *more: Any, **options: Any) -> Any:
        return self._time(statement, self._cursor.execute, statement, *more, **options)

    def executemany(self, statement: str, *more: Any) -> Any:
        return self._time(statement, self._cursor.executemany, statement, *more)

    def fetchall(self) -> Any:
        return self._time(None, self._cursor.fetchall)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def _time(self, statement: str | None, work: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        began = time.perf_counter()
        try:
            return work(*arguments, **options)
        finally:
            self._note(statement, time.perf_counter() - began)
