"""The sender's side of the outbox: take what may leave now, and write down what became of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    Boolean,
    Connection,
    Label,
    Text,
    bindparam,
    case,
    exists,
    func,
    null,
    or_,
    select,
    update,
)

from storage.tables import bindings, inbox, outbox, rooms, workspaces
from storage.types import Instant

LEASE = timedelta(seconds=10)
# Said once at most: a second copy would be worse than a missing one.
ONCE = ("digest", "praise")


@dataclass(frozen=True, slots=True)
class Post:
    """A row of the outbox on its way out, with the platform's names for where it goes."""

    id: int
    workspace: int
    key: str
    kind: str
    door: str
    tenant: str
    room: int | None
    member: int | None
    channel: str | None
    user: str | None
    thread: int | None
    thread_message: str | None
    milestone: bool
    text: str
    language: str
    about_kind: str | None
    about: int | None
    rev: int
    edits: int | None
    edits_message: str | None
    delivery: str | None
    job: str | None
    route: bytes | None
    tries: int
    outages: int
    doubtful: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a post; `outage` says that this was no try of it, `held` that the platform named the next one."""

    id: int
    rev: int
    state: str
    message: str | None = None
    error: str = ""
    next_try: datetime | None = None
    doubtful: bool = False
    outage: bool = False
    held: bool = False
    stop: str | None = None
    cure: str = ""


earlier = outbox.alias("earlier")
root = outbox.alias("root")
edited = outbox.alias("edited")
_user = (
    select(func.min(bindings.c.user))
    .where(bindings.c.door == outbox.c.door, bindings.c.tenant == outbox.c.tenant)
    .where(bindings.c.member == outbox.c.member)
    .scalar_subquery()
)
_JOINED: dict[str, Label[Any]] = {
    "channel": rooms.c.channel.label("channel"),
    "user": func.coalesce(_user, outbox.c.stranger).label("user"),
    "thread_message": root.c.message.label("thread_message"),
    "edits_message": edited.c.message.label("edits_message"),
    "delivery": inbox.c.delivery.label("delivery"),
}
_POST = (
    select(*(_JOINED[field.name] if field.name in _JOINED else outbox.c[field.name] for field in fields(Post)))
    .select_from(
        outbox.outerjoin(rooms, rooms.c.id == outbox.c.room)
        .outerjoin(root, root.c.id == outbox.c.thread)
        .outerjoin(edited, edited.c.id == outbox.c.edits)
        .outerjoin(inbox, inbox.c.id == outbox.c.inbox)
    )
    .where(outbox.c.state == "waiting")
    .order_by(outbox.c.id)
    .limit(bindparam("most"))
    .with_for_update(of=outbox, skip_locked=True)
)
# A retry's moment far ahead comes from a clock that was wrong, unless a platform named it; it does not bind us.
_beyond = case((outbox.c.held, bindparam("beyond_held", type_=Instant())), else_=bindparam("beyond", type_=Instant()))
READY = _POST.where(
    outbox.c.door.in_(bindparam("doors", expanding=True)),
    or_(outbox.c.next_try <= bindparam("now"), outbox.c.next_try > _beyond),
    ~exists().where(
        earlier.c.lane == outbox.c.lane,
        earlier.c.id < outbox.c.id,
        earlier.c.state.in_(("waiting", "sending")),
    ),
)
IN_ORDER = _POST.where(outbox.c.door == bindparam("door"), outbox.c.workspace == bindparam("workspace"))
# One at a time, or what two senders took apart would be shown in the order in which they come to show it.
IN_LINE = select(workspaces.c.id).where(workspaces.c.id == bindparam("workspace")).with_for_update(key_share=True)
LEASED = (
    update(outbox)
    .where(outbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(state="sending", lease_until=bindparam("until"), holder=bindparam("by_whom"), tries=outbox.c.tries + 1)
)
LATER = update(outbox).where(outbox.c.id == bindparam("row")).values(next_try=bindparam("at"))
_still = outbox.c.rev == bindparam("seen")
MARK = (
    update(outbox)
    # Who lost the lease meanwhile has nothing to say any more; doors in our own store take no lease.
    .where(
        outbox.c.id == bindparam("row"),
        outbox.c.holder.is_not_distinct_from(bindparam("by_whom", type_=Text())),
    )
    .values(
        # A card that changed while it was on its way is drawn again.
        state=case((_still, bindparam("became", type_=Text())), else_="waiting"),
        sent_at=bindparam("at"),
        next_try=bindparam("next_at", type_=Instant()),
        message=func.coalesce(bindparam("named", type_=Text()), outbox.c.message),
        error=bindparam("said"),
        cure=bindparam("helps"),
        doubtful=bindparam("maybe"),
        tries=case((bindparam("no_try", type_=Boolean()), outbox.c.tries - 1), else_=outbox.c.tries),
        outages=case((bindparam("no_try", type_=Boolean()), outbox.c.outages + 1), else_=0),
        held=bindparam("named_by_them"),
        lease_until=null(),
        # Who says it again may need the way it came; once it is said, that is nobody's business any more.
        route=case((bindparam("became", type_=Text()) == "waiting", outbox.c.route), else_=null()),
    )
)
_lapsed = (outbox.c.state == "sending") & or_(
    outbox.c.lease_until < bindparam("now"), outbox.c.lease_until > bindparam("beyond", type_=Instant())
)
LAPSED = (
    update(outbox)
    .where(_lapsed)
    .values(
        state=case((outbox.c.kind.in_(ONCE), "unknown"), else_="waiting"),
        doubtful=outbox.c.kind != "edit",
        lease_until=null(),
        error="the process that sent this did not report back",
    )
)
ANY_LAPSED = select(outbox.c.id).where(_lapsed).limit(1)
WAITING_IN = (
    select(outbox.c.workspace).where(outbox.c.state == "waiting", outbox.c.door == bindparam("door")).distinct()
)
COUNTS = (
    select(outbox.c.state, func.count().label("posts"), func.min(outbox.c.created_at).label("oldest"))
    .where(outbox.c.state.in_(("waiting", "sending", "unknown", "dead")))
    .group_by(outbox.c.state)
)
# Its platform is back: what waits because it was away need not wait for its turn to try.
HURRY = (
    update(outbox)
    .where(outbox.c.state == "waiting", outbox.c.workspace == bindparam("of_workspace"))
    .where(outbox.c.door == bindparam("of_door"), outbox.c.outages > 0, ~outbox.c.held)
    .values(next_try=bindparam("at"))
)
# Whoever mended a setting starts Baton again and looks at once; what a platform's own rest keeps back has no cure.
RETRY = (
    update(outbox)
    .where(outbox.c.state == "waiting", outbox.c.workspace == bindparam("of_workspace"))
    .where(outbox.c.door == bindparam("of_door"), outbox.c.outages > 0, outbox.c.cure != "")
    .values(next_try=bindparam("at"), held=False)
)
_this = outbox.alias("this")
_same_lane = outbox.c.lane == select(_this.c.lane).where(_this.c.id == bindparam("row")).scalar_subquery()
# What the platform called the newest post of a lane: where that is also says where the lane leads.
BEFORE = (
    select(outbox.c.message)
    .where(_same_lane)
    .where(outbox.c.state == "sent", outbox.c.id < bindparam("row"), outbox.c.message.is_not(None))
    .order_by(outbox.c.id.desc())
    .limit(1)
)
BEHIND = _POST.where(_same_lane, outbox.c.id > bindparam("row"))
FAR = timedelta(hours=1)
# WeCom's 45009 rests for up to a day.
FAR_AS_NAMED = timedelta(hours=25)


def ready(db: Connection, *, doors: Collection[str], now: datetime, most: int) -> list[Post]:
    """Return what may leave now, the first of each lane, locked."""
    parameters = {"doors": list(doors), "now": now, "most": most}
    parameters |= {"beyond": now + FAR, "beyond_held": now + FAR_AS_NAMED}
    return [Post(*row) for row in db.execute(READY, parameters)]


def in_order(db: Connection, *, workspace: int, door: str, most: int) -> list[Post]:
    """Return what waits for a door that lives in this store, oldest first, locked until it is shown."""
    db.execute(IN_LINE, {"workspace": workspace}).all()
    rows = db.execute(IN_ORDER, {"door": door, "workspace": workspace, "most": most})
    return [Post(*row) for row in rows]


def lease(db: Connection, posts: Sequence[Post], *, holder: str, now: datetime) -> None:
    """Mark posts as on their way, for the length of a lease."""
    ids = [post.id for post in posts]
    if ids:
        db.execute(LEASED, {"ids": ids, "until": now + LEASE, "by_whom": holder})


def before(db: Connection, post: Post) -> str | None:
    """Return what the platform called the newest post that went where this one goes."""
    return db.execute(BEFORE, {"row": post.id}).scalar_one_or_none()


def behind(db: Connection, post: Post, *, most: int) -> list[Post]:
    """Return what waits behind the first of a lane, in order, locked."""
    return [Post(*row) for row in db.execute(BEHIND, {"row": post.id, "most": most})]


def later(db: Connection, post: Post, at: datetime) -> None:
    """Keep a post back until its platform's limit allows it."""
    db.execute(LATER, {"row": post.id, "at": at})


