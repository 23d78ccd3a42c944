"""Day, part of the day and time that stand together say one date; two with a "to" between them a span."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time

from handlers.language.spans.days import (
    ONE_DAY,
    Clock,
    Day,
    Hours,
    Moment,
    Part,
    Shift,
    Stay,
    Time,
    Value,
    clock_hour,
    wall_time,
)
from handlers.language.spans.rules import Found
from sales.calendar import instant_of

DateFound = Found[Clock, Value]

_JOIN = re.compile(
    r" ?[,，的(]? ?(?:@ ?|(?:sharp )?(?:(?:at|by|on|@|around|about|before|in the|of|this|from|starting(?: from| on)?|beginning(?: on)?) )?)|起|开始| ?[,，]?从"
)
_TO = re.compile(r" ?(?:到|至|-|~|to|through|thru|until|till) ?")
_SINCE = ("since ", "ever since ", "自从", "打从")
_LONGEST_GAP = 16
_FAR = 40
_ENDS = re.compile(r"[。;!?\n]|\.(?=\s|$)")
_MOVED = re.compile(
    r"\b(?:push|mov|slip|postpon|reschedul|shift|chang|delay|bump)[a-z]*(?: [a-z']+){0,3} from (?:the )?$"
    r"|[推改挪延移调][^，,。]{0,6}[从由]$"
)
_PARTED = re.compile(r"[,，、:()]| (?:and|but|then|so|or) |然后|再|但|不过")
_UP_TO = re.compile(r"(?:到|至|until|till) ?$")
_DUE_AFTER = re.compile(r" ?(?:之?前|以前|为止|截止|到期)")
_DUE_BEFORE = re.compile(r"(?:by|before|until|till|due|截至|截止|截止[^,，]{0,4}) ?$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand together and say one date: its day, its part of the day, its time."""

    start: int
    end: int
    finds: tuple[DateFound, ...]
    day: Day | None = None
    hours: Part | None = None
    time: Time | None = None
    moment: Moment | None = None
    shift: Shift | None = None
    stay: Stay | None = None
    last: "Phrase | None" = None

    @property
    def part(self) -> Part | None:
        """The part of the day that was said, beside the day or in its name (今晚)."""
        return self.hours or (self.day.part if self.day else None)

    @property
    def means_something(self) -> bool:
        """Whether anything but weak words was said."""
        return not all(found.rule.weak for found in self.finds)


def join_phrases(text: str, finds: Iterable[DateFound], clock: Clock) -> Iterator[Phrase]:
    """Join what stands together."""
    phrase: Phrase | None = None
    for find in finds:
        joined = _joined(text, phrase, find, clock) if phrase else None
        if phrase and not joined:
            yield phrase
        phrase = joined or _with(Phrase(find.start, find.end, ()), find, clock)
    if phrase:
        yield phrase


def _joined(text: str, phrase: Phrase, find: DateFound, clock: Clock) -> Phrase | None:
    gap = text[phrase.end : find.start]
    if len(gap) > _LONGEST_GAP or not _JOIN.fullmatch(gap):
        return None
    joined = _with(phrase, find, clock)
    if joined and "(" in gap and text[find.end : find.end + 1] == ")":
        return replace(joined, end=find.end + 1)
    return joined


def _with(phrase: Phrase, find: DateFound, clock: Clock) -> Phrase | None:
    """Return the phrase with one more find, if it has room for it."""
    longer: Phrase | None = None
    match find.value:
        case Day() as day if phrase.shift and not phrase.day:
            longer = replace(phrase, day=Day(clock.shifted(day.first, phrase.shift)))
        case Day() as day if not phrase.moment and not phrase.shift:
            one = _one_day(phrase.day, day)
            longer = replace(phrase, day=one) if one else None
        case Hours(part=part) if not phrase.hours and not phrase.moment:
            longer = replace(phrase, hours=part)
        case Time() as said if not phrase.time and not phrase.moment:
            longer = replace(phrase, time=said)
        case Shift() as shift if not phrase.finds:
            longer = replace(phrase, shift=shift)
        case Stay() as stay if not phrase.stay and not phrase.moment and not phrase.shift:
            longer = replace(phrase, stay=stay)
        case Moment() as moment if not phrase.finds:
            longer = replace(phrase, moment=moment)
    return replace(longer, end=find.end, finds=(*phrase.finds, find)) if longer else None


def _one_day(known: Day | None, day: Day) -> Day | None:
    """Return the day two finds agree on: "Fri" and "Dec 4" are one, "tomorrow" and "Friday" two unless equal."""
    if known is None:
        return day
    if known.last or day.last:
        return None
    for bare, exact in ((known, day), (day, known)):
        if bare.weekday is not None and exact.first.weekday() == bare.weekday:
            return exact
    return known if known.first == day.first else None


def join_spans(text: str, phrases: Iterable[Phrase], clock: Clock) -> Iterator[Phrase]:
    """Join two phrases with a "to" between them into a span, and drop what means nothing alone."""
    waiting: Phrase | None = None
    for said in phrases:
        phrase = _arrived(text, _since(text, said, clock))
        span = _span(text, waiting, phrase, clock) if waiting else None
        if waiting and not span and waiting.means_something:
            yield waiting
        waiting = span or phrase
    if waiting and waiting.means_something:
        yield waiting


def _since(text: str, phrase: Phrase, clock: Clock) -> Phrase:
    """Read what something has been going on since as the last such day."""
    if clock.forward and text.endswith(_SINCE, 0, phrase.start):
        return _read_again(phrase, replace(clock, forward=False))
    return phrase


