"""The table of contents: everything that falls due."""

from collections.abc import Callable

from sqlalchemy import Connection

from sales.requesting import KINDS
from scheduler import awards, deals, digests, keeping, nudge, praise, quotes, requests, rhythm, standups
from scheduler.due import Due, Outcome

# kind of timer -> function
JOBS: dict[str, Callable[[Due], Outcome]] = {
    "first_contact": deals.first_contact,
    "next_step": deals.next_step,
    "transfer": requests.transfer,
    "award_close": awards.close,
    "award_reminder": awards.reminder,
    "vote": awards.vote,
    **dict.fromkeys(KINDS, requests.waiting),
    "quote_valid": quotes.valid,
    "nudge": nudge.nudge,
    "anchor": keeping.anchor,
    "tidy": keeping.tidy,
    "rhythm": rhythm.rhythm,
    "standup": standups.standup,
    "standup_digest": standups.digest,
    "digest": digests.digest,
    "morning": digests.morning,
    "praise": praise.praise,
}

# job of an escalation -> is it still true of what it speaks of (workspace, id)
STILL: dict[str, Callable[[Connection, int, int], bool]] = {
    "first_contact": deals.still_uncontacted,
    "request": requests.still_late,
}
