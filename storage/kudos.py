"""Kudos: who thanked whom for what."""

from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select

from sales.kudos import Kudos
from sales.values import Person
from storage.tables import deals, kudos, members
from storage.types import Id, Instant

giver = members.alias("giver")
receiver = members.alias("receiver")
_READ = (
    select(
        *(kudos.c.id, kudos.c.giver, kudos.c.receiver, kudos.c.reason, kudos.c.public, kudos.c.at),
        *(giver.c.name.label("giver_name"), receiver.c.name.label("receiver_name")),
        *(deals.c.code, deals.c.title),
    )
    .select_from(
        kudos.join(giver, giver.c.id == kudos.c.giver)
        .join(receiver, receiver.c.id == kudos.c.receiver)
        .outerjoin(deals, deals.c.id == kudos.c.deal)
    )
    .where(kudos.c.workspace == bindparam("workspace"))
)
_SINCE = kudos.c.at >= bindparam("since", type_=Instant())
_UNTIL = kudos.c.at < bindparam("until", type_=Instant())
_MEMBER = bindparam("member", type_=Id)
FIND = _READ.where(kudos.c.id == bindparam("id"))
IN_PERIOD = _READ.where(_SINCE, _UNTIL).order_by(kudos.c.at, kudos.c.id)
RECEIVED = IN_PERIOD.where(kudos.c.receiver == _MEMBER)
GIVEN = IN_PERIOD.where(kudos.c.giver == _MEMBER)
INSERT = insert(kudos).returning(kudos.c.id)
REMOVE = delete(kudos).where(kudos.c.id == bindparam("row"), kudos.c.workspace == bindparam("of_workspace"))


def give(
    db: Connection,
    *,
    workspace: int,
    giver: int,
    receiver: int,
    deal: int | None,
    reason: str,
    public: bool,
    now: datetime,
) -> int:
    """Store thanks and return their number."""
    row = {"workspace": workspace, "giver": giver, "receiver": receiver, "deal": deal, "reason": reason}
    return int(db.execute(INSERT, row | {"public": public, "at": now}).scalar_one())


def remove(db: Connection, *, workspace: int, id: int) -> bool:
    """Take thanks back; False when they were taken back before."""
    return bool(db.execute(REMOVE, {"row": id, "of_workspace": workspace}).rowcount)


def find(db: Connection, *, workspace: int, id: int) -> Kudos | None:
    """Return the thanks with this number."""
    row = db.execute(FIND, {"workspace": workspace, "id": id}).one_or_none()
    return None if row is None else _read(row._mapping)


def in_period(db: Connection, *, workspace: int, since: datetime, until: datetime) -> tuple[Kudos, ...]:
    """Return all thanks of a period, oldest first."""
    rows = db.execute(IN_PERIOD, {"workspace": workspace, "since": since, "until": until})
    return tuple(map(_read, rows.mappings()))


def received(db: Connection, *, workspace: int, member: int, since: datetime, until: datetime) -> tuple[Kudos, ...]:
    """Return the thanks a member got in a period, oldest first."""
    rows = db.execute(RECEIVED, {"workspace": workspace, "member": member, "since": since, "until": until})
    return tuple(map(_read, rows.mappings()))


def given(db: Connection, *, workspace: int, member: int, since: datetime, until: datetime) -> tuple[Kudos, ...]:
    """Return the thanks a member gave in a period, oldest first."""
    rows = db.execute(GIVEN, {"workspace": workspace, "member": member, "since": since, "until": until})
    return tuple(map(_read, rows.mappings()))


def _read(cells: RowMapping) -> Kudos:
    return Kudos(
        id=cells["id"],
        giver=Person(cells["giver"], cells["giver_name"]),
        receiver=Person(cells["receiver"], cells["receiver_name"]),
        reason=cells["reason"],
        public=cells["public"],
        at=cells["at"],
        deal=cells["code"],
        title=cells["title"],
    )
