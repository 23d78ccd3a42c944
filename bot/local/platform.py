"""Shows posts in the local chat."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from storage import local
from storage.sending import Mark, Post


class LocalChat:
    """Keeps posts in our own store, so that a post and its mark are one transaction."""

    door = "local"

    def keep(self, db: Connection, workspace: int, posts: Sequence[tuple[Post, str]], now: datetime) -> list[Mark]:
        """Number new lines, show posts in order and return their marks."""
        numbers = local.Numbers(db, workspace)
        local.number_lines(db, numbers, workspace=workspace)
        marks = [self._show(db, numbers, post, text, now) for post, text in posts]
        numbers.keep()
        return marks

    def _show(self, db: Connection, numbers: local.Numbers, post: Post, text: str, now: datetime) -> Mark:
        if post.edits is not None:
            if post.edits_message is not None:
                local.edit_post(db, numbers, id=int(post.edits_message), text=text)
            return Mark(post.id, post.rev, "sent")
        id = local.add_post(
            db,
            numbers,
            workspace=post.workspace,
            outbox=post.id,
            room=post.room,
            member=post.member,
            thread=int(post.thread_message) if post.thread_message else None,
            milestone=post.milestone,
            text=text,
            delivery=post.delivery,
            at=now,
        )
        return Mark(post.id, post.rev, "sent", message=str(id))
