"""How fast people respond: the middle of their times, and the one nine of ten stay within."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class Length:
    """A stretch of working time in whole hours and minutes."""

    hours: int
    minutes: int


@dataclass(frozen=True, slots=True)
class Times:
    """So many stretches of working time: the median, and the 90th percentile by nearest rank."""

    count: int
    median: Length
    ninetieth: Length


def times(lengths: Iterable[timedelta]) -> Times | None:
    """Return median and 90th percentile of some times; None of none."""
    ordered = sorted(lengths)
    if not ordered:
        return None
    count = len(ordered)
    middle = (ordered[(count - 1) // 2] + ordered[count // 2]) / 2
    return Times(count, _length(middle), _length(ordered[-(-9 * count // 10) - 1]))


def _length(span: timedelta) -> Length:
    minutes = round(span / timedelta(minutes=1))
    return Length(*divmod(minutes, 60))
