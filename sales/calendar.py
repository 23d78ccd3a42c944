"""Working time: which days and hours count, and where an amount of working time ends."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

MIDNIGHT = time(0)
ONE_DAY = timedelta(days=1)
MOST_DAYS = 5_000  # working days that may be added at once, about 20 years
MOST_HOURS = 100_000  # working hours likewise, about 50 years
MOST_MONTHS = 600  # 50 years: a due time beyond this is a mistake
LONGEST_PAUSE = 400  # days; a calendar silent for longer has no working time
ANNOUNCED_YEARLY = frozenset({"CN"})  # countries whose make-up workdays are decreed a year at a time

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Working hours on a zone's wall clock, Monday = 0; hours that end before they start end next day."""

    zone: ZoneInfo
    hours: tuple[tuple[time, time], ...]
    days: frozenset[int]
    country: str | None = None
    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()

    def __post_init__(self) -> None:
        _check_hours(self.hours)
        if not self.days <= frozenset(range(7)):
            raise ValueError(f"working days are numbers from 0 (Monday) to 6: {sorted(self.days)}")
        if not self.days and not self.opened:
            raise ValueError("a calendar needs at least one working day")
        if both := self.closed & self.opened:
            raise ValueError(f"both closed and opened: {min(both)}")

    def works_on(self, day: date) -> bool:
        """Say whether a day is worked: by the overrides, else the country's plan, else the weekday."""
        if day in self.closed:
            return False
        if day in self.opened:
            return True
        if self.country is not None:
            free, made_up = _plan(self.country, day.year)
            if day in made_up:
                return True
            if day in free:
                return False
        return day.weekday() in self.days

    def is_working(self, at: datetime) -> bool:
        """Say whether a UTC instant lies in working time; the end of a span does not."""
        month, moment = self._month(self._month_number(at)), _micro(at)
        place = bisect_right(month.starts, moment) - 1
        return place >= 0 and moment < month.ends[place]

    def next_working_moment(self, at: datetime) -> datetime:
        """Return the first UTC instant of working time not before this one."""
        moment = _micro(at)
        for month in self._months_from(at):
            place = bisect_right(month.ends, moment)
            if place < len(month.ends):
                return _instant(self._in_reach(moment, max(moment, month.starts[place])))
        raise AssertionError("the months end in a ValueError")

    def add_working_hours(self, at: datetime, hours: Decimal | float | int) -> datetime:
        """Return the earliest UTC instant by which so many working hours have passed; 0 gives the same."""
        if not 0 <= hours <= MOST_HOURS:
            raise ValueError(f"between 0 and {MOST_HOURS} working hours can be added: {hours}")
        left, moment = round(hours * 3_600_000_000), _micro(at)
        if left == 0:
            return _instant(moment)
        for number, month in enumerate(self._months_from(at)):
            if number == 0:
                left += month.worked_until(moment)
            if left <= month.total:
                return _instant(month.moment_after(left))
            left -= month.total
        raise AssertionError("the months end in a ValueError")

    def working_hours_between(self, start: datetime, end: datetime) -> timedelta:
        """Return the working time between two UTC instants, negative when the second is the earlier."""
        if end < start:
            return -self.working_hours_between(end, start)
        first, last = self._month_number(start), self._month_number(end)
        if last - first > MOST_MONTHS:
            raise ValueError(f"more than 50 years lie between {start} and {end}")
        whole = sum(self._month(number).total for number in range(first, last))
        before = self._month(first).worked_until(_micro(start))
        after = self._month(last).worked_until(_micro(end))
        return (whole - before + after) * _MICROSECOND

    def add_working_days(self, at: datetime, days: int) -> datetime:
        """Return 00:00 (zone, as UTC) of the n-th working day after (n < 0: before); 0: today or the next."""
        if abs(days) > MOST_DAYS:
            raise ValueError(f"more than {MOST_DAYS} working days: {days}")
        step = ONE_DAY if days >= 0 else -ONE_DAY
        day = self._worked_day(self.day_of(at), step) if days == 0 else self.day_of(at)
        for _ in range(abs(days)):
            day = self._worked_day(day + step, step)
        return instant_of(day, MIDNIGHT, self.zone)

    def day_of(self, at: datetime) -> date:
        """Return the zone's date at a UTC instant."""
        return _aware(at).astimezone(self.zone).date()

    def day_start(self, at: datetime) -> datetime:
        """Return the UTC instant at which the zone's day of this instant began."""
        return instant_of(self.day_of(at), MIDNIGHT, self.zone)

    def next_day_at(self, at: datetime, wall: time) -> datetime:
        """Return the first UTC instant strictly after this one when the zone's clock shows this time."""
        day = self.day_of(at) - ONE_DAY  # a clock set back over midnight can show yesterday again
        while (found := instant_of(day, wall, self.zone)) <= at:
            day += ONE_DAY
        return found

    def year_known(self, year: int) -> bool:
        """Say whether this year's make-up workdays are known, from the library or from `opened`."""
        if self.country is None or any(day.year == year for day in self.opened):
            return True
        return year_known(self.country, year)

    def _worked_day(self, day: date, step: timedelta) -> date:
        for _ in range(LONGEST_PAUSE):
            if self.works_on(day):
                return day
            day += step
        raise ValueError(f"no working day within {LONGEST_PAUSE} days of {day}")

    def _in_reach(self, moment: int, found: int) -> int:
        if (found - moment) * _MICROSECOND > timedelta(days=LONGEST_PAUSE):
            raise ValueError(f"no working time within {LONGEST_PAUSE} days after {_instant(moment)}")
        return found

    def _month_number(self, at: datetime) -> int:
        day = self.day_of(at)
        return day.year * 12 + day.month - 1

    def _months_from(self, at: datetime) -> Iterator["_Month"]:
        first, empty = self._month_number(at), 0
        for number in range(first, first + MOST_MONTHS):
            month = self._month(number)
            empty = 0 if month.total else empty + 1
            if empty * 28 > LONGEST_PAUSE:
                raise ValueError(f"no working time within {LONGEST_PAUSE} days after {at}")
            yield month
        raise ValueError(f"less working time than asked for in the 50 years after {at}")

    def _month(self, number: int) -> "_Month":
        months = _months_of(self)
        if number not in months:
            months[number] = _survey(self, number)
        return months[number]


