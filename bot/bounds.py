"""What a platform's limits let through, counted in the store for all processes."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot.platform import Limit
from storage import limits, sending
from storage.sending import Post


def passes(db: Connection, post: Post, bounds: Sequence[Limit], now: datetime) -> bool:
    """Count a post against all of its platform's limits or none; a refused one waits for its moment."""
    counted: list[Limit] = []
    for limit in bounds:
        at = limit.not_before
        if at is None or at <= now:
            at = limits.passes(db, limit.key, every=limit.every, burst=limit.burst, now=now)
        if at is not None:
            for passed in counted:
                limits.give_back(db, passed.key, every=passed.every)
            sending.later(db, post, at)
            return False
        counted.append(limit)
    return True


def spent(db: Connection, bounds: Sequence[Limit], now: datetime) -> bool:
    """Return whether the next post would have to wait."""
    return any(limits.spent(db, limit.key, every=limit.every, burst=limit.burst, now=now) for limit in bounds)


def ahead(bounds: Sequence[Limit], key: str) -> timedelta:
    """Return how far ahead of its limit a burst may run: what was stopped has no burst left."""
    found = (limit for limit in bounds if limit.key == key)
    return next((limit.every * (limit.burst - 1) for limit in found), timedelta(0))
