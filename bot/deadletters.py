"""A post that can never be delivered, or waits until somebody sets something right: an admin is told once a day."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from bot import cures
from storage import members
from storage.sending import Mark, Post
from templates.voice import Voice


def tell_admins(db: Connection, voice: Voice, posts: Iterable[tuple[Post, Mark]], *, now: datetime) -> None:
    """Tell every admin of the workspace what is dead or held up among these, unless the same was told today."""
    posts = list(posts)
    dead = Counter(
        (post.workspace, post.door, _where(post, mark), mark.error, mark.cure)
        for post, mark in posts
        if mark.state == "dead"
    )
    for (workspace, door, where, error, cure), count in dead.items():
        facts = {"count": count, "where": f"{door} {where}".strip(), **cures.facts(door, error, cure=cure)}
        about = f"dead:{door}:{where}:{error}:{now.date()}"
        to_admins(db, voice, "dead_letter", facts, workspace=workspace, about=about, now=now)
    # Only somebody's hand helps: what heals by itself has no cure, and nobody need hear of it.
    stuck = {
        (post.workspace, post.door, mark.error, mark.cure)
        for post, mark in posts
        if mark.state == "waiting" and mark.outage and mark.cure
    }
    for workspace, door, error, cure in stuck:
        facts = {"where": door, **cures.facts(door, error, cure=cure)}
        about = f"stuck:{door}:{error}:{now.date()}"
        to_admins(db, voice, "door_stuck", facts, workspace=workspace, about=about, now=now)


def to_admins(
    db: Connection, voice: Voice, name: str, facts: Mapping[str, object], *, workspace: int, about: str, now: datetime
) -> None:
    """Say something to every admin of a workspace, once for what it is about."""
    for member in members.everybody(db, workspace=workspace, now=now):
        if "admin" in member.roles:
            voice.to_member(db, member, name, facts, workspace=workspace, about=about, now=now)


def _where(post: Post, mark: Mark) -> str:
    if mark.cure in cures.EVERYWHERE:
        return ""
    return post.channel or post.user or post.door
