"""What is posted at set times: who is due, and that nobody's timer is missing."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Connection

from handlers.rhythm import due_timers
from handlers.turn import calendar_of
from sales import rhythm as rules
from scheduler.due import Due, Outcome
from storage import inspection, members, timers, workspaces


def rhythm(due: Due) -> Outcome:
    """Give every team and member the timers of the rhythm they lack: new ones, imported ones, those of an old store."""
    teams = workspaces.all_teams(due.db, workspace=due.workspace.id)
    people = members.everybody(due.db, workspace=due.workspace.id, now=due.now)
    wanted = due_timers(due.config, teams, people, due.now)
    set_ = ((kind_of, subject, kind, at) for kind_of, subject, kind, at in wanted if at is not None)
    timers.once_each(due.db, workspace=due.workspace.id, wanted=set_)
    return Outcome(again_at=due.now + timedelta(days=1))


def wake(db: Connection, *, now: datetime) -> None:
    """Have every workspace look after its timers now: a process starts, perhaps on an older store."""
    for id in inspection.every_workspace(db):
        timers.sooner(db, workspace=id, subject_kind="workspace", subject=id, kind="rhythm", due=now)


def on_time(due: Due, *, teams: Collection[int], zone: str) -> tuple[datetime | None, Outcome]:
    """Return the moment a post at set times stands for, None when there is none, and when to look again."""
    calendar = calendar_of(due.config.calendar, zone)
    beat = rules.beat_of(due.config.rhythm, due.timer.kind, teams)
    moment = rules.planned(beat, calendar=calendar, due=due.timer.due)
    return moment, Outcome(again_at=rules.next_at(beat, calendar=calendar, after=due.now))
