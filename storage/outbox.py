"""The outbox: everything Baton says, one row per room or person, decided once by its key."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Text,
    bindparam,
    case,
    cast,
    literal,
    literal_column,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.dml import ReturningInsert

from storage.tables import deals, outbox, rooms
from storage.types import Instant


@dataclass(frozen=True, slots=True)
class Saying:
    """What shall be said to whom, before it has a row; `kind` decides what happens when it is late or lost."""

    workspace: int
    key: str
    kind: str
    door: str
    tenant: str
    text: str
    language: str
    created_at: datetime
    room: int | None = None
    member: int | None = None
    stranger: str | None = None
    thread: int | None = None
    milestone: bool = False
    about_kind: str | None = None
    about: int | None = None
    rev: int = 0
    inbox: int | None = None
    job: str | None = None
    route: bytes | None = None
    state: str = "waiting"
    lease_until: datetime | None = None
    holder: str | None = None
    prompt: str | None = None
    prompt_until: datetime | None = None

    @property
    def lane(self) -> str:
        """The queue this waits in: its person, or its room and thread; one post of a lane at a time."""
        if self.member is not None:
            return f"member:{self.door}:{self.member}"
        if self.stranger is not None:
            return f"stranger:{self.door}:{self.tenant}:{self.stranger}"
        return f"room:{self.room}" if self.thread is None else f"room:{self.room}/{self.thread}"


COLUMNS = tuple(field.name for field in fields(Saying))
ABOUT = (
    select(outbox.c.id, deals.c.code)
    .outerjoin(deals, (deals.c.id == outbox.c.about) & (outbox.c.about_kind == "deal"))
    # A post only one person sees is no place for a thread.
    .where(outbox.c.room == bindparam("room"), outbox.c.message == bindparam("message"), outbox.c.member.is_(None))
    .order_by(outbox.c.id)
    .limit(1)
)
ANSWER = select(outbox.c.text, outbox.c.room.is_(None) | outbox.c.member.is_not(None)).where(
    outbox.c.workspace == bindparam("workspace"), outbox.c.key == bindparam("key")
)
# The newest question put to somebody in this place that any text may still answer; in private that is one place, though
# a platform may have two chats for it, as WeCom has for its bot and its app.
PROMPT = (
    select(outbox.c.prompt)
    .where(outbox.c.prompt.is_not(None), outbox.c.member == bindparam("member"))
    .where(outbox.c.prompt_until > bindparam("now", type_=Instant()))
    .where(outbox.c.room.is_not_distinct_from(bindparam("room", type_=outbox.c.room.type)))
    .order_by(outbox.c.id.desc())
    .limit(1)
)
CLOSE_PROMPT = (
    update(outbox)
    .where(outbox.c.prompt.is_not(None), outbox.c.member == bindparam("of_member"))
    .where(outbox.c.prompt == bindparam("asked"))
    .values(prompt_until=bindparam("at", type_=Instant()))
)
FIRST_CARD = (
    select(outbox.c.id)
    .where(outbox.c.kind == literal_column("'card'"), outbox.c.about_kind == literal_column("'deal'"))
    .where(outbox.c.about == bindparam("deal"), outbox.c.room == bindparam("room"))
    .where(outbox.c.member.is_(None), outbox.c.state != literal_column("'dead'"))
    .order_by(outbox.c.id)
    .limit(1)
)
SAID = select(outbox.c.text, outbox.c.room, outbox.c.member).where(
    outbox.c.workspace == bindparam("workspace"), outbox.c.id == bindparam("row")
)
LAST = (
    select(outbox.c.id, outbox.c.kind, outbox.c.text, outbox.c.language, rooms.c.webhook, outbox.c.room)
    .outerjoin(rooms, rooms.c.id == outbox.c.room)
    .where(outbox.c.workspace == bindparam("workspace"), outbox.c.lane == bindparam("lane"))
    .where(outbox.c.state.in_(("waiting", "sending", "sent")), outbox.c.edits.is_(None))
    .order_by(outbox.c.id.desc())
    .limit(bindparam("most"))
)
FRAME = {"doubtful": False, "error": ""}
SAY = insert(outbox).on_conflict_do_nothing(index_elements=["workspace", "key"]).returning(outbox.c.id)
card = outbox.alias("card")
_NOW = bindparam("now", type_=Instant())


def _edit(*which: ColumnElement[bool]) -> ReturningInsert[Any]:
    """Have the cards that are meant drawn anew: one row for each, which the newest change overwrites."""
    cards = select(
        card.c.workspace,
        literal("edit:").concat(cast(card.c.id, Text)),
        literal("edit"),
        *(card.c.door, card.c.tenant, card.c.room, card.c.member, card.c.lane, card.c.thread, card.c.language),
        *(bindparam("about_kind", type_=Text()), bindparam("about", type_=outbox.c.about.type)),
        *(bindparam("rev", type_=Integer()), card.c.id),
        *(literal("waiting"), _NOW, _NOW, literal(""), literal("")),
    )
    columns = [
        *("workspace", "key", "kind", "door", "tenant", "room", "member", "lane", "thread", "language"),
        *("about_kind", "about", "rev", "edits", "state", "next_try", "created_at", "text", "error"),
    ]
    made = insert(outbox).from_select(columns, cards.where(*which))
    return made.on_conflict_do_update(
        index_elements=["workspace", "key"],
        set_={
            "rev": made.excluded.rev,
            "state": case((outbox.c.state == "sending", "sending"), else_="waiting"),
            "next_try": made.excluded.next_try,
            "tries": 0,
            "outages": 0,
            "held": False,
        },
    ).returning(outbox.c.edits, outbox.c.room, outbox.c.door, outbox.c.tenant, outbox.c.language)


EDIT = _edit(
    card.c.kind == literal_column("'card'"),
    card.c.about_kind == bindparam("about_kind"),
    card.c.about == bindparam("about"),
    card.c.state != "dead",
)
REDRAW = _edit(
    card.c.workspace == bindparam("workspace"),
    card.c.key.in_(bindparam("keys", expanding=True)),
    card.c.state.not_in(("dead", "skipped")),
)


def first_card(db: Connection, *, room: int, deal: int) -> int | None:
    """Return the row of a deal's first card in a room, under which everything else about it is said."""
    return db.execute(FIRST_CARD, {"room": room, "deal": deal}).scalar()


