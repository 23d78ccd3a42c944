"""A post that can never be delivered: an admin is told once a day, with the cure."""

from datetime import datetime

from sqlalchemy import Connection

from storage import members
from storage.sending import Mark, Post
from templates.voice import Voice


def tell_admins(db: Connection, voice: Voice, post: Post, mark: Mark, *, now: datetime) -> None:
    """Tell every admin of the workspace about a dead letter, unless the same was told today."""
    where = post.channel or post.user or post.door
    facts = {"where": f"{post.door} {where}", "error": mark.error, "cure": mark.cure}
    for member in members.everybody(db, workspace=post.workspace, now=now):
        if "admin" in member.roles:
            voice.to_member(
                db,
                member,
                "dead_letter",
                facts,
                workspace=post.workspace,
                about=f"dead:{post.door}:{where}:{mark.error}:{now.date()}",
                now=now,
            )
