"""The period a question is about, in Chinese, English or both: last week, Q4, 2026-11, 上周, 本季度, 第48周."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from handlers.language.spans.dates import DateSpan, WorkCalendar, find_dates
from handlers.language.spans.rules import plain
from sales.periods import Period, containing, days, now_in, read_key

_KEYS = re.compile(
    r"(?<![\w-])(?:\d{4}-\d\d-\d\d\.\.\d{4}-\d\d-\d\d|20\d\d-?w\d\d?|20\d\d-?q[1-4]|20\d\d-\d\d)(?![\w-])"
)
_WEEK = re.compile(r"第\s?(?P<han>\d\d?)\s?周|(?<![\w-])(?:week |wk |w)(?P<number>\d\d?)(?!\w)")
# What one unit is called when nothing says which: the one it is now.
_BARE = {
    "day": re.compile(r"(?<![a-z])(?:daily|day)(?![a-z])|当日|日榜"),
    "week": re.compile(r"(?<![a-z])(?:weekly|week)(?![a-z])|周榜|^周$|当周"),
    "month": re.compile(r"(?<![a-z])(?:monthly|month)(?![a-z])|月榜|月度|^月$"),
    "quarter": re.compile(r"(?<![a-z])(?:quarterly|quarter)(?![a-z])|季榜|^季度?$|季度|本季|当季"),
    "year": re.compile(r"(?<![a-z])(?:yearly|annual|year)(?![a-z])|年榜|^年$|年度|本年|全年"),
}
_LEAD = "in "  # a bare "Dec" or "2026" is read as a date only where something announces one


@dataclass(frozen=True, slots=True)
class Found:
    """A period and where in the text it stands."""

    start: int
    end: int
    period: Period


def find_period(
    text: str, *, now: datetime, zone: ZoneInfo, calendar: WorkCalendar, forward: bool = False
) -> Found | None:
    """Return the first period a text speaks of; bare months and quarters are the last that have begun."""
    letters = plain(text)
    if (found := _KEYS.search(letters)) and (period := read_key(found[0].upper())):
        return Found(found.start(), found.end(), period)
    if found := _WEEK.search(letters):
        numbered = _numbered_week(int(found["han"] or found["number"]), now.astimezone(zone).date())
        return None if numbered is None else Found(found.start(), found.end(), numbered)
    for lead in ("", _LEAD):
        for span in find_dates(lead + text, now=now, zone=zone, calendar=calendar, forward=forward):
            if span.repeat is None:
                return Found(max(0, span.start - len(lead)), span.end - len(lead), _days(span, zone))
    for unit, pattern in _BARE.items():
        if bare := pattern.search(letters):
            return Found(bare.start(), bare.end(), now_in(unit, now, zone))
    return None


def _days(span: DateSpan, zone: ZoneInfo) -> Period:
    first = span.at.astimezone(zone).date()
    last = first if span.until is None else span.until.astimezone(zone).date()
    return days(first, max(first, last))


def _numbered_week(number: int, today: date) -> Period | None:
    """The last week of this number that has begun."""
    for year in range(today.isocalendar().year, today.isocalendar().year - 8, -1):
        try:
            monday = date.fromisocalendar(year, number, 1)
        except ValueError:  # most years have no week 53, and none a week 60
            continue
        if monday <= today:
            return containing("week", monday)
    return None
