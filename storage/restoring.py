"""What a restored store must not say: posts that never left are skipped, looks that fell due wait for a morning."""

from datetime import datetime

from sqlalchemy import Connection, bindparam, null, select, update

from storage.tables import doors, outbox, timers, workspaces
from storage.types import Instant

SKIP = (
    update(outbox)
    .where(outbox.c.workspace == bindparam("of"), outbox.c.state.not_in(("sent", "skipped")))
    .values(state="skipped", lease_until=null(), holder=null(), route=null())
)
POSTPONE = (
    update(timers)
    .where(timers.c.workspace == bindparam("of"), timers.c.due <= bindparam("now", type_=Instant()))
    .where(timers.c.held_for.is_(None), timers.c.kind.not_in(bindparam("silent", expanding=True)))
    .values(due=bindparam("morning", type_=Instant()))
)
ALL = select(workspaces.c.id).order_by(workspaces.c.id)
DOORS = select(doors.c.door).distinct()
# These only keep the store in order; nobody hears of them.
SILENT = ("anchor", "tidy", "rhythm")


def every_workspace(db: Connection) -> list[int]:
    """Return the ids of all workspaces."""
    return list(db.execute(ALL).scalars())


def every_door(db: Connection) -> list[str]:
    """Return the doors through which anybody ever came."""
    return list(db.execute(DOORS).scalars())


def skip_unsent(db: Connection, *, workspace: int) -> int:
    """Skip everything that was not said; return how much that was."""
    return db.execute(SKIP, {"of": workspace}).rowcount


def postpone_due(db: Connection, *, workspace: int, now: datetime, to: datetime) -> int:
    """Move every look that already fell due; return how many those were."""
    row = {"of": workspace, "now": now, "morning": to, "silent": list(SILENT)}
    return db.execute(POSTPONE, row).rowcount
