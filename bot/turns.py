"""A handful of threads for turns: first come, first served, and nobody waits beyond the time a turn has."""

import asyncio
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
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
        self._present = 0
        self._none = threading.Event()
        self._none.set()

    def quiet(self, seconds: float) -> bool:
        """Wait this long at most until no turn is under way or waits for its thread; say whether there is none."""
        return self._none.wait(seconds)

    async def run(self, turn: Callable[[], Result], *, arrived: float) -> Result:
        """Run a turn in a thread; raises Late when none became free in time, and then nothing was done."""
        loop = asyncio.get_running_loop()
        waiting, ended = self._begin(turn), loop.create_future()
        # What has begun cannot be cancelled any more: it is done to its end, even when nobody waits for it.
        alarm = loop.call_later(max(0.0, arrived + BEGIN_SECONDS - time.monotonic()), waiting.cancel)
        waiting.add_done_callback(partial(_tell, loop, ended))
        try:
            await ended
        finally:
            alarm.cancel()
        if waiting.cancelled():
            raise Late
        return waiting.result()

    def do(self, turn: Callable[[], Result], *, arrived: float) -> Result:
        """Run a turn for a thread that waits for it; raises Late like `run`."""
        waiting = self._begin(turn)
        try:
            return waiting.result(max(0.0, arrived + BEGIN_SECONDS - time.monotonic()))
        except TimeoutError:
            if waiting.cancel():
                raise Late from None
            return waiting.result()

    def _begin(self, turn: Callable[[], Result]) -> "Future[Result]":
        self._count(1)
        try:
            waiting = self._threads.submit(turn)
        except RuntimeError:  # closed
            self._count(-1)
            raise
        waiting.add_done_callback(lambda _: self._count(-1))
        return waiting

    def _count(self, more: int) -> None:
        with self._counting:
            self._present += more
            if self._present == 0:
                self._none.set()
            elif self._present == more:
                self._none.clear()

    def close(self) -> None:
        """Take no more turns."""
        self._threads.shutdown(wait=False)


def _tell(loop: asyncio.AbstractEventLoop, ended: "asyncio.Future[None]", _turn: object) -> None:
    """Let whoever waits in the loop go on, if both are still there."""
    if not loop.is_closed():
        loop.call_soon_threadsafe(lambda: None if ended.done() else ended.set_result(None))
