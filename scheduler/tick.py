"""The tick: every process looks at what is due, each thing in its own transaction."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Connection

from sales.quoting import Quote
from sales.values import Deal, Request
from scheduler.due import Due
from scheduler.jobs import JOBS
from scheduler.nudge import hold
from storage import ballots, deals, members, quotes, requests, timers, workspaces
from storage.sealing import Seals
from storage.store import Conflict, Late, Store
from storage.timers import Timer
from templates.voice import Voice

MOST = 200
WAITS = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30))
TRIES = 5

Locked = tuple[Deal | None, Request | None, Quote | None]

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Seen:
    """What one tick did and saw."""

    looked: int
    broken: int
    late: timedelta


class Ticker:
    """Looks at due timers; any number of processes may tick on one store."""

    def __init__(self, store: Store, voice: Voice, seals: Seals) -> None:
        self._store = store
        self._voice = voice
        self._seals = seals

    def tick(self, now: datetime) -> Seen:
        """Look at everything that is due, at most 200 timers."""
        with self._store.read() as db:
            late = timers.lateness(db, now=now)
            due = timers.due(db, now=now, most=MOST)
        looked = broken = 0
        for id, workspace, kind, subject in due:
            try:
                looked += self._look(id, workspace, kind, subject, now)
            except (Late, Conflict):
                continue  # somebody works on it; the next tick looks again
            except Exception:  # a job is ours and may be wrong; the others must go on
                log.exception("job broke", timer=id, subject=f"{kind}:{subject}")
                broken += 1
                self._broke(id, now)
        return Seen(looked, broken, late)

    def _look(self, id: int, workspace: int, kind: str, subject: int, now: datetime) -> bool:
        with self._store.write() as db:
            locked = _lock(db, workspace=workspace, kind=kind, subject=subject)
            timer = None if locked is None else timers.take(db, id=id)
            if locked is None or timer is None or timer.due > now or timer.held_for is not None:
                return False
            found = workspaces.find(db, id=workspace)
            config = self._voice.configs.of(db, workspace=workspace, version=found.config_version)
            due = Due(db, self._voice, found, config, timer, now, *locked, seals=self._seals)
            self._follow(due)
            return True

    def _follow(self, due: Due) -> None:
        outcome = JOBS[due.timer.kind](due)
        if outcome.remind is not None:
            hold(due, outcome.remind)
        elif outcome.again_at is not None:
            timers.again(due.db, due.timer, due=outcome.again_at, step=outcome.step)
        else:
            timers.done(due.db, due.timer)

    def _broke(self, id: int, now: datetime) -> None:
        """Put a broken look off; after the last try tell an admin, once."""
        with self._store.write() as db:
            timer = timers.take(db, id=id)
            if timer is None:
                return
            tries = timer.tries + 1
            if tries < TRIES:
                wait = WAITS[min(tries, len(WAITS)) - 1]
                timers.again(db, timer, due=now + wait, step=timer.step, tries=tries)
                return
            timers.done(db, timer)
            self._tell_admins(db, timer, now)

    def _tell_admins(self, db: Connection, timer: Timer, now: datetime) -> None:
        subject = f"{timer.subject_kind} {timer.subject}"
        if timer.subject_kind == "deal":
            subject = deals.by_id(db, workspace=timer.workspace, id=timer.subject).code
        facts = {"kind": timer.kind, "subject": subject}
        for member in members.everybody(db, workspace=timer.workspace, now=now):
            if "admin" in member.roles:
                self._voice.to_member(
                    db,
                    member,
                    "job_broken",
                    facts,
                    workspace=timer.workspace,
                    about=f"broken:{timer.id}",
                    now=now,
                )


def _lock(db: Connection, *, workspace: int, kind: str, subject: int) -> Locked | None:
    """Lock what a timer speaks of, its deal first; None while somebody works on it."""
    about = _deal_of(db, workspace=workspace, kind=kind, subject=subject)
    deal = None if about is None else deals.free_by_id(db, workspace=workspace, id=about)
    if about is not None and deal is None:
        return None
    match kind:
        case "request":
            return deal, requests.locked_by_id(db, workspace=workspace, id=subject), None
        case "quote":
            return deal, None, quotes.locked(db, workspace=workspace, id=subject)
        case "ballot" if not ballots.free(db, workspace=workspace, id=subject):
            return None
        case "member" if not members.free(db, workspace=workspace, id=subject):
            return None
    return deal, None, None


def _deal_of(db: Connection, *, workspace: int, kind: str, subject: int) -> int | None:
    match kind:
        case "deal":
            return subject
        case "request":
            return requests.by_id(db, workspace=workspace, id=subject).deal
        case "quote":
            return quotes.by_id(db, workspace=workspace, id=subject).deal
    return None
