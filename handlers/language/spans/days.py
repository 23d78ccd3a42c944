"""Days, parts of a day and times on one wall clock: what the rules for dates read words into."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Literal, Protocol
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

Precision = Literal["minute", "day", "week", "month", "quarter", "year", "fuzzy"]
Part = Literal["dawn", "morning", "noon", "afternoon", "evening"]
ONE_DAY = timedelta(days=1)


class WorkCalendar(Protocol):
    """Knows the days a team works."""

    def add_working_days(self, at: datetime, days: int) -> datetime:
        """Return an instant on the n-th working day after one (n < 0: before)."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or a period from its first to its last day; `weekday` is set when nothing but a weekday was said.

    At an hour that is still ahead 周一 may be today; who says Monday on a Monday means the next one.
    """

    first: date
    last: date | None = None
    precision: Precision = "day"
    part: Part | None = None
    repeat: str | None = None
    weekday: int | None = None
    may_be_today: bool = True


@dataclass(frozen=True, slots=True)
class Time:
    """A time of day as said; `open` when it may mean the same hour in the afternoon; 24:00 ends the day."""

    hour: int
    minute: int = 0
    open: bool = False
    until: "Time | None" = None


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of a day without its day."""

    part: Part


@dataclass(frozen=True, slots=True)
class Moment:
    """An exact instant, said as so long from now."""

    at: datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """So long before or after a day that is said next: a length, or working days."""

    length: relativedelta
    working: int = 0


@dataclass(frozen=True, slots=True)
class Stay:
    """How long something lasts that begins at a day or time said beside it."""

    length: relativedelta

    def end(self, first: date) -> date:
        """Return the last day of what begins on a day."""
        return (datetime.combine(first, time()) + self.length).date() - ONE_DAY


Value = Day | Time | Hours | Moment | Shift | Stay


@dataclass(frozen=True, slots=True)
class Clock:
    """The speaker's wall clock; bare dates look forward from today or `floor`, or back when told so."""

    now: datetime
    zone: ZoneInfo
    calendar: WorkCalendar
    forward: bool = True
    floor: date | None = None

    @property
    def today(self) -> date:
        """The speaker's date."""
        return self.now.date()

    def nearest(self, days: Iterable[date]) -> date | None:
        """Return the first of ascending days that has not passed, or the last that has when looking back."""
        if self.forward or self.floor:
            floor = self.floor or self.today
            return next((day for day in days if day >= floor), None)
        return max((day for day in days if day <= self.today), default=None)

    def yearly(self, month: int, day: int) -> date | None:
        """Return a day of the year in the nearest year that has it."""
        start = (self.floor or self.today).year
        return self.nearest(found for year in range(start - 8, start + 9) if (found := on(year, month, day)))

    def monthly(self, day: int) -> date | None:
        """Return a day of the month in the nearest month that has it."""
        start = (self.floor or self.today).replace(day=1)
        months = (start + relativedelta(months=step) for step in range(-3, 4))
        return self.nearest(found for month in months if (found := on(month.year, month.month, day)))

    def weekly(self, weekday: int) -> date:
        """Return the next such weekday after today, or the last one when looking back."""
        if self.floor:
            return self.floor + timedelta(days=(weekday - self.floor.weekday()) % 7)
        if self.forward:
            return self.today + timedelta(days=(weekday - self.today.weekday() - 1) % 7 + 1)
        return self.today - timedelta(days=(self.today.weekday() - weekday) % 7)

    def week(self, step: int) -> date:
        """Return the Monday of this week or so many weeks on."""
        return self.today + timedelta(days=7 * step - self.today.weekday())

    def month(self, step: int) -> date:
        """Return the first day of this month or so many months on."""
        return self.today.replace(day=1) + relativedelta(months=step)

    def quarter(self, step: int) -> date:
        """Return the first day of this quarter or so many quarters on."""
        return self.month(3 * step - (self.today.month - 1) % 3)

    def named_month(self, month: int, year: int | None) -> date | None:
        """Return the first day of a month of a year, or of the nearest such month."""
        if year is not None:
            return on(year, month, 1)
        nearby = sorted(date(self._year + step, month, 1) for step in (-1, 0, 1))
        return self._open_period(nearby, months=1)

    def named_quarter(self, quarter: int, year: int | None) -> date | None:
        """Return the first day of a quarter of a year, or of the nearest such quarter."""
        return self._of_year(3 * quarter - 2, year, months=3)

    def _of_year(self, month: int, year: int | None, *, months: int) -> date | None:
        if year is not None:
            return on(year, month, 1)
        return self._open_period([date(self._year + step, month, 1) for step in (-1, 0, 1)], months=months)

    def _open_period(self, firsts: list[date], *, months: int) -> date | None:
        """Return the first period that is not over, or the last that has begun when looking back."""
        if not self.forward and not self.floor:
            return max((first for first in firsts if first <= self.today), default=None)
        floor = self.floor or self.today
        return next((first for first in firsts if first + relativedelta(months=months) > floor), None)

    @property
    def _year(self) -> int:
        return (self.floor or self.today).year

    def working_days(self, count: int) -> date:
        """Return the n-th working day from today."""
        return self.calendar.add_working_days(self.now, count).astimezone(self.zone).date()

    def shifted(self, anchor: date, shift: Shift) -> date:
        """Return the day so long before or after another."""
        if not shift.working:
            return anchor + shift.length
        at = datetime.combine(anchor, time(12), self.zone)
        return self.calendar.add_working_days(at, shift.working).astimezone(self.zone).date()

    def after(self, first: date) -> "Clock":
        """Return the clock by which the end of a span is read: from its first day on."""
        return replace(self, floor=first)


def on(year: int, month: int, day: int) -> date | None:
    """Return a date, or nothing if the calendar has none such."""
    if not (1 <= month <= 12 and 1900 <= year <= 2100 and 1 <= day <= monthrange(year, month)[1]):
        return None
    return date(year, month, day)


def clock_hour(said: Time, part: Part | None) -> int:
    """Return the hour from 0 to 24: an open hour before seven is in the afternoon unless a part is said."""
    if not said.open:
        return said.hour
    if part in {"afternoon", "evening"}:
        return said.hour + 12 if said.hour < 12 or (part == "evening" and said.hour == 12) else said.hour
    if part in {"dawn", "morning"}:
        return 0 if said.hour == 12 and part == "dawn" else said.hour
    return said.hour + 12 if 1 <= said.hour <= (3 if part == "noon" else 6) else said.hour


def wall_time(day: date, hour: int, minute: int) -> tuple[date, time]:
    """Return a day and a time, where 24:00 is midnight of the next day."""
    return day + (hour // 24) * ONE_DAY, time(hour % 24, minute)