def _span(text: str, first: Phrase, last: Phrase, clock: Clock) -> Phrase | None:
    gap = text[first.end : last.start]
    if first.last or len(gap) > _LONGEST_GAP or first.moment or last.moment or not first.means_something:
        return None
    if not (_TO.fullmatch(gap) or (gap == " and " and text[: first.start].endswith("between "))):
        return None
    if _moved(text, first) and (last.day or first.time):  # only where it went to is a date
        lead = len("from ") if text.endswith("from ", 0, first.start) else 0
        return replace(last, start=first.start - lead, day=last.day or first.day)
    if last.day and not first.day and first.time and last.time:  # 2pm to 4pm tomorrow
        first = replace(first, day=last.day)
    elif last.day and first.day:
        first, last = _in_order(first, first.day, last, last.day, clock)
    elif last.day or not last.time:
        return None
    else:
        last = replace(last, day=first.day, hours=last.hours or first.hours)
    start, end = instant(first, clock), instant(last, clock, after=instant(first, clock))
    return replace(first, end=last.end, last=last) if start < end else None


def _arrived(text: str, phrase: Phrase) -> Phrase:
    """Read two times of what was moved from the one to the other as the other."""
    if phrase.time and phrase.time.until and _moved(text, phrase):
        return replace(phrase, time=phrase.time.until)
    return phrase


def _moved(text: str, phrase: Phrase) -> bool:
    """Whether what a phrase says is where something was moved from."""
    lead = "from " if text.startswith("from ", phrase.start) else ""
    return _MOVED.search(text[max(0, phrase.start - _FAR) : phrase.start] + lead) is not None


def _in_order(first: Phrase, start: Day, last: Phrase, end: Day, clock: Clock) -> tuple[Phrase, Phrase]:
    """Read the end of a span from its start on, or the start in the year before an end whose year is said."""
    begin = min(start.first, instant(first, clock).astimezone(clock.zone).date())
    later = _read_again(last, clock.after(begin))
    if later.day and begin <= later.day.first <= begin + 366 * ONE_DAY:
        return first, later
    return _read_again(first, clock.after(end.first - 364 * ONE_DAY)), last


def borrowed(text: str, phrases: list[Phrase], clock: Clock) -> list[Phrase]:
    """Give a bare time the day said before it, and that day the time when one clause says both.

    "tomorrow's call at 11", 明天去华重，下午两点. What is due by a day lends it to no other clause. A weekday beside
    "today" is another day than today.
    """
    today = any(_is_today(phrase, clock) for phrase in phrases)
    lender: Phrase | None = None
    for at, said in enumerate(phrases):
        phrase = said
        if today and said.day and said.day.weekday == clock.today.weekday():
            phrase = phrases[at] = replace(said, day=replace(said.day, weekday=None))
        if phrase.day or phrase.moment or phrase.shift or phrase.stay:
            lender = phrase if _lends(phrase) else None
            continue
        gap = text[lender.end : phrase.start] if lender else ""
        if lender is None or len(gap) > _FAR or _ENDS.search(gap):
            continue
        together = not _PARTED.search(gap)
        over = lender.day is not None and lender.day.first < clock.today
        if (over and not _UP_TO.search(gap)) or (not together and _due(text, lender)):
            continue
        part = phrase.hours or (lender.part if phrase.time and phrase.time.open else None)
        phrases[at] = replace(phrase, day=lender.day, hours=part)
        if together and phrase.time and not phrase.last and not lender.time and phrases[at - 1] is lender:
            phrases[at - 1] = replace(lender, hours=part, time=phrase.time)
            lender = phrases[at - 1]
    return phrases


def _is_today(phrase: Phrase, clock: Clock) -> bool:
    day = phrase.day
    return day is not None and day.first == clock.today and day.weekday is None and day.precision == "day"


def _lends(phrase: Phrase) -> bool:
    """Whether a phrase says one day."""
    day = phrase.day
    return day is not None and not (day.last or day.repeat or phrase.last or phrase.stay)


def _due(text: str, phrase: Phrase) -> bool:
    before = text[max(0, phrase.start - 10) : phrase.start]
    return _DUE_AFTER.match(text, phrase.end) is not None or _DUE_BEFORE.search(before) is not None


def _read_again(phrase: Phrase, clock: Clock) -> Phrase:
    if phrase.shift:
        return phrase
    day: Day | None = None
    for found in phrase.finds:
        value = found.again(clock)
        day = (_one_day(day, value) or day) if isinstance(value, Day) else day
    return replace(phrase, day=day or phrase.day)


def instant(phrase: Phrase, clock: Clock, after: datetime | None = None) -> datetime:
    """Return when a phrase begins: bare times after now, or after the begin of the span they end."""
    if phrase.moment:
        return phrase.moment.at
    day = phrase.day.first if phrase.day else clock.today
    if phrase.time is None:
        return instant_of(day, time(), clock.zone)
    choices = [_wall(*choice, phrase.time.minute, clock) for choice in _choices(phrase, phrase.time, day, clock)]
    if not clock.forward and not after:
        return choices[0]
    return next((at for at in choices if at > (after or clock.now)), choices[0])


def _choices(phrase: Phrase, said: Time, day: date, clock: Clock) -> Iterator[tuple[date, int]]:
    """Yield the days and hours a time may mean, the likeliest first."""
    hour = clock_hour(said, phrase.part)
    weekday = phrase.day.weekday if phrase.day and phrase.day.may_be_today else None
    if weekday == clock.today.weekday() and day == clock.today + 7 * ONE_DAY:
        yield clock.today, hour
    yield day, hour
    if said.open and hour < 12 and phrase.part is None and not (phrase.day and phrase.day.repeat):
        yield day, hour + 12
    if phrase.day is None or phrase.day.repeat:
        yield day + ONE_DAY, hour


def _wall(day: date, hour: int, minute: int, clock: Clock) -> datetime:
    return instant_of(*wall_time(day, hour, minute), clock.zone)
