"""The local chat's own memory: what was typed in rooms and what was posted to whom."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, or_, select, update

from storage.tables import local_lines, local_posts, members, rooms, workspaces

SEQ = (
    update(workspaces)
    .where(workspaces.c.id == bindparam("row"))
    .values(local_seq=workspaces.c.local_seq)
    .returning(workspaces.c.local_seq)
)
SET_SEQ = update(workspaces).where(workspaces.c.id == bindparam("row")).values(local_seq=bindparam("seq"))
_root = local_posts.alias("root")
# A thread nobody ever began, or another company's, is none.
_thread = (
    select(_root.c.id)
    .where(_root.c.id == bindparam("begun"), _root.c.workspace == bindparam("workspace"))
    .scalar_subquery()
)
_LINE = ("workspace", "room", "member", "text", "at")
LINE = insert(local_lines).inline().values({name: bindparam(name) for name in _LINE} | {"thread": _thread})
NEW_LINES = (
    select(local_lines.c.id, local_lines.c.at)
    .where(local_lines.c.workspace == bindparam("workspace"), local_lines.c.seq == 0)
    .order_by(local_lines.c.id)
    .limit(500)
)
SET_LINE = update(local_lines).where(local_lines.c.id == bindparam("row")).values(seq=bindparam("next"))
_POST = ("workspace", "seq", "outbox", "room", "member", "milestone", "text", "form", "delivery", "at")
POST = (
    insert(local_posts)
    .values({name: bindparam(name) for name in _POST} | {"thread": _thread})
    .returning(local_posts.c.id)
)
EDIT = (
    update(local_posts)
    .where(local_posts.c.id == bindparam("row"))
    .values(
        text=bindparam("words"),
        form=bindparam("asked", type_=local_posts.c.form.type),
        seq=bindparam("next"),
        rev=local_posts.c.rev + 1,
    )
)
FORMS = (
    select(local_posts)
    .where(local_posts.c.workspace == bindparam("workspace"), local_posts.c.member == bindparam("member"))
    .where(local_posts.c.form.is_not(None))
    .order_by(local_posts.c.seq.desc())
    .limit(20)
)
_SEEN = or_(local_posts.c.member.is_(None), local_posts.c.member == bindparam("member"))
POSTS = (
    select(local_posts)
    .where(local_posts.c.workspace == bindparam("workspace"), local_posts.c.seq > bindparam("after"), _SEEN)
    .order_by(local_posts.c.seq)
    .limit(bindparam("most"))
)
LATEST = select(workspaces.c.local_seq).where(workspaces.c.id == bindparam("workspace"))
NEWEST = (
    select(local_posts.c.room, func.max(local_posts.c.seq).label("seq"))
    .where(local_posts.c.workspace == bindparam("workspace"), local_posts.c.seq > bindparam("after"), _SEEN)
    .where(local_posts.c.rev == 0)
    .group_by(local_posts.c.room)
)
IN_ROOM = POSTS.where(local_posts.c.room == bindparam("room"))
IN_DM = POSTS.where(local_posts.c.room.is_(None))
LINES = (
    select(local_lines, members.c.name)
    .join(members, members.c.id == local_lines.c.member)
    .where(local_lines.c.workspace == bindparam("workspace"), local_lines.c.seq > bindparam("after"))
    .where(local_lines.c.room == bindparam("room"))
    .order_by(local_lines.c.seq)
    .limit(bindparam("most"))
)
PEOPLE = (
    select(members.c.id, members.c.handle, members.c.name, members.c.roles, members.c.language, members.c.zone)
    .where(members.c.workspace == bindparam("workspace"), members.c.active)
    .order_by(members.c.id)
)
ROOMS = (
    select(rooms.c.id, rooms.c.channel, rooms.c.name, rooms.c.language)
    .where(rooms.c.workspace == bindparam("workspace"), rooms.c.door == "local")
    .order_by(rooms.c.id)
)


@dataclass(frozen=True, slots=True)
class LocalPost:
    """A post of the local chat as it stands; a higher rev is the same post changed."""

    id: int
    seq: int
    rev: int
    room: int | None
    member: int | None
    thread: int | None
    milestone: bool
    text: str
    form: dict[str, object] | None
    delivery: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class LocalLine:
    """What somebody typed in a room."""

    id: int
    seq: int
    thread: int | None
    text: str
    name: str
    member: int
    at: datetime


class Numbers:
    """The running numbers of a workspace's local chat, held under one row lock until the transaction ends."""

    def __init__(self, db: Connection, workspace: int) -> None:
        self._db = db
        self._workspace = workspace
        self._seq = int(db.execute(SEQ, {"row": workspace}).scalar_one())
        self._began = self._seq

    def next(self) -> int:
        """Return the next number."""
        self._seq += 1
        return self._seq

    def keep(self) -> None:
        """Write down how far the numbers have come."""
        if self._seq != self._began:
            self._db.execute(SET_SEQ, {"row": self._workspace, "seq": self._seq})


