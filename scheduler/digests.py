"""A manager's day and everybody's own fall due."""

from datetime import timedelta

from handlers.digest import digest_facts, morning_of
from handlers.turn import calendar_of
from sales import rhythm as rules
from scheduler.due import Due, Outcome
from scheduler.rhythm import on_time

LEADERS = frozenset({"manager", "director"})


def digest(due: Due) -> Outcome:
    """Tell a manager what happened since the last time, what waits, what is at risk and who needs help."""
    member = due.member(due.timer.subject)
    if member is None or not LEADERS & member.roles:
        return Outcome()
    moment, outcome = on_time(due, teams=member.teams, zone=member.zone)
    if moment is None or member.away(due.now):
        return outcome
    calendar = calendar_of(due.config.calendar, member.zone)
    beat = rules.beat_of(due.config.rhythm, "digest", member.teams)
    since = rules.before(beat, calendar=calendar, moment=moment) or moment - timedelta(days=1)
    due.tell(
        member,
        "digest",
        digest_facts(due.db, due.workspace, due.config, member, since=since, now=due.now),
        about=f"digest:{calendar.day_of(moment)}",
        kind="digest",
        at=moment,
    )
    return outcome


def morning(due: Due) -> Outcome:
    """Tell somebody what their day brings; whom nothing waits for hears nothing, or nobody would read it."""
    member = due.member(due.timer.subject)
    if member is None:
        return Outcome()
    moment, outcome = on_time(due, teams=member.teams, zone=member.zone)
    if moment is None or not member.mornings or member.away(due.now):
        return outcome
    waits = morning_of(due.db, due.workspace, due.config, member, now=due.now)
    if waits.count:
        due.tell(
            member,
            "morning",
            {"morning": waits, "member": member},
            about=f"morning:{calendar_of(due.config.calendar, member.zone).day_of(moment)}",
            kind="digest",
            at=moment,
        )
    return outcome
