"""A handful of threads for turns: first come, first served, and nobody waits beyond the time a turn has."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from bot.dispatcher import BUDGET
from storage.store import Late

# SQLite has one writer and Python one interpreter: `make bench` (turn) found one thread quickest there, since more
# only take both from each other. On PostgreSQL a turn waits for round trips, which a few threads can share.
SQLITE_THREADS = 1
POSTGRES_THREADS = 4
# Who begins later than this could meet a lock, wait for it, and answer after the 2.5 s an answer may take.
BEGIN_SECONDS = BUDGET - 0.5

Result = TypeVar("Result")


class Turns:
    """Runs turns off the event loop."""

    def __init__(self, threads: int) -> None:
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="turn")
        self._counting = threading.Lock()
        self.present = 0

    def busy(self) -> bool:
        """Whether a turn is under way or waits for its thread."""
        return self.present > 0

    async def run(self, turn: Callable[[], Result], *, arrived: float) -> Result:
        """Run a turn in a thread; raises Late when none became free in time, and then nothing was done."""
        with self._counted():
            return await self._run(turn, arrived + BEGIN_SECONDS - time.monotonic())

    def do(self, turn: Callable[[], Result], *, arrived: float) -> Result:
        """Run a turn for a thread that waits for it; raises Late like `run`."""
        with self._counted():
            waiting = self._threads.submit(turn)
            try:
                return waiting.result(max(0.0, arrived + BEGIN_SECONDS - time.monotonic()))
            except TimeoutError:
                if waiting.cancel():
                    raise Late from None
                return waiting.result()

    @contextmanager
    def _counted(self) -> Iterator[None]:
        with self._counting:
            self.present += 1
        try:
            yield
        finally:
            with self._counting:
                self.present -= 1

    async def _run(self, turn: Callable[[], Result], seconds: float) -> Result:
        waiting = self._threads.submit(turn)
        # What has begun cannot be cancelled any more: it is done to its end, even when nobody waits for it.
        alarm = asyncio.get_running_loop().call_later(max(0.0, seconds), waiting.cancel)
        try:
            return await asyncio.shield(asyncio.wrap_future(waiting))
        except asyncio.CancelledError:
            if waiting.cancelled():
                raise Late from None
            raise
        finally:
            alarm.cancel()

    def close(self) -> None:
        """Take no more turns."""
        self._threads.shutdown(wait=False)
