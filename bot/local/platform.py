"""Shows posts in the local chat."""

from collections.abc import Mapping, Sequence
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
        # A line may be younger than the sender's look at the clock; its answer must not look older than it.
        at = local.number_lines(db, numbers, workspace=workspace, now=now)
        # What is posted now can already be edited or answered in this same batch.
        known: dict[int | None, str | None] = {}
        for post, _ in posts:
            known |= {post.edits: post.edits_message, post.thread: post.thread_message}
        marks = []
        for post, text in posts:
            mark = self._show(db, numbers, post, text, known=known, now=at)
            known[post.id] = mark.message
            marks.append(mark)
        numbers.keep()
        return marks

    @staticmethod
    def _show(
        db: Connection,
        numbers: local.Numbers,
        post: Post,
        text: str,
        *,
        known: Mapping[int | None, str | None],
        now: datetime,
    ) -> Mark:
        if post.edits is not None:
            shown = known.get(post.edits)
            if shown is not None:
                local.edit_post(db, numbers, id=int(shown), text=text)
            return Mark(post.id, post.rev, "sent")
        root = known.get(post.thread)
        id = local.add_post(
            db,
            numbers,
            workspace=post.workspace,
            outbox=post.id,
            room=post.room,
            member=post.member,
            thread=None if root is None else int(root),
            milestone=post.milestone,
            text=text,
            delivery=post.delivery,
            at=now,
        )
        return Mark(post.id, post.rev, "sent", message=str(id))
