"""Platform limits, kept by us in the store for all processes: one moment per key (GCRA)."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import BigInteger, BindParameter, Connection, bindparam, case, select
from sqlalchemy.dialects.postgresql import insert

from storage.tables import limits

# A moment further ahead than this was written under a wrong clock and binds nobody.
FAR = timedelta(hours=1)


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
STOP = (
    insert(limits)
    .values(key=bindparam("key"), next_ms=_ms("until"))
    .on_conflict_do_update(index_elements=["key"], set_={"next_ms": _ms("until")})
)


def passes(db: Connection, key: str, *, every: timedelta, burst: int = 1, now: datetime) -> datetime | None:
    """Count one call against a limit; None when it may go, else when to try again."""
    at, step = _epoch(now), every // timedelta(milliseconds=1)
    parameters = {
        "key": key,
        "now": at,
        "fresh": at + step,
        "interval": step,
        "allowed": at + step * (burst - 1),
        "far": at + FAR // timedelta(milliseconds=1),
    }
    if db.execute(PASS, parameters).scalar_one_or_none() is not None:
        return None
    seen = int(db.execute(SEEN, {"key": key}).scalar_one())
    return datetime.fromtimestamp((seen - step * (burst - 1)) / 1000, UTC)


def stop(db: Connection, key: str, *, until: datetime) -> None:
    """Let nothing through under this key until a moment the platform named."""
    db.execute(STOP, {"key": key, "until": _epoch(until)})


def _epoch(at: datetime) -> int:
    return int(at.timestamp() * 1000)
