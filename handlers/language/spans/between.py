"""Two times of one day in English: 2-4pm, from 2 till 4:30pm, between 9 and 10:30, 9am to noon."""

import re
from dataclasses import replace

from handlers.language.spans.days import Clock, Time, Value
from handlers.language.spans.numerals import EN_WORD, whole
from handlers.language.spans.rules import NUMBER_ALONE, Rule

Words = re.Match[str]
TimeRule = Rule[Clock, Value]


def half_day(hour: int, half: str | None) -> int | None:
    """Return the hour from 0 to 24 of one with am or pm behind it."""
    if not half:
        return hour
    if not 1 <= hour <= 12:
        return hour if hour < 24 and half.startswith("p") else None
    return hour % 12 + (12 if half.startswith("p") else 0)


def _time(hour: str, minute: str | None, half: str | None) -> Time | None:
    if hour in _NAMED:
        return Time(_NAMED[hour])
    number = half_day(whole(hour), half)
    if number is None or number > 24:
        return None
    return Time(number, int(minute or 0), open=not half and 1 <= number <= 12 and not hour.startswith("0"))


def _span(words: Words, _clock: Clock) -> Time | None:
    """Read both times: what is said of one half of the day counts for the other where that keeps their order."""
    start = _time(words["hour"], words["minute"], words["half"])
    end = _time(words["until"], words["minutes"], words["halves"])
    if start is None or end is None:
        return None
    if start.open and words["halves"]:
        start = _before(words, start, end)
    return replace(start, until=end)


def _before(words: Words, start: Time, end: Time) -> Time:
    """Return an open time as the last one before another, which is known."""
    late = half_day(start.hour, "pm")
    both = (Time(late or start.hour, start.minute), Time(start.hour % 12, start.minute))
    return next((one for one in both if (one.hour, one.minute) < (end.hour, end.minute)), start)


_NAMED = {"noon": 12, "midday": 12, "midnight": 24}
_HALF = r"am|pm|a\.m\.?|p\.m\.?"
_FIRST = (
    rf"(?P<hour>2[0-4]|1\d|0?\d)(?:(?::|\.(?=\d\d ?(?:-|~|to|{_HALF})))(?P<minute>[0-5]\d))?(?: ?(?P<half>{_HALF}))?"
)
_LAST = rf"(?P<until>2[0-4]|1\d|0?\d|noon|midday|midnight)(?:(?::|\.(?=\d\d ?(?:{_HALF})))(?P<minutes>[0-5]\d))?(?: ?(?P<halves>{_HALF}))?"
_TO = "(?:-|~|to|till|until|thru|through|到|至)"
_END = r"(?![a-z0-9])(?!:\d)(?!%)"
# Two bare numbers are hours only where one of them is more than that, or where a day follows.
_TOLD = rf"(?=\d{{1,2}}(?::| ?(?:{_HALF}))|\d{{1,2}} ?{_TO} ?(?:\d{{1,2}}(?::\d| ?(?:{_HALF}))|noon|midday|midnight))"
_TOLD_AND = rf"(?=\d{{1,2}}(?::| ?(?:{_HALF}))|\d{{1,2}} and (?:\d{{1,2}}(?::\d| ?(?:{_HALF}))|noon|midday|midnight))"
_DAY_FOLLOWS = r"(?=$|[.?!,;)]| (?:next|this|on|today|tomorrow|tmrw|yesterday|mon|tue|wed|thu|fri|sat|sun))"
_HOUR = rf"1[0-2]|[1-9]|{EN_WORD}"
_BARE = rf"(?P<hour>{_HOUR})(?P<minute>)(?P<half>) ?{{}} ?(?P<until>{_HOUR})(?P<minutes>)(?P<halves>)(?![a-z\d]){_DAY_FOLLOWS}"

NUMBER_RULES = (
    TimeRule(rf"{NUMBER_ALONE}{_TOLD}{_FIRST} ?{_TO} ?{_LAST}{_END}", _span),
    TimeRule(
        rf"{NUMBER_ALONE}(?P<hour>1[0-2]|[1-9])(?P<minute>)(?P<half>) or (?P<until>1[0-2]|[1-9])(?P<minutes>) ?(?P<halves>{_HALF}){_END}",
        _span,
    ),
    TimeRule(rf"{NUMBER_ALONE}{_BARE.format('(?:-|~|to)')}", _span, weak=True),
)
WORD_RULES = (
    TimeRule(rf"between {_TOLD_AND}{_FIRST} and {_LAST}{_END}", _span),
    TimeRule(rf"between {_BARE.format('and')}", _span, weak=True),
    TimeRule(rf"from {_BARE.format('(?:to|till|until)')}", _span, weak=True),
)
