"""The same program with its guards taken away, to see that the promises' tests would notice."""

import time
from copy import copy

from sqlalchemy import URL, Engine, Select

from storage import deals, store


def unlocked(statement: Select) -> Select:
    """The same query without FOR UPDATE."""
    bare = copy(statement)
    bare._for_update_arg = None
    return bare


def open_gates(monkeypatch) -> None:
    """On SQLite let everybody write at once, each statement for itself; PostgreSQL has only its row locks."""
    opened, guarded = store._sqlite, store.Store.__init__

    def any_time(url: URL, *, begin: str, connections: int) -> Engine:
        return opened(url, begin="SELECT 1", connections=20)

    def without_queue(self: store.Store, url: str, **more: int) -> None:
        guarded(self, url, **more)
        self._turnstile = None

    monkeypatch.setattr(store, "_sqlite", any_time)
    monkeypatch.setattr(store.Store, "__init__", without_queue)


def think_twice(monkeypatch) -> None:
    """Let a moment pass between counting somebody's deals and giving them one more."""
    count = deals.held

    def slowly(*asked: object, **more: object) -> int:
        held = count(*asked, **more)
        time.sleep(0.005)
        return held

    monkeypatch.setattr(deals, "held", slowly)
