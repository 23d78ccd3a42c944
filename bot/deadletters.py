"""What keeps posts from being delivered, for now or for ever: an admin is told once a day, with the cure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from bot import cures
from storage import members, unreachable, visitors, workspaces
from storage.sending import Mark, Post
from templates.voice import Voice

# What tells of a fault and meets one itself tells of nothing more.
ALERTS = ("dead:", "held:")
# What says that a door is shut, and comes by this very door so much later, comes because it is open again.
HELD_UP = timedelta(minutes=2)


def tell_admins(db: Connection, voice: Voice, posts: Iterable[tuple[Post, Mark]], *, now: datetime) -> None:
    """Tell every admin of the workspace what these posts met, unless the same was told lately."""
    found = [(post, mark) for post, mark in posts if not post.key.startswith(ALERTS)]
    lost = [(post, mark) for post, mark in found if mark.state == "dead" and not _of_person(post, mark)]
    dead = Counter((post.workspace, post.door, _where(post, mark), mark.error, mark.cure) for post, mark in lost)
    met = {(post.workspace, post.door, _where(post, mark)): post for post, mark in lost}
    for (workspace, door, where, error, cure), count in dead.items():
        called = _called(db, met[workspace, door, where]) if where else ""
        facts = {"count": count, "where": f"{door} {called}".strip(), **cures.facts(door, error, cure=cure)}
        about = f"dead:{door}:{where}:{error}/{now.date()}"
        to_admins(db, voice, "dead_letter", facts, workspace=workspace, about=about, now=now)
    for post, mark in found:
        if mark.state == "dead" and _of_person(post, mark):
            _tell_of_person(db, voice, post, mark, now=now)
    held = {
        (post.workspace, post.door, mark.error, mark.cure)
        for post, mark in found
        if mark.state == "waiting" and mark.cure
    }
    for workspace, door, error, cure in held:
        facts = {"where": door, **cures.facts(door, error, cure=cure)}
        about = f"held:{door}:{error}/{now.date()}"
        to_admins(db, voice, "posts_held", facts, workspace=workspace, about=about, broken=door, now=now)


def overtaken(post: Post, now: datetime) -> bool:
    """Whether an alert that nothing leaves by a door was itself kept waiting at that door."""
    itself = post.key.startswith(f"held:{post.door}:")
    return itself and (post.outages > 0 or now - post.created_at > HELD_UP)


def to_admins(
    db: Connection,
    voice: Voice,
    name: str,
    facts: Mapping[str, object],
    *,
    workspace: int,
    about: str,
    broken: str = "",
    leads: int | None = None,
    now: datetime,
) -> None:
    """Say something to every admin of a workspace, once for what it is about.

    It goes round a `broken` door where there is another one; who `leads` this member hears of it too.
    """
    everybody = members.everybody(db, workspace=workspace, now=now)
    teams = {team for member in everybody if member.id == leads for team in member.teams}
    for member in everybody:
        if "admin" in member.roles or ("manager" in member.roles and teams & set(member.teams)):
            voice.to_member(db, member, name, facts, workspace=workspace, about=about, broken=broken, now=now)


def _of_person(post: Post, mark: Mark) -> bool:
    """Whether it is this member, and nothing else, that could not be reached."""
    return post.member is not None and mark.cure in cures.OF_PERSON


def _tell_of_person(db: Connection, voice: Voice, post: Post, mark: Mark, *, now: datetime) -> None:
    """Tell once that somebody cannot be reached, until something arrives there again."""
    assert post.member is not None
    new = unreachable.meet(
        db, workspace=post.workspace, member=post.member, door=post.door, error=mark.error, cure=mark.cure, now=now
    )
    if not new:
        return
    who = members.people(db, workspace=post.workspace, ids=[post.member])
    facts = {"member": who[post.member], **cures.facts(post.door, mark.error, cure=mark.cure)}
    about = f"dead:{post.door}:{post.member}:{now.isoformat()}"
    to_admins(db, voice, "unreachable", facts, workspace=post.workspace, about=about, leads=post.member, now=now)


def _called(db: Connection, post: Post) -> str:
    """What people call who or where a post was for; of a room without a name, its team."""
    if post.room is not None and post.member is None:
        room = workspaces.room(db, workspace=post.workspace, id=post.room)
        if room.name != room.channel or room.team is None:
            return room.name
        team = workspaces.team(db, workspace=post.workspace, id=room.team)
        return room.name if team is None else team.name
    if post.member is not None:
        return members.people(db, workspace=post.workspace, ids=[post.member])[post.member].name
    seen = visitors.of_user(db, door=post.door, tenant=post.tenant, user=post.user or "")
    return post.user or post.door if seen is None else seen.name


def _where(post: Post, mark: Mark) -> str:
    if mark.cure in cures.EVERYWHERE:
        return ""
    return post.channel or post.user or post.door
