"""Slack workspaces that installed us, by their encrypted tokens; and installations that were begun."""

from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import Connection, bindparam, delete, null, select, update
from sqlalchemy.dialects.postgresql import insert

from storage.tables import installs, states
from storage.types import Instant


@dataclass(frozen=True, slots=True)
class Install:
    """A workspace that installed us; without a token it removed us since."""

    tenant: str
    workspace: int
    enterprise: str
    team: str
    name: str
    bot_user: str
    scopes: str
    installer: str
    token: bytes | None


COLUMNS = tuple(field.name for field in fields(Install))
_NEW = insert(installs)
SAVE = _NEW.on_conflict_do_update(
    index_elements=["tenant"],
    set_={name: _NEW.excluded[name] for name in (*COLUMNS, "installed_at", "revoked_at") if name != "tenant"},
)
TOKEN = select(installs.c.token).where(installs.c.tenant == bindparam("tenant"))
EVERYWHERE = select(*(installs.c[name] for name in COLUMNS)).order_by(installs.c.tenant)
REVOKE = (
    update(installs)
    .where(installs.c.tenant == bindparam("of_tenant"))
    .values(token=null(), revoked_at=bindparam("at", type_=Instant()))
)
BEGIN = insert(states)
# Deleting is using: of ten requests with one state, one finds it.
FINISH = (
    delete(states)
    .where(states.c.state == bindparam("given"), states.c.until > bindparam("now", type_=Instant()))
    .returning(states.c.state)
)
FORGET = delete(states).where(states.c.until <= bindparam("now", type_=Instant()))


def save(db: Connection, install: Install, *, now: datetime) -> None:
    """Keep an installation; a newer one of the same workspace takes its place."""
    row = {name: getattr(install, name) for name in COLUMNS}
    db.execute(SAVE, row | {"installed_at": now, "revoked_at": None})


def token(db: Connection, *, tenant: str) -> tuple[bool, bytes | None]:
    """Return whether a workspace ever installed us, and its token while it has us."""
    row = db.execute(TOKEN, {"tenant": tenant}).one_or_none()
    return (False, None) if row is None else (True, row.token)


def everywhere(db: Connection) -> tuple[Install, ...]:
    """Return every workspace that ever installed us, of all companies."""
    return tuple(Install(*row) for row in db.execute(EVERYWHERE))


def revoke(db: Connection, *, tenant: str, now: datetime) -> None:
    """Forget the token of a workspace that removed us."""
    db.execute(REVOKE, {"of_tenant": tenant, "at": now})


def begin(db: Connection, *, state: str, until: datetime, now: datetime) -> None:
    """Remember an installation that begins, and forget those that were never finished."""
    db.execute(FORGET, {"now": now})
    db.execute(BEGIN, {"state": state, "until": until})


def finish(db: Connection, *, state: str, now: datetime) -> bool:
    """Whether an installation was begun with this state; it is used up with that."""
    return db.execute(FINISH, {"given": state, "now": now}).first() is not None
