"""Looks that keep the store in order: the day's anchors, and what grew old."""

from datetime import timedelta

import structlog

from scheduler.due import Due, Outcome
from storage import housekeeping

log = structlog.get_logger()


def anchor(due: Due) -> Outcome:
    """Anchor the ends of all chains that grew since the last anchor, and log the day's hash."""
    # The day the anchor was due, which comes once: a look after midnight would take the next one's place.
    day = due.timer.due.date().isoformat()
    # The look back is generous: a chain anchored twice is harmless, one forgotten is not.
    count, sealed = housekeeping.anchor(
        due.db, workspace=due.workspace.id, day=day, since=due.timer.due - timedelta(days=3)
    )
    log.info("anchored", workspace=due.workspace.id, day=day, subjects=count, hash=sealed)
    return Outcome(again_at=due.timer.due + timedelta(days=1) * ((due.now - due.timer.due).days + 1))


def tidy(due: Due) -> Outcome:
    """Remove what has been kept long enough, one batch at a time."""
    removed = housekeeping.tidy(due.db, now=due.now)
    pause = timedelta(seconds=5) if removed else timedelta(hours=6)
    return Outcome(again_at=due.now + pause)
