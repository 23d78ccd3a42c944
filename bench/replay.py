"""The same driver calls as a claim of Baton's, straight through sqlite3 or psycopg: what the store itself costs."""

import sqlite3
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import psycopg
from sqlalchemy import make_url

from bench.plan import Facts, Results, Step
from bench.recording import Row
from bench.rehearsal import Script
from bot.dispatcher import BUDGET
from bot.sender import GATHER_SECONDS, IDLE_SECONDS
from storage.store import LOCK_MS, PRAGMAS, STATEMENT_MS
from storage.turnstile import Turnstile


class Driver:
    """Connections as Baton's store keeps them: on SQLite one writer behind a queue, on PostgreSQL one per thread."""

    def __init__(self, url: str) -> None:
        self._url = make_url(url)
        self.sqlite = self._url.get_backend_name() == "sqlite"
        self._turnstile = Turnstile()
        self._own = threading.local()
        self._one_writer = self._open() if self.sqlite else None

    def writing(self) -> AbstractContextManager[None]:
        """Wait for our turn to write, first come, first served."""
        return _Queued(self._turnstile) if self.sqlite else nullcontext()

    def connection(self, *, writer: bool) -> Any:
        """Return this thread's connection, or the only one that writes."""
        if writer and self._one_writer is not None:
            return self._one_writer
        if not hasattr(self._own, "connection"):
            self._own.connection = self._open()
        return self._own.connection

    def _open(self) -> Any:
        if not self.sqlite:
            options = f"-c lock_timeout={LOCK_MS} -c statement_timeout={STATEMENT_MS} -c timezone=UTC"
            url = self._url.set(drivername="postgresql").render_as_string(hide_password=False)
            return psycopg.connect(url, options=options)
        connection = sqlite3.connect(str(self._url.database), check_same_thread=False)
        connection.isolation_level = None
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name} = {value}")
        return connection


class _Queued:
    def __init__(self, turnstile: Turnstile) -> None:
        self._turnstile = turnstile

    def __enter__(self) -> None:
        if not self._turnstile.enter(until=time.monotonic() + BUDGET):
            raise TimeoutError

    def __exit__(self, *_: object) -> None:
        self._turnstile.leave()


class Replay:
    """Does claims and hand-overs by their script, and counts statements."""

    def __init__(self, driver: Driver, script: Script, quiet: Callable[[float], object]) -> None:
        self._driver = driver
        self._script = script
        self._quiet = quiet
        full, none = script.hand_overs[-1], script.hand_overs[0]
        self._looked = next(no for no, step in enumerate(none) if full[no].rows != step.rows)
        self._counted = next(no for no, step in enumerate(full) if step.rows == script.most)
        self._woken = threading.Event()
        self.counts = dict.fromkeys(("claims", "claim_statements", "posts", "batches", "hand_over_statements"), 0)

    def claim(self, facts: Facts) -> None:
        """Make the calls of one claim in one transaction."""
        with self._driver.writing():
            done = self._make(self._script.claim, facts, [])
        self._add(claims=1, claim_statements=done)
        self._woken.set()

    def run(self) -> None:
        """Hand over what waits, as Baton's sender does, for ever."""
        while True:
            self._quiet(GATHER_SECONDS)
            if not self.hand_over():
                self._woken.wait(IDLE_SECONDS)
                self._woken.clear()

    def hand_over(self) -> int:
        """Hand over one batch and return its size."""
        results: Results = []
        done = self._make(self._script.hand_overs[0], {}, results)
        size = 0
        if results[self._looked]:
            with self._driver.writing():
                done += self._make(self._script.hand_overs[-1][len(results) : self._counted + 1], {}, results)
                size = len(results[self._counted])
                done += self._make(self._script.hand_overs[size][len(results) :], {}, results)
        self._add(posts=size, batches=1 if size else 0, hand_over_statements=done)
        return size

    def _make(self, steps: Sequence[Step], facts: Facts, results: Results) -> int:
        """Make calls, keep their rows, and return how many statements that were."""
        done, connection = 0, None
        try:
            for step in steps:
                connection = self._driver.connection(writer=step.writer)
                if step.commits:
                    connection.commit()
                    results.append([])
                    continue
                results.append(_call(connection.cursor(), step, facts, results))
                done += step.counts
        except BaseException:
            if connection is not None:
                connection.rollback()
            raise
        return done

    def _add(self, **counts: int) -> None:
        for name, count in counts.items():
            self.counts[name] += count


def _call(cursor: Any, step: Step, facts: Facts, results: Results) -> list[Row]:
    execute = cursor.executemany if step.many else cursor.execute
    execute(step.statement, step.bind(facts, results))
    return list(cursor.fetchall()) if cursor.description else []
