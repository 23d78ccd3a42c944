"""Timers: rows that say what must be looked at when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, RowMapping, bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import timers
from storage.types import Instant


@dataclass(frozen=True, slots=True)
class Timer:
    """One look at one thing: what, of which kind, when, and how far its steps have come."""

    id: int
    workspace: int
    subject_kind: str
    subject: int
    kind: str
    due: datetime
    step: int
    tries: int
    held_for: int | None


KEY = ["workspace", "subject_kind", "subject", "kind"]
_NEW = insert(timers).inline()  # nobody asks for the id
SET = _NEW.on_conflict_do_update(
    index_elements=KEY,
    set_={"due": _NEW.excluded.due, "step": 0, "tries": 0, "held_for": None},
)
SOONER = _NEW.on_conflict_do_update(
    index_elements=KEY, set_={"due": _NEW.excluded.due}, where=timers.c.due > _NEW.excluded.due
)
ONCE = _NEW.on_conflict_do_nothing(index_elements=KEY)
HURRY = (
    update(timers)
    .where(timers.c.workspace == bindparam("of"), timers.c.subject_kind == bindparam("subject_kind_of"))
    .where(timers.c.subject == bindparam("subject_of"), timers.c.kind == bindparam("kind_of"))
    .where(timers.c.due > bindparam("at", type_=Instant()))
    .values(due=bindparam("at", type_=Instant()))
)
CLEAR = (
    delete(timers)
    .where(timers.c.workspace == bindparam("workspace"), timers.c.subject_kind == bindparam("subject_kind"))
    .where(timers.c.subject == bindparam("subject"), timers.c.kind == bindparam("kind"))
)
DUE = (
    select(timers.c.id, timers.c.workspace, timers.c.subject_kind, timers.c.subject)
    .where(timers.c.due <= bindparam("now"), timers.c.held_for.is_(None))
    .order_by(timers.c.due, timers.c.id)
    .limit(bindparam("most"))
)
TAKE = select(timers).where(timers.c.id == bindparam("id")).with_for_update(skip_locked=True)
HELD = (
    select(timers)
    .where(timers.c.held_for == bindparam("member"), timers.c.workspace == bindparam("workspace"))
    .order_by(timers.c.id)
)
ANY_HELD = select(func.count()).where(
    timers.c.held_for == bindparam("member"), timers.c.workspace == bindparam("workspace")
)
AGAIN = (
    update(timers)
    .where(timers.c.id == bindparam("timer"))
    .values(
        due=bindparam("next_due"),
        step=bindparam("next_step"),
        tries=bindparam("failed"),
        held_for=bindparam("held"),
    )
)
DONE = delete(timers).where(timers.c.id == bindparam("timer"))
OLDEST = select(func.min(timers.c.due)).where(timers.c.held_for.is_(None))


def follow(
    db: Connection,
    *,
    workspace: int,
    kind: str,
    subject: int,
    before: Mapping[str, datetime | None],
    after: Mapping[str, datetime],
) -> None:
    """Set, move and clear a subject's timers after a change of it."""
    for name in before.keys() - after.keys():
        clear(db, workspace=workspace, subject_kind=kind, subject=subject, kind=name)
    for name, due in after.items():
        if before.get(name) != due:
            db.execute(SET, {**_key(workspace, kind, subject, name), "due": due})


def set_all(db: Connection, *, workspace: int, kind: str, dues: Sequence[tuple[int, str, datetime]]) -> None:
    """Set timers of many subjects of one kind: subject, kind of timer, when."""
    if dues:
        db.execute(SET, [{**_key(workspace, kind, subject, name), "due": due} for subject, name, due in dues])


def clear(db: Connection, *, workspace: int, subject_kind: str, subject: int, kind: str) -> None:
    """Forget a subject's timer of this kind."""
    db.execute(CLEAR, _key(workspace, subject_kind, subject, kind))


def sooner(db: Connection, *, workspace: int, subject_kind: str, subject: int, kind: str, due: datetime) -> None:
    """Set a timer, or move it forward when it would look later."""
    db.execute(SOONER, {**_key(workspace, subject_kind, subject, kind), "due": due})


def once(db: Connection, *, workspace: int, subject_kind: str, subject: int, kind: str, due: datetime) -> None:
    """Set a timer unless it is already set."""
    db.execute(ONCE, {**_key(workspace, subject_kind, subject, kind), "due": due})


def once_each(db: Connection, *, workspace: int, wanted: Iterable[tuple[str, int, str, datetime]]) -> None:
    """Set timers (kind of subject, subject, kind, due) that are not set yet."""
    rows = [{**_key(workspace, subject_kind, subject, kind), "due": due} for subject_kind, subject, kind, due in wanted]
    if rows:
        db.execute(ONCE, rows)


def anew(db: Connection, *, workspace: int, subject_kind: str, subject: int, kind: str, due: datetime | None) -> None:
    """Set a timer whatever it was before, or forget it where there is nothing more to look at."""
    if due is None:
        clear(db, workspace=workspace, subject_kind=subject_kind, subject=subject, kind=kind)
    else:
        db.execute(SET, {**_key(workspace, subject_kind, subject, kind), "due": due})


def hurry(db: Connection, *, workspace: int, kind: str, at: datetime) -> None:
    """Have a timer of the workspace itself, where it has one, look at this moment already."""
    row = {"of": workspace, "subject_kind_of": "workspace", "subject_of": workspace, "kind_of": kind, "at": at}
    db.execute(HURRY, row)


def due(db: Connection, *, now: datetime, most: int) -> list[tuple[int, int, str, int]]:
    """Return id, workspace and subject of the timers that want a look now, oldest first."""
    return [tuple(row) for row in db.execute(DUE, {"now": now, "most": most})]


def take(db: Connection, *, id: int) -> Timer | None:
    """Return the timer, locked, unless it is gone or somebody else has it."""
    row = db.execute(TAKE, {"id": id}).mappings().one_or_none()
    return None if row is None else _read(row)


def any_held(db: Connection, *, workspace: int, member: int) -> bool:
    """Whether timers wait for this member's next nudge."""
    return bool(db.execute(ANY_HELD, {"workspace": workspace, "member": member}).scalar_one())


def held(db: Connection, *, workspace: int, member: int) -> list[Timer]:
    """Return the timers that wait for this member's next nudge."""
    return [_read(row) for row in db.execute(HELD, {"workspace": workspace, "member": member}).mappings()]


def again(
    db: Connection, timer: Timer, *, due: datetime, step: int, tries: int = 0, held_for: int | None = None
) -> None:
    """Have the timer look again."""
    db.execute(AGAIN, {"timer": timer.id, "next_due": due, "next_step": step, "failed": tries, "held": held_for})


def done(db: Connection, timer: Timer) -> None:
    """Forget a timer whose matter is settled."""
    db.execute(DONE, {"timer": timer.id})


def lateness(db: Connection, *, now: datetime) -> timedelta:
    """Return how long the oldest due timer has been waiting."""
    oldest = db.execute(OLDEST).scalar_one_or_none()
    return max(timedelta(0), now - oldest) if oldest else timedelta(0)


def _key(workspace: int, subject_kind: str, subject: int, kind: str) -> dict[str, object]:
    return {"workspace": workspace, "subject_kind": subject_kind, "subject": subject, "kind": kind}


def _read(cells: RowMapping) -> Timer:
    return Timer(**cells)
