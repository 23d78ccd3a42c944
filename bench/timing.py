"""Times every statement: how long the driver took, and how long SQLAlchemy took around it."""

import statistics
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.engine.interfaces import ExecutionContext

from storage.store import Store


class Stopwatch:
    """The time of each statement of one store, from outside."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._last = ""
        self.driver: dict[str, list[float]] = defaultdict(list)
        self.whole: dict[str, list[float]] = defaultdict(list)

    @contextmanager
    def runs(self) -> Iterator[None]:
        """Time while the block runs."""
        execute = Connection.execute

        def timed(db: Connection, *arguments: Any, **more: Any) -> Any:
            began = time.perf_counter()
            result = execute(db, *arguments, **more)
            self.whole[self._last].append(time.perf_counter() - began)
            return result

        for engine in self._store.engines():
            event.listen(engine, "before_cursor_execute", self._before)
            event.listen(engine, "after_cursor_execute", self._after)
            commit = engine.dialect.do_commit

            def committed(connection: Any, commit: Any = commit) -> None:
                began = time.perf_counter()
                commit(connection)
                self.driver["COMMIT"].append(time.perf_counter() - began)

            vars(engine.dialect)["do_commit"] = committed
        setattr(Connection, "execute", timed)  # noqa: B010  # from outside, for this measurement only
        try:
            yield
        finally:
            setattr(Connection, "execute", execute)  # noqa: B010
            for engine in self._store.engines():
                event.remove(engine, "before_cursor_execute", self._before)
                event.remove(engine, "after_cursor_execute", self._after)
                vars(engine.dialect).pop("do_commit", None)

    def rows(self, claims: int) -> list[tuple[str, float, float, float]]:
        """Return each statement with its number per claim, its driver's and SQLAlchemy's median seconds."""
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

    def _before(
        self, _db: Any, _cursor: Any, statement: str, _values: Any, context: ExecutionContext, _many: Any
    ) -> None:
        self._last = statement
        vars(context)["bench_began"] = time.perf_counter()

    def _after(
        self, _db: Any, _cursor: Any, statement: str, _values: Any, context: ExecutionContext, _many: Any
    ) -> None:
        self.driver[statement].append(time.perf_counter() - vars(context)["bench_began"])
