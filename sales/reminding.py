"""Who is reminded of what, and when they may be spoken to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sales.calendar import WorkCalendar
from sales.config import ClaimPolicy, ReminderPolicy
from sales.values import Deal


@dataclass(frozen=True, slots=True)
class Step:
    """What a look at one thing leads to: remind its owner, tell the manager, look again, or be done."""

    remind: bool = False
    escalate: bool = False
    again_at: datetime | None = None


def timers_of(deal: Deal) -> dict[str, datetime]:
    """Return when each kind of timer wants to look at this deal."""
    if not deal.open or deal.owner is None:
        return {}
    wanted = {"first_contact": deal.contact_due, "next_step": deal.next_at}
    return {kind: due for kind, due in wanted.items() if due is not None}


def first_contact_step(deal: Deal, step: int, *, policy: ClaimPolicy, calendar: WorkCalendar, now: datetime) -> Step:
    """Remind the owner of a late first contact once, then tell the manager once."""
    if not deal.open or deal.owner is None or deal.contact_due is None:
        return Step()
    if deal.contact_due > now:
        return Step(again_at=deal.contact_due)
    if step == 0:
        return Step(remind=True, again_at=calendar.add_working_hours(now, policy.escalate_after_hours))
    return Step(escalate=step == 1)


def next_step_step(deal: Deal, step: int, *, policy: ReminderPolicy, calendar: WorkCalendar, now: datetime) -> Step:
    """Remind the owner of a next step that fell due, again each working day, a few times."""
    if not deal.open or deal.owner is None or deal.next_at is None:
        return Step()
    due = calendar.next_working_moment(deal.next_at) if _whole_day(deal.next_at, calendar) else deal.next_at
    if due > now:
        return Step(again_at=due)
    if step >= policy.most:
        return Step()
    tomorrow = calendar.add_working_days(now, policy.repeat_days)
    return Step(remind=True, again_at=calendar.next_working_moment(tomorrow) if step + 1 < policy.most else None)


def may_speak_at(now: datetime, *, zone: str, last: datetime | None, policy: ReminderPolicy) -> datetime:
    """Return the next moment this member may be reminded: outside quiet hours, not twice in a short while."""
    if last is not None and timedelta(0) <= now - last < timedelta(minutes=policy.minutes_between):
        now = last + timedelta(minutes=policy.minutes_between)
    local = now.astimezone(ZoneInfo(zone))
    wall = local.time()
    if policy.quiet_from <= policy.quiet_until:
        quiet = policy.quiet_from <= wall < policy.quiet_until
    else:
        quiet = wall >= policy.quiet_from or wall < policy.quiet_until
    if not quiet:
        return now
    end = local.replace(hour=policy.quiet_until.hour, minute=policy.quiet_until.minute, second=0, microsecond=0)
    return (end if end > local else end + timedelta(days=1)).astimezone(now.tzinfo)


def _whole_day(at: datetime, calendar: WorkCalendar) -> bool:
    return calendar.day_start(at) == at
