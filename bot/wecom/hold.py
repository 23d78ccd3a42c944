"""The lease of a connection, as one process trusts it: prolonged in time, and never longer than it surely runs."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from secrets import token_hex

import structlog
from sqlalchemy.exc import DBAPIError

from storage import leases
from storage.store import Conflict, Late, Store

# Whoever waits to write down something of ours reads no frame meanwhile.
WRITE_SECONDS = 0.5
UNWRITTEN = (Late, Conflict, DBAPIError)

log = structlog.get_logger()


def lease_of(bot: str) -> str:
    """Return the name of the lease under which a bot's connection is held."""
    return f"wecom-line:{bot}"


class Hold:
    """What only one process at a time has."""

    def __init__(self, store: Store, name: str, *, seconds: float, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._name = name
        self._seconds = seconds
        self._clock = clock
        # Not host and process: in containers those are the same for all.
        self._holder = token_hex(8)
        self._until = 0.0
        self._renew_at = 0.0
        self._noted = ""

    @property
    def ours(self) -> bool:
        """Whether it is surely ours this moment."""
        return time.monotonic() < self._until

    def keep(self, *, anew: bool = False) -> bool:
        """Take or prolong it where it is time to, or `anew` at once; return whether it is ours."""
        now = time.monotonic()
        if now < self._renew_at and not anew:
            return self.ours
        try:
            with self._store.write(until=now + WRITE_SECONDS) as db:
                length = timedelta(seconds=self._seconds)
                held = leases.take(db, self._name, holder=self._holder, length=length, now=self._clock())
        except UNWRITTEN:
            self._renew_at = now + self._seconds / 15
            return self.ours
        self._until = now + self._seconds if held else 0.0
        self._renew_at = now + self._seconds / 3 if held else 0.0
        self._noted = self._noted if held else ""
        return held

    def note(self, met: str) -> None:
        """Write down what its holder met, for those who look from outside."""
        if met == self._noted:
            return
        try:
            with self._store.write(until=time.monotonic() + WRITE_SECONDS) as db:
                leases.note(db, self._name, holder=self._holder, met=met)
            self._noted = met
        except UNWRITTEN:
            log.info("note not written", met=met)

    def leave(self) -> None:
        """Let the next one have it at once."""
        self._until = 0.0
        try:
            with self._store.write(until=time.monotonic() + WRITE_SECONDS) as db:
                leases.give_back(db, self._name, holder=self._holder)
        except UNWRITTEN:
            log.info("lease not given back; it lapses")