def say(db: Connection, saying: Saying) -> int | None:
    """Write a row for what shall be said; None when its key was decided before."""
    row = {name: getattr(saying, name) for name in COLUMNS}
    row |= {"lane": saying.lane, "next_try": saying.created_at, **FRAME}
    return db.execute(SAY, row).scalar_one_or_none()


@dataclass(frozen=True, slots=True)
class Standing:
    """A card that stays: its row, and the room it stands in."""

    row: int
    room: int | None
    door: str
    tenant: str
    language: str


def refresh(db: Connection, *, about_kind: str, about: int, rev: int, now: datetime) -> list[Standing]:
    """Have every card that shows this subject drawn anew; return where they stand."""
    rows = db.execute(EDIT, {"about_kind": about_kind, "about": about, "rev": rev, "now": now})
    return [Standing(*row) for row in rows]


def redraw(
    db: Connection, *, workspace: int, keys: Sequence[str], about_kind: str, about: int, rev: int, now: datetime
) -> None:
    """Have posts that were said once, and must never be said twice, show their subject as it stands now."""
    row = {"workspace": workspace, "keys": list(keys), "about_kind": about_kind, "about": about, "rev": rev, "now": now}
    db.execute(REDRAW, row)


def about(db: Connection, *, room: int, message: str) -> tuple[int, str | None] | None:
    """Return the row of a posted message of this room, and the code of the deal it is about."""
    row = db.execute(ABOUT, {"room": room, "message": message}).one_or_none()
    return None if row is None else (row.id, row.code)


def prompt(db: Connection, *, member: int, room: int | None, now: datetime) -> str | None:
    """Return the beginning of the line that a free text of this member completes here, None when nothing was asked."""
    return db.execute(PROMPT, {"member": member, "room": room, "now": now}).scalar_one_or_none()


def close_prompt(db: Connection, *, member: int, prompt: str, at: datetime) -> None:
    """Take free texts of this member as the answer to a question until a moment, and no longer."""
    db.execute(CLOSE_PROMPT, {"of_member": member, "asked": prompt, "at": at})


@dataclass(frozen=True, slots=True)
class Said:
    """What a row says, as Markdown, and to whom."""

    text: str
    room: int | None
    member: int | None


def said(db: Connection, *, workspace: int, row: int) -> Said | None:
    """Return what a row says; nothing once its words were blanked."""
    found = db.execute(SAID, {"workspace": workspace, "row": row}).one_or_none()
    return None if found is None else Said(*found)


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said in a lane: the row, its words as Markdown, and by which webhook its room hears, if by one."""

    row: int
    kind: str
    text: str
    language: str
    webhook: str | None
    room: int | None


def last(db: Connection, *, workspace: int, lane: str, most: int) -> list[Heard]:
    """Return what was said last in a lane, the newest first."""
    return [Heard(*row) for row in db.execute(LAST, {"workspace": workspace, "lane": lane, "most": most})]


def answer_of(db: Connection, *, workspace: int, inbox: int) -> tuple[str, bool] | None:
    """Return what a delivery was answered, and whether to one person alone."""
    row = db.execute(ANSWER, {"workspace": workspace, "key": f"answer:{inbox}"}).one_or_none()
    return None if row is None else (row[0], row[1])