def hurry(db: Connection, *, workspace: int, door: str, now: datetime) -> None:
    """Let what waits for a platform that was away leave now."""
    db.execute(HURRY, {"of_workspace": workspace, "of_door": door, "at": now})


def retry(db: Connection, *, doors: Collection[str], now: datetime) -> None:
    """Let what waited for a setting to be mended try again now."""
    for door, workspace in waiting_in(db, doors=doors):
        db.execute(RETRY, {"of_workspace": workspace, "of_door": door, "at": now})


def mark(db: Connection, marks: Sequence[Mark], *, holder: str | None, now: datetime) -> None:
    """Write down what became of posts this holder had leased."""
    rows = [
        {
            "by_whom": holder,
            "row": mark.id,
            "seen": mark.rev,
            "became": mark.state,
            "at": now if mark.state == "sent" else None,
            "next_at": mark.next_try or now,
            "named": mark.message,
            "said": mark.error,
            "helps": mark.cure,
            "maybe": mark.doubtful,
            "no_try": mark.outage,
            "named_by_them": mark.held,
        }
        for mark in marks
    ]
    if rows:
        db.execute(MARK, rows)


def waiting_in(db: Connection, *, doors: Collection[str]) -> list[tuple[str, int]]:
    """Return door and workspace of everything that waits for these doors."""
    return [(door, row.workspace) for door in doors for row in db.execute(WAITING_IN, {"door": door})]


def any_lapsed(db: Connection, *, now: datetime) -> bool:
    """Whether something is on its way longer than its lease allows."""
    return db.execute(ANY_LAPSED, {"now": now, "beyond": now + 2 * LEASE}).first() is not None


def recover(db: Connection, *, now: datetime) -> int:
    """Take back what a dead or silent process had on its way; return how many posts that were."""
    return db.execute(LAPSED, {"now": now, "beyond": now + 2 * LEASE}).rowcount


def counts(db: Connection) -> dict[str, tuple[int, datetime]]:
    """Return number and oldest moment of posts that are not settled, by state."""
    return {row.state: (row.posts, row.oldest) for row in db.execute(COUNTS)}
