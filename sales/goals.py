"""Goals: what somebody, a team or the company shall reach in a period, and what is still missing."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from sales.calendar import WorkCalendar
from sales.money import Money, money
from sales.periods import Period, now_in
from sales.rates import Rates, convert
from sales.values import Member

UNITS = ("month", "quarter", "year")  # periods a goal may have
HIGHEST = 10**15  # minor units; more is a slip of the keyboard


@dataclass(frozen=True, slots=True)
class Goal:
    """So much value (minor units of a currency) or so many won deals, for a member, a team or the workspace."""

    kind: str
    subject: int
    name: str
    metric: str
    period: Period
    value: int
    currency: str | None = None

    @property
    def money(self) -> Money | None:
        """The goal as an amount; None where it counts deals."""
        return None if self.currency is None else Money(self.value, self.currency)

    @property
    def unit(self) -> int:
        """What people count in: a yuan of so many fen, or a deal."""
        return 1 if self.currency is None else money(Decimal(1), self.currency).minor

    def much(self, number: int) -> Money | int:
        """Return a number of what the goal counts: an amount, or deals."""
        return number if self.currency is None else Money(number, self.currency)


@dataclass(frozen=True, slots=True)
class Gap:
    """A goal and how far it is: done, still missing, working days left, what is asked of each, what is likely to come."""

    goal: Goal
    done: int
    left: int
    percent: int
    days: int
    per_day: int
    likely: int
    unrated: tuple[Money, ...] = ()

    @property
    def reached(self) -> bool:
        """Whether nothing is missing."""
        return self.left <= 0

    @property
    def covered(self) -> bool:
        """Whether what is likely to come would be enough."""
        return self.likely >= self.left


@dataclass(frozen=True, slots=True)
class Check:
    """A team's goal beside the sum of its members'; the difference is positive where the members have more."""

    whole: Goal
    parts: int
    difference: int
    unrated: tuple[Money, ...] = ()


def split(value: int, among: int, *, unit: int = 1) -> list[int]:
    """Split a goal evenly in whole units; what does not divide goes to the first ones, so that the sum is exact."""
    whole, odd = divmod(value, unit)
    share, rest = divmod(whole, among)
    shares = [(share + (no < rest)) * unit for no in range(among)]
    return [shares[0] + odd, *shares[1:]]


def may_set(by: Member, *, kind: str, teams: frozenset[int]) -> bool:
    """Whether a member may set a goal: a manager in their own teams (of the person, or the team), a director any."""
    if "director" in by.roles:
        return True
    return kind != "workspace" and "manager" in by.roles and bool(teams & by.teams)


def gap(goal: Goal, *, done: int, unrated: tuple[Money, ...], likely: int, days: int) -> Gap:
    """Hold what was done against a goal."""
    left = goal.value - done
    per_day = -(-left // (days * goal.unit)) * goal.unit if left > 0 and days else max(left, 0)
    percent = max(0, (100 * done) // goal.value) if goal.value else 100
    return Gap(goal, done, left, percent, days, per_day, likely, unrated)


def compare(whole: Goal, parts: list[Goal], rates: Rates, now: datetime) -> Check:
    """Hold a team's goal against the sum of its members', in the team goal's currency at today's rates."""
    if whole.currency is None:
        summed = sum(goal.value for goal in parts)
        return Check(whole, summed, summed - whole.value)
    day, known, unrated = rates.day_of(now), 0, []
    for amount in filter(None, (goal.money for goal in parts)):
        value = convert(amount, day, rates, to=whole.currency)
        if value is None:
            unrated.append(amount)
        else:
            known += value.minor
    return Check(whole, known, known - whole.value, tuple(unrated))


def days_left(period: Period, *, calendar: WorkCalendar, now: datetime) -> int:
    """Return the working days of a period still to come, today included."""
    day = max(calendar.day_of(now), period.first)
    return sum(calendar.works_on(day + timedelta(days=no)) for no in range((period.last - day).days + 1))


def current(calendar: WorkCalendar, now: datetime) -> tuple[Period, ...]:
    """Return the periods goals are set for that it is now, the shortest first."""
    return tuple(now_in(unit, now, calendar.zone) for unit in UNITS)
