"""What is posted at set times: for whom, when next, and whether it is still worth saying."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from sales.calendar import LONGEST_PAUSE, ONE_DAY, WorkCalendar, instant_of
from sales.config import Beat, RhythmPolicy, TeamBeat
from sales.refusal import Refused
from sales.values import Member

# What comes later than this is not said any more; the sender knows the same number.
LATE = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that is posted at set times: its kind of timer, and whether each team or each member has one."""

    kind: str
    subject: str
    roles: frozenset[str] = frozenset()

    def concerns(self, member: Member) -> bool:
        """Whether this is posted to a member: everybody, or who has one of the roles."""
        return self.subject == "member" and (not self.roles or bool(self.roles & member.roles))


# The name of an entry is the name of its beat in the policy and of its timer.
ENTRIES = (
    Entry("standup", "team"),
    Entry("digest", "member", frozenset({"manager", "director"})),
    Entry("morning", "member"),
    Entry("praise", "team"),
)
KINDS = tuple(entry.kind for entry in ENTRIES)


def beat_of(policy: RhythmPolicy, kind: str, teams: Collection[int]) -> Beat:
    """Return when something is posted to a team, or to a member of these teams: a team's own time comes first."""
    own = [(one.team, one.beat) for one in policy.own if one.kind == kind and one.team in teams]
    if own:
        return min(own, key=lambda one: one[0])[1]
    beat: Beat = getattr(policy, kind)
    return beat


def with_beat(policy: RhythmPolicy, kind: str, beat: Beat, *, teams: Collection[int]) -> RhythmPolicy:
    """Return the policy with another time for some teams, or without teams for the whole company."""
    if not teams:
        changed: dict[str, Any] = {kind: beat}
        return replace(policy, **changed)
    others = tuple(one for one in policy.own if one.kind != kind or one.team not in teams)
    return replace(policy, own=(*others, *(TeamBeat(team, kind, beat) for team in sorted(teams))))


def has_own(policy: RhythmPolicy, kind: str, team: int) -> bool:
    """Whether a team has its own time for something."""
    return any(one.kind == kind and one.team == team for one in policy.own)


def may_set(member: Member, teams: Collection[int]) -> None:
    """Refuse who may not set when something is posted: managers may for their teams, directors and admins for all."""
    if {"director", "admin"} & member.roles:
        return
    if "manager" not in member.roles or not teams or not member.teams.issuperset(teams):
        raise Refused("rhythm_not_yours")


def later(at: time, *, minutes: int) -> time:
    """Return what the clock shows some minutes after a time."""
    whole = at.hour * 60 + at.minute + minutes
    return time(whole // 60 % 24, whole % 60)


def next_at(beat: Beat, *, calendar: WorkCalendar, after: datetime) -> datetime | None:
    """Return the next moment of a beat strictly after this one; None when it is off."""
    day = calendar.day_of(after)
    for _ in range(LONGEST_PAUSE if beat.on else 0):
        at = instant_of(day, beat.at, calendar.zone)
        if at > after and _falls_on(beat, day.weekday(), calendar, at):
            return at
        day += ONE_DAY
    return None


def planned(beat: Beat, *, calendar: WorkCalendar, due: datetime) -> datetime | None:
    """Return the moment of the beat that a look due now stands for; None when the rhythm was changed since.

    A look that broke comes again some minutes later and still stands for its moment.
    """
    found = next_at(beat, calendar=calendar, after=due - LATE - timedelta(microseconds=1))
    last = None
    while found is not None and found <= due:
        last, found = found, next_at(beat, calendar=calendar, after=found)
    return last


def before(beat: Beat, *, calendar: WorkCalendar, moment: datetime) -> datetime | None:
    """Return the moment of the beat before this one, within a fortnight."""
    last, found = None, next_at(beat, calendar=calendar, after=moment - timedelta(days=15))
    while found is not None and found < moment:
        last, found = found, next_at(beat, calendar=calendar, after=found)
    return last


def too_late(moment: datetime, now: datetime) -> bool:
    """Whether it is too late to say something that was planned for a moment."""
    return now - moment > LATE


def _falls_on(beat: Beat, weekday: int, calendar: WorkCalendar, at: datetime) -> bool:
    """Whether a beat falls on the day of a moment; a weekly one on a day off comes on the week's next working day."""
    day = calendar.day_of(at)
    if not calendar.works_on(day):
        return False
    if beat.weekday is None or beat.weekday == weekday:
        return True
    since = range(1, weekday - beat.weekday + 1)
    return bool(since) and not any(calendar.works_on(day - ONE_DAY * back) for back in since)
