"""Weeks, months, quarters, years, their parts and ends, and repeats: what both languages name."""

import re
from collections.abc import Callable
from datetime import date

from dateutil.relativedelta import relativedelta

from handlers.language.spans.days import ONE_DAY, Clock, Day, Precision, Value, on
from handlers.language.spans.rules import Rule

Words = re.Match[str]
DateRule = Rule[Clock, Value]


def period(first: date | None, precision: Precision) -> Day | None:
    """Return the whole week, month, quarter or year that begins on a day."""
    if first is None:
        return None
    length = {
        "week": relativedelta(days=7),
        "quarter": relativedelta(months=3),
        "year": relativedelta(years=1),
    }
    return Day(first, first + length.get(precision, relativedelta(months=1)) - ONE_DAY, precision)


def week_in(month: Day | None, number: int) -> Day | None:
    """Return the n-th week of a month, or with -1 the last: weeks belong where their Thursday is."""
    if month is None or month.last is None:
        return None
    if number < 0:
        thursday = month.last - ((month.last.weekday() - 3) % 7) * ONE_DAY
    else:
        thursday = month.first + ((3 - month.first.weekday()) % 7 + 7 * (number - 1)) * ONE_DAY
    return period(thursday - 3 * ONE_DAY, "week") if thursday.month == month.first.month else None


def weekday_in(month: Day | None, number: int, weekday: int) -> Day | None:
    """Return the n-th such weekday of a month, or with -1 the last."""
    if month is None or month.last is None:
        return None
    if number < 0:
        return Day(month.last - ((month.last.weekday() - weekday) % 7) * ONE_DAY)
    found = month.first + ((weekday - month.first.weekday()) % 7 + 7 * (number - 1)) * ONE_DAY
    return Day(found) if found.month == month.first.month else None


_PLACES = {
    "early": (1, 1, 10),
    "mid": (15, 11, 20),
    "late": (21, 21, 0),
    "early-mid": (1, 1, 20),
    "mid-late": (15, 11, 0),
}  # the day to note, first and last day


def place_in(whole: Day | None, place: str) -> Day | None:
    """Return the start, middle or end of a period: `end` is one day, the others are fuzzy."""
    if whole is None or whole.last is None:
        return None
    if place == "end":  # a working week ends on Friday
        return Day(whole.last - 2 * ONE_DAY if whole.precision == "week" else whole.last)
    if whole.precision == "month":
        noted, _, last = _PLACES[place]
        end = whole.first.replace(day=last) if last else whole.last
        return Day(whole.first.replace(day=noted), end, "fuzzy")
    if whole.precision == "week":
        start, length = {"early": (0, 1), "mid": (2, 0), "late": (3, 1)}[place]
        first = whole.first + start * ONE_DAY
        return Day(first, first + length * ONE_DAY, "fuzzy")
    start, months = {
        "year": {"early": (0, 3), "mid": (6, 2), "late": (9, 3)},
        "quarter": {"early": (0, 1), "mid": (1, 1), "late": (2, 1)},
    }[whole.precision][place]
    first = whole.first + relativedelta(months=start)
    return Day(first, first + relativedelta(months=months) - ONE_DAY, "fuzzy")


def next_place(unit: Precision, place: str, clock: Clock) -> Day | None:
    """Return the start, middle or end of this period, or of the next one once that is over."""
    spots = [place_in(stepped(unit, step, clock), place) for step in (0, 1)]
    return next((spot for spot in spots if spot and (spot.last or spot.first) >= clock.today), None)


def stepped(unit: Precision, step: int, clock: Clock) -> Day | None:
    """Return this week, month, quarter or year, or so many on."""
    if unit == "year":
        return period(on(clock.today.year + step, 1, 1), unit)
    return period({"week": clock.week, "month": clock.month, "quarter": clock.quarter}[unit](step), unit)


def every(repeat: str) -> Callable[[Words, Clock], Day]:
    """Return what reads a repeat that begins today: every day, every workday."""
    return lambda _words, clock: Day(clock.today, repeat=repeat)


def now_itself(_words: Words, clock: Clock) -> Day:
    """Read "now" where it ends a span."""
    return Day(clock.today)


def weekend(step: int, clock: Clock) -> Day:
    """Return Saturday and Sunday of this week, or so many weeks on."""
    saturday = clock.week(step) + 5 * ONE_DAY
    return Day(saturday, saturday + ONE_DAY)


def half_month(month: Day | None, *, second: bool) -> Day | None:
    """Return a month up to its 15th, or what is left after it."""
    if month is None:
        return None
    middle = month.first.replace(day=15)
    return Day(middle + ONE_DAY, month.last, "fuzzy") if second else Day(month.first, middle, "fuzzy")


def half_year(year: int, *, second: bool) -> Day | None:
    """Return January to June of a year, or July to December."""
    first, last = (on(year, 7, 1), on(year, 12, 31)) if second else (on(year, 1, 1), on(year, 6, 30))
    return Day(first, last, "fuzzy") if first else None


def next_half_year(clock: Clock, *, second: bool) -> Day | None:
    """Return a half of this year, or of the next once it is over, unless we look back."""
    over = not second and clock.today.month > 6
    return half_year(clock.today.year + (1 if over and clock.forward else 0), second=second)
