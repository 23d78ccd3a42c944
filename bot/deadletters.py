"""A post that can never be delivered: an admin is told once a day, with the cure."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import Connection

from bot import cures
from storage import members
from storage.sending import Mark, Post
from templates.voice import Voice


def tell_admins(db: Connection, voice: Voice, posts: Iterable[tuple[Post, Mark]], *, now: datetime) -> None:
    """Tell every admin of the workspace about the dead letters among these, unless the same was told today."""
    dead = Counter(
        (post.workspace, post.door, _where(post, mark), mark.error, mark.cure)
        for post, mark in posts
        if mark.state == "dead"
    )
    for (workspace, door, where, error, cure), count in dead.items():
        facts = {"count": count, "where": f"{door} {where}".strip(), **cures.facts(door, error, cure=cure)}
        for member in members.everybody(db, workspace=workspace, now=now):
            if "admin" in member.roles:
                voice.to_member(
                    db,
                    member,
                    "dead_letter",
                    facts,
                    workspace=workspace,
                    about=f"dead:{door}:{where}:{error}:{now.date()}",
                    now=now,
                )


def _where(post: Post, mark: Mark) -> str:
    if mark.cure in cures.EVERYWHERE:
        return ""
    return post.channel or post.user or post.door
