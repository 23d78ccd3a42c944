"""What grows old: anchors of the history are set, and what need not be kept is removed, in batches."""

from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, and_, bindparam, delete, exists, func, insert, select, update

from storage.tables import anchors, history, inbox, local_posts, outbox
from storage.types import Instant

INBOX_DAYS = 7
TEXT_DAYS = 30
LOOK_BACK_DAYS = 90  # blanked rows are not read again for ever; it is done every few hours
KEY_DAYS = 396  # thirteen months: what happens once a year is still said once
BATCH = 500

_ends = (
    select(history.c.subject_kind, history.c.subject, func.max(history.c.no).label("no"))
    .where(history.c.workspace == bindparam("workspace"), history.c.at >= bindparam("since", type_=Instant()))
    .group_by(history.c.subject_kind, history.c.subject)
    .subquery()
)
ENDS = (
    select(history.c.subject_kind, history.c.subject, history.c.no, history.c.hash)
    .join(
        _ends,
        and_(
            _ends.c.subject_kind == history.c.subject_kind,
            _ends.c.subject == history.c.subject,
            _ends.c.no == history.c.no,
        ),
    )
    .order_by(history.c.subject_kind, history.c.subject)
)
ANCHOR = insert(anchors)
# Rows come in the order of their ids, so that an index on their moments would only cost each of them time.
_oldest = select(inbox.c.id, inbox.c.at).order_by(inbox.c.id).limit(BATCH).subquery()
_old_inbox = select(_oldest.c.id).where(_oldest.c.at < bindparam("before", type_=Instant()))
# By their moment, not by their state, which most rows share: a whole year would be read.
_STATE = outbox.c.state + ""
_old_text = (
    select(outbox.c.id)
    .where(
        outbox.c.created_at < bindparam("before", type_=Instant()),
        outbox.c.created_at >= bindparam("since", type_=Instant()),
        _STATE == "sent",
        outbox.c.text != "",
    )
    .limit(BATCH)
)
_child = outbox.alias("child")
# Cards stay while people may press them; what others still hang on goes after them.
_old_rows = (
    select(outbox.c.id)
    .where(
        outbox.c.created_at < bindparam("before", type_=Instant()),
        outbox.c.kind != "card",
        _STATE.in_(("sent", "skipped", "dead", "unknown")),
        *(~exists().where(column == outbox.c.id) for column in (_child.c.thread, _child.c.edits)),
    )
    .order_by(outbox.c.created_at, outbox.c.id)
    .limit(BATCH)
)
LET_GO = update(local_posts).where(local_posts.c.outbox.in_(bindparam("gone", expanding=True))).values(outbox=None)
PURGE_OUTBOX = delete(outbox).where(outbox.c.id.in_(bindparam("gone", expanding=True)))
PURGE_INBOX = delete(inbox).where(inbox.c.id.in_(_old_inbox))
BLANK_TEXT = update(outbox).where(outbox.c.id.in_(_old_text)).values(text="")


def anchor(db: Connection, *, workspace: int, day: str, since: datetime) -> tuple[int, str]:
    """Set the day's anchors for every subject changed since; return how many and the hash over all of them."""
    ends = db.execute(ENDS, {"workspace": workspace, "since": since}).all()
    rows = [{"workspace": workspace, "day": day, **row._mapping} for row in ends]
    for start in range(0, len(rows), BATCH):
        db.execute(ANCHOR, rows[start : start + BATCH])
    sealed = "\n".join(f"{row.subject_kind}:{row.subject}:{row.no}:{row.hash}" for row in ends)
    return len(rows), sha256(sealed.encode()).hexdigest()


def tidy(db: Connection, *, now: datetime) -> int:
    """Remove one batch of what has been kept long enough; return how many rows that were."""
    removed = db.execute(PURGE_INBOX, {"before": now - timedelta(days=INBOX_DAYS)}).rowcount
    before = now - timedelta(days=TEXT_DAYS)
    removed += db.execute(BLANK_TEXT, {"before": before, "since": before - timedelta(days=LOOK_BACK_DAYS)}).rowcount
    gone = db.execute(_old_rows, {"before": now - timedelta(days=KEY_DAYS)}).scalars().all()
    if gone:
        db.execute(LET_GO, {"gone": gone})
        db.execute(PURGE_OUTBOX, {"gone": gone})
    return removed + len(gone)
