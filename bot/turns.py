"""A handful of threads for turns: first come, first served, and nobody waits beyond the time a turn has."""

import time
from collections.abc import Callable
from typing import TypeVar

import anyio
from anyio import to_thread

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
        self._free = anyio.CapacityLimiter(threads)
        self._unlimited = anyio.CapacityLimiter(10_000)
        self.running = 0

    async def run(self, turn: Callable[[], Result], *, arrived: float) -> Result:
        """Run a turn in a thread; raises Late when none became free in time, and then nothing was done."""
        place = object()
        with anyio.move_on_after(arrived + BEGIN_SECONDS - time.monotonic()):
            await self._free.acquire_on_behalf_of(place)
            self.running += 1
            try:
                with anyio.CancelScope(shield=True):
                    return await to_thread.run_sync(turn, limiter=self._unlimited)
            finally:
                self.running -= 1
                self._free.release_on_behalf_of(place)
        raise Late
