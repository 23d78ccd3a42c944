"""Group webhooks that were named in the chat or at the command line, by their encrypted keys."""

from sqlalchemy import Connection, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert

from storage.tables import rooms, webhooks

_NEW = insert(webhooks)
KEEP = _NEW.on_conflict_do_update(index_elements=["workspace", "name"], set_={"sealed": _NEW.excluded.sealed})
NAMES = select(webhooks.c.name).where(webhooks.c.workspace == bindparam("workspace")).order_by(webhooks.c.name)
FORGET = (
    delete(webhooks)
    .where(webhooks.c.workspace == bindparam("workspace"), webhooks.c.name == bindparam("name"))
    .returning(webhooks.c.name)
)
OF_ROOM = (
    select(rooms.c.webhook, webhooks.c.sealed)
    .outerjoin(webhooks, (webhooks.c.workspace == rooms.c.workspace) & (webhooks.c.name == rooms.c.webhook))
    .where(rooms.c.workspace == bindparam("workspace"), rooms.c.id == bindparam("room"), rooms.c.webhook.is_not(None))
)


def keep(db: Connection, *, workspace: int, name: str, sealed: bytes) -> None:
    """Keep a webhook's key; a newer one of the same name takes its place."""
    db.execute(KEEP, {"workspace": workspace, "name": name, "sealed": sealed})


def names(db: Connection, *, workspace: int) -> list[str]:
    """Return the names of the webhooks kept here."""
    return list(db.execute(NAMES, {"workspace": workspace}).scalars())


def forget(db: Connection, *, workspace: int, name: str) -> bool:
    """Forget a webhook; whether there was one."""
    return db.execute(FORGET, {"workspace": workspace, "name": name}).first() is not None


def of_room(db: Connection, *, workspace: int, room: int) -> tuple[str, bytes | None] | None:
    """Return the webhook that leads into a room: its name, and its key where that is kept here."""
    row = db.execute(OF_ROOM, {"workspace": workspace, "room": room}).one_or_none()
    return None if row is None else (row.webhook, row.sealed)
