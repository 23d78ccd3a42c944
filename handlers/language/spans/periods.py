"""Weekends, halves and repeats, as both languages name them; and what their rules are made of."""

import re
from collections.abc import Callable

from handlers.language.spans.days import ONE_DAY, Clock, Day, Value, on
from handlers.language.spans.rules import Rule

Words = re.Match[str]
DateRule = Rule[Clock, Value]


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