def add_line(
    db: Connection, *, workspace: int, room: int, member: int, thread: int | None, text: str, at: datetime
) -> None:
    """Keep what somebody typed in a room; it gets its number when the answer does."""
    row = {"workspace": workspace, "room": room, "member": member, "begun": thread, "text": text, "at": at}
    db.execute(LINE, row)


def number_lines(db: Connection, numbers: Numbers, *, workspace: int, now: datetime) -> datetime:
    """Give new lines their numbers, in the order they were typed; return now, or when the last of them was typed."""
    new = db.execute(NEW_LINES, {"workspace": workspace}).all()
    if new:
        db.execute(SET_LINE, [{"row": row.id, "next": numbers.next()} for row in new])
    moments: list[datetime] = [now, *(row.at for row in new)]
    return max(moments)


def add_post(
    db: Connection,
    numbers: Numbers,
    *,
    workspace: int,
    outbox: int | None,
    room: int | None,
    member: int | None,
    thread: int | None,
    milestone: bool,
    text: str,
    form: dict[str, object] | None = None,
    delivery: str | None,
    at: datetime,
) -> int:
    """Show a post and return its id."""
    row: dict[str, object] = {
        "workspace": workspace,
        "seq": numbers.next(),
        "outbox": outbox,
        "room": room,
        "member": member,
    }
    row |= {
        "begun": thread,
        "milestone": milestone,
        "text": text,
        "form": form,
        "delivery": delivery,
        "at": at,
    }
    return int(db.execute(POST, row).scalar_one())


def edit_post(db: Connection, numbers: Numbers, *, id: int, text: str, form: dict[str, object] | None = None) -> None:
    """Show a post anew, under a higher rev."""
    db.execute(EDIT, {"row": id, "words": text, "asked": form, "next": numbers.next()})


def open_form(db: Connection, *, workspace: int, member: int, command: str) -> LocalPost | None:
    """Return the newest form of a member that completes this command."""
    for row in db.execute(FORMS, {"workspace": workspace, "member": member}):
        if row.form and row.form.get("command") == command:
            return _post(row._mapping)
    return None


def posts(
    db: Connection, *, workspace: int, member: int, room: int | None, after: int, most: int = 500
) -> list[LocalPost]:
    """Return what a member may see of a room (None: in private) after a number, in order."""
    asked: dict[str, object] = {"workspace": workspace, "member": member, "after": after, "most": most}
    rows = db.execute(IN_DM, asked) if room is None else db.execute(IN_ROOM, asked | {"room": room})
    return [_post(row) for row in rows.mappings()]


def latest(db: Connection, *, workspace: int) -> int:
    """Return how far the numbers have come."""
    return int(db.execute(LATEST, {"workspace": workspace}).scalar_one_or_none() or 0)


def newest(db: Connection, *, workspace: int, member: int, after: int) -> dict[int | None, int]:
    """Return the number of the newest post a member may see in each room (None: in private), edits left out."""
    rows = db.execute(NEWEST, {"workspace": workspace, "member": member, "after": after})
    return {row.room: row.seq for row in rows}


def lines(db: Connection, *, workspace: int, room: int, after: int, most: int = 500) -> list[LocalLine]:
    """Return what was typed in a room after a number, in order."""
    rows = db.execute(LINES, {"workspace": workspace, "room": room, "after": after, "most": most})
    return [LocalLine(**{name: row._mapping[name] for name in LocalLine.__slots__}) for row in rows]


def people(db: Connection, *, workspace: int) -> list[dict[str, object]]:
    """Return the members who can be chosen in the local chat."""
    return [dict(row._mapping) for row in db.execute(PEOPLE, {"workspace": workspace})]


def rooms_of(db: Connection, *, workspace: int) -> list[dict[str, object]]:
    """Return the rooms of the local chat."""
    return [dict(row._mapping) for row in db.execute(ROOMS, {"workspace": workspace})]


def _post(cells: RowMapping) -> LocalPost:
    return LocalPost(**{name: cells[name] for name in LocalPost.__slots__})
