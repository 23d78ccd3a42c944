"""Platform limits, kept by us in the store for all processes: one moment per key (GCRA)."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, BindParameter, Connection, bindparam, case, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import limits

# A moment further ahead than this was written under a wrong clock and binds nobody.
FAR = timedelta(hours=1)
# But platforms do block a key for long (WeCom's 45009 up to a day), and say so: that is kept in a row of its own.
LONGEST_STOP = timedelta(hours=25)
_STOPPED = "stopped "


def _ms(name: str) -> BindParameter[int]:
    return bindparam(name, type_=BigInteger())


_start = case(
    (limits.c.next_ms > _ms("far"), _ms("now")),
    (limits.c.next_ms < _ms("now"), _ms("now")),
    else_=limits.c.next_ms,
)
PASS = (
    insert(limits)
    .values(key=bindparam("key"), next_ms=_ms("fresh"))
    .on_conflict_do_update(
        index_elements=["key"],
        set_={"next_ms": _start + _ms("interval")},
        where=_start <= _ms("allowed"),
    )
    .returning(limits.c.next_ms)
)
SEEN = select(limits.c.next_ms).where(limits.c.key == bindparam("key"))
HELD = select(limits.c.next_ms).where(
    limits.c.key == bindparam("key"), limits.c.next_ms > _ms("allowed"), limits.c.next_ms <= _ms("longest")
)
GIVE_BACK = update(limits).where(limits.c.key == bindparam("of_key")).values(next_ms=limits.c.next_ms - _ms("interval"))
STOPPED = select(limits.c.key, limits.c.next_ms).where(
    limits.c.key.startswith(bindparam("begins")), limits.c.next_ms > _ms("now")
)
RUNNING = select(limits.c.key, limits.c.next_ms).where(
    limits.c.key.startswith(bindparam("begins")), limits.c.next_ms > _ms("now")
)
STOP = (
    insert(limits)
    .values(key=bindparam("key"), next_ms=_ms("until"))
    .on_conflict_do_update(index_elements=["key"], set_={"next_ms": _ms("until")})
)


def passes(db: Connection, key: str, *, every: timedelta, burst: int = 1, now: datetime) -> datetime | None:
    """Count one call against a limit; None when it may go, else when to try again, in an hour at the latest."""
    at, step = _epoch(now), every // timedelta(milliseconds=1)
    allowed = at + step * (burst - 1)
    parameters = {
        "key": key,
        "now": at,
        "fresh": at + step,
        "interval": step,
        "allowed": allowed,
        "far": at + FAR // timedelta(milliseconds=1),
    }
    held = db.execute(HELD, {"key": _STOPPED + key, "allowed": allowed, "longest": _epoch(now + LONGEST_STOP)})
    seen = held.scalar_one_or_none()
    if seen is None:
        if db.execute(PASS, parameters).scalar_one_or_none() is not None:
            return None
        seen = int(db.execute(SEEN, {"key": key}).scalar_one())
    # Whoever waits longer asks again: a moment further ahead would be taken for one written under a wrong clock.
    return min(datetime.fromtimestamp((seen - step * (burst - 1)) / 1000, UTC), now + FAR)


def spent(db: Connection, key: str, *, every: timedelta, burst: int, now: datetime) -> bool:
    """Return whether the next call under a limit would have to wait."""
    seen = db.execute(SEEN, {"key": key}).scalar_one_or_none()
    return seen is not None and seen > _epoch(now + every * (burst - 1))


def give_back(db: Connection, key: str, *, every: timedelta) -> None:
    """Take back a call that was counted in this transaction and is not made after all."""
    db.execute(GIVE_BACK, {"of_key": key, "interval": every // timedelta(milliseconds=1)})


def stop(db: Connection, key: str, *, until: datetime) -> None:
    """Let nothing through under this key until a moment the platform named."""
    db.execute(STOP, [{"key": name, "until": _epoch(until)} for name in (key, _STOPPED + key)])


def stopped(db: Connection, begins: str, *, now: datetime) -> dict[str, datetime]:
    """Return the keys that begin so and that a platform stopped, each with the moment up to which it counts."""
    rows = db.execute(STOPPED, {"begins": _STOPPED + begins, "now": _epoch(now)})
    return {row.key.removeprefix(_STOPPED): datetime.fromtimestamp(row.next_ms / 1000, UTC) for row in rows}


def running(db: Connection, begins: str, *, now: datetime) -> dict[str, datetime]:
    """Return the keys that begin so and were counted lately, each with the moment it has run ahead to."""
    rows = db.execute(RUNNING, {"begins": begins, "now": _epoch(now)})
    return {row.key: datetime.fromtimestamp(row.next_ms / 1000, UTC) for row in rows}


def _epoch(at: datetime) -> int:
    return int(at.timestamp() * 1000)
