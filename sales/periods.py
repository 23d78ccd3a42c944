"""Periods people count by: a day, an ISO week, a month, a quarter, a year, or some days, on any zone's calendar."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sales.calendar import MIDNIGHT, ONE_DAY, instant_of

UNITS = ("day", "week", "month", "quarter", "year")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_KEY = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?|-?W(?P<week>\d\d?)|-?Q(?P<quarter>[1-4]))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Period:
    """Whole days, the last included; `unit` is what they make up: day, week, month, quarter, year, or else days."""

    unit: str
    first: date
    last: date

    def since(self, zone: ZoneInfo) -> datetime:
        """Return the UTC instant at which the first day begins in a zone."""
        return instant_of(self.first, MIDNIGHT, zone)

    def until(self, zone: ZoneInfo) -> datetime:
        """Return the UTC instant at which the last day is over in a zone; it does not belong to the period."""
        return instant_of(self.last + ONE_DAY, MIDNIGHT, zone)

    @property
    def key(self) -> str:
        """The period as it is written down: 2026-11-23, 2026-W48, 2026-11, 2026-Q4, 2026, 2026-11-01..2026-11-15."""
        match self.unit:
            case "year":
                return f"{self.first.year:04d}"
            case "quarter":
                return f"{self.first.year:04d}-Q{(self.first.month + 2) // 3}"
            case "month":
                return f"{self.first:%Y-%m}"
            case "week":
                year, week, _ = self.first.isocalendar()
                return f"{year:04d}-W{week:02d}"
            case "day":
                return self.first.isoformat()
        return f"{self.first}..{self.last}"

    def before(self) -> "Period":
        """Return the period of the same kind that ends where this one begins."""
        end = self.first - ONE_DAY
        return days(end - (self.last - self.first), end) if self.unit == "days" else containing(self.unit, end)

    def after(self) -> "Period":
        """Return the period of the same kind that begins where this one ends."""
        start = self.last + ONE_DAY
        return days(start, start + (self.last - self.first)) if self.unit == "days" else containing(self.unit, start)


def containing(unit: str, day: date) -> Period:
    """Return the day, week, month, quarter or year a day lies in."""
    if unit == "day":
        return Period(unit, day, day)
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(unit, monday, monday + timedelta(days=6))
    months = _MONTHS[unit]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    following = first.year * 12 + first.month - 1 + months
    return Period(unit, first, date(following // 12, following % 12 + 1, 1) - ONE_DAY)


def now_in(unit: str, now: datetime, zone: ZoneInfo) -> Period:
    """Return the day, week, month, quarter or year it is now in a zone."""
    return containing(unit, now.astimezone(zone).date())


def days(first: date, last: date) -> Period:
    """Return the period from one day to another, by the name of what they make up."""
    whole = (containing(unit, first) for unit in UNITS)
    return next((one for one in whole if (one.first, one.last) == (first, last)), Period("days", first, last))


def read_key(key: str) -> Period | None:
    """Return the period a key names; None when it names none."""
    first, dots, last = key.partition("..")
    try:
        return days(date.fromisoformat(first), date.fromisoformat(last)) if dots else _named(key)
    except ValueError:
        return None


def _named(key: str) -> Period | None:
    found = _KEY.fullmatch(key)
    if found is None:
        return None
    year = int(found["year"])
    if found["week"]:
        return containing("week", date.fromisocalendar(year, int(found["week"]), 1))
    if found["quarter"]:
        return containing("quarter", date(year, int(found["quarter"]) * 3, 1))
    if found["day"]:
        return containing("day", date(year, int(found["month"]), int(found["day"])))
    return (
        containing("month", date(year, int(found["month"]), 1))
        if found["month"]
        else containing("year", date(year, 1, 1))
    )
