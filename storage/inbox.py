"""The inbox: one row per delivery, so that each is taken once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import doors, inbox
from storage.types import Instant

MOST_ASKED = 5  # open questions of one member that are looked at

RECEIVE = (
    insert(inbox)
    .from_select(
        ["workspace", "door", "tenant", "delivery", "at"],
        select(
            doors.c.workspace,
            doors.c.door,
            doors.c.tenant,
            bindparam("delivery", type_=inbox.c.delivery.type),
            bindparam("at", type_=Instant()),
        ).where(doors.c.door == bindparam("door"), doors.c.tenant == bindparam("tenant")),
    )
    .on_conflict_do_nothing(index_elements=["door", "tenant", "delivery"])
    .returning(inbox.c.id, inbox.c.workspace)
)
KNOWN = select(inbox.c.id, inbox.c.workspace).where(
    inbox.c.door == bindparam("door"),
    inbox.c.tenant == bindparam("tenant"),
    inbox.c.delivery == bindparam("delivery"),
)
KEEP = (
    update(inbox)
    .where(inbox.c.id == bindparam("row"))
    .values(member=bindparam("who"), readings=bindparam("kept", type_=inbox.c.readings.type))
)
READINGS = select(inbox.c.readings).where(
    inbox.c.id == bindparam("id"),
    inbox.c.workspace == bindparam("workspace"),
    inbox.c.member == bindparam("member"),
)
ASKED = (
    select(inbox.c.id, inbox.c.readings)
    .where(
        inbox.c.member == bindparam("member"),
        inbox.c.readings.is_not(None),
        inbox.c.workspace == bindparam("workspace"),
        inbox.c.at >= bindparam("since", type_=Instant()),
    )
    .order_by(inbox.c.id.desc())
    .limit(MOST_ASKED)
)


@dataclass(frozen=True, slots=True)
class Received:
    """A delivery's row and the workspace it belongs to."""

    id: int
    workspace: int


def receive(db: Connection, *, door: str, tenant: str, delivery: str, at: datetime) -> Received | None:
    """Take a delivery; None when it was taken before or the tenant is unknown."""
    row = db.execute(RECEIVE, {"door": door, "tenant": tenant, "delivery": delivery, "at": at}).one_or_none()
    return None if row is None else Received(row.id, row.workspace)


def known(db: Connection, *, door: str, tenant: str, delivery: str) -> Received | None:
    """Return the row of a delivery that was taken before."""
    row = db.execute(KNOWN, {"door": door, "tenant": tenant, "delivery": delivery}).one_or_none()
    return None if row is None else Received(row.id, row.workspace)


def keep_readings(db: Connection, *, id: int, member: int, readings: list[dict[str, object]] | None) -> None:
    """Keep what an unclear message may mean, for the press that settles it; None closes the question."""
    db.execute(KEEP, {"row": id, "who": member, "kept": readings})


def readings(db: Connection, *, workspace: int, id: int, member: int) -> list[dict[str, object]] | None:
    """Return what an unclear message of this member may mean."""
    kept = db.execute(READINGS, {"workspace": workspace, "id": id, "member": member}).scalar_one_or_none()
    return kept if isinstance(kept, list) else None


@dataclass(frozen=True, slots=True)
class Asked:
    """A question that waits for its answer: the delivery it was about, and what that may mean."""

    id: int
    readings: list[dict[str, object]]


def asked(db: Connection, *, workspace: int, member: int, since: datetime) -> list[Asked]:
    """Return the open questions of a member that were asked since then, the last one first."""
    rows = db.execute(ASKED, {"workspace": workspace, "member": member, "since": since})
    return [Asked(row.id, row.readings) for row in rows]