@dataclass(frozen=True, slots=True)
class _Month:
    """The working spans of a local month, in µs since 1970 UTC; `before` is the time worked before each."""

    starts: "array[int]"
    ends: "array[int]"
    before: "array[int]"
    total: int

    def worked_until(self, moment: int) -> int:
        """Return the microseconds worked in this month up to a moment."""
        place = bisect_right(self.starts, moment) - 1
        if place < 0:
            return 0
        return self.before[place] + min(moment, self.ends[place]) - self.starts[place]

    def moment_after(self, worked: int) -> int:
        """Return the earliest moment up to which so many microseconds (0 < worked <= total) were worked."""
        place = bisect_left(self.before, worked) - 1
        return self.starts[place] + worked - self.before[place]


def instant_of(day: date, wall: time, zone: ZoneInfo) -> datetime:
    """Return the first UTC instant when the zone's clock shows this, or what it skips to."""
    local = datetime.combine(day, wall.replace(fold=0), zone)
    late = local.replace(fold=1)
    before, after = local.utcoffset(), late.utcoffset()
    if before is None or after is None or after <= before:
        return local.astimezone(UTC)
    low, high = late.replace(microsecond=0).astimezone(UTC), local.replace(microsecond=0).astimezone(UTC)
    while high - low > timedelta(seconds=1):  # the clock is put forward between the two
        middle = low + timedelta(seconds=(high - low) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == before:
            low = middle
        else:
            high = middle
    return high


def year_known(country: str, year: int) -> bool:
    """Say whether the library knows a year's make-up workdays of a country (ISO code: CN, DE-BY)."""
    if country.partition("-")[0] not in ANNOUNCED_YEARLY:
        return True
    return bool(_plan(country, year)[1])


@cache
def _plan(country: str, year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return a country's days off and its make-up workdays in one year."""
    import holidays  # a third of a second: only for those who ask

    code, _, part = country.partition("-")
    try:
        found = holidays.country_holidays(code, subdiv=part or None, years=year, expand=False)
    except NotImplementedError as error:
        raise ValueError(f"no holidays known for {country!r}") from error
    made_up = frozenset(day for day in found.weekend_workdays if day.year == year)
    return frozenset(found) - made_up, made_up


@lru_cache(maxsize=2_000)
def _months_of(_calendar: WorkCalendar) -> dict[int, _Month]:
    """Return the months surveyed so far, shared by all equal calendars."""
    return {}


def _survey(calendar: WorkCalendar, number: int) -> _Month:
    starts, ends, before, total = array("q"), array("q"), array("q"), 0
    day = date(number // 12, number % 12 + 1, 1)
    while day.month == number % 12 + 1:
        for start, end in _spans(calendar, day):
            if start < end:  # a span may be skipped by the clock
                starts.append(start)
                ends.append(end)
                before.append(total)
                total += end - start
        day += ONE_DAY
    return _Month(starts, ends, before, total)


def _spans(calendar: WorkCalendar, day: date) -> Iterator[tuple[int, int]]:
    """Yield the working spans between 00:00 and 24:00 of a day, a night shift in two parts."""

    def moment(on: date, wall: time) -> int:
        return _micro(instant_of(on, wall, calendar.zone))

    last_start, last_end = calendar.hours[-1]
    if MIDNIGHT < last_end <= last_start and calendar.works_on(day - ONE_DAY):
        yield moment(day, MIDNIGHT), moment(day, last_end)
    if calendar.works_on(day):
        for start, end in calendar.hours:
            yield moment(day, start), moment(day, end) if start < end else moment(day + ONE_DAY, MIDNIGHT)


def _check_hours(hours: tuple[tuple[time, time], ...]) -> None:
    if not hours:
        raise ValueError("a calendar needs working hours")
    if any(wall.tzinfo is not None for span in hours for wall in span):
        raise ValueError("working hours are wall clock times without a zone")
    edges = [_since_midnight(start, end) for start, end in hours]
    follows = [*edges[1:], (edges[0][0] + ONE_DAY, ONE_DAY)]
    for (start, end), (after, _) in zip(edges, follows, strict=True):
        if not start < end <= after:
            raise ValueError("working hours overlap or are not in order")


def _since_midnight(start: time, end: time) -> tuple[timedelta, timedelta]:
    first, last = (datetime.combine(date.min, wall) - datetime.combine(date.min, MIDNIGHT) for wall in (start, end))
    return first, last if first < last else last + ONE_DAY


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError(f"a time without a zone: {at}")
    return at


def _micro(at: datetime) -> int:
    return (_aware(at) - _EPOCH) // _MICROSECOND


def _instant(moment: int) -> datetime:
    return _EPOCH + moment * _MICROSECOND
