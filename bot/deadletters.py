"""What keeps posts from being delivered, for now or for ever: an admin is told once a day, with the cure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from bot import cures
from storage import members
from storage.sending import Mark, Post
from templates.voice import Voice

# What tells of a fault and meets one itself tells of nothing more.
ALERTS = ("dead:", "held:")


def tell_admins(db: Connection, voice: Voice, posts: Iterable[tuple[Post, Mark]], *, now: datetime) -> None:
    """Tell every admin of the workspace what these posts met, unless the same was told lately."""
    found = [(post, mark) for post, mark in posts if not post.key.startswith(ALERTS)]
    dead = Counter(
        (post.workspace, post.door, _where(post, mark), post.member, mark.error, mark.cure)
        for post, mark in found
        if mark.state == "dead"
    )
    for (workspace, door, where, member, error, cure), count in dead.items():
        facts = {"count": count, "where": f"{door} {where}".strip(), **cures.facts(door, error, cure=cure)}
        person = member if cure in cures.OF_PERSON else None
        about = f"dead:{door}:{where}:{error}:{now:%G-%V}" if person else f"dead:{door}:{where}:{error}:{now.date()}"
        to_admins(db, voice, "dead_letter", facts, workspace=workspace, about=about, leads=person, now=now)
    held = {
        (post.workspace, post.door, mark.error, mark.cure)
        for post, mark in found
        if mark.state == "waiting" and mark.cure
    }
    for workspace, door, error, cure in held:
        facts = {"where": door, **cures.facts(door, error, cure=cure)}
        about = f"held:{door}:{error}:{now.date()}"
        to_admins(db, voice, "posts_held", facts, workspace=workspace, about=about, broken=door, now=now)


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


def _where(post: Post, mark: Mark) -> str:
    if mark.cure in cures.EVERYWHERE:
        return ""
    return post.channel or post.user or post.door
