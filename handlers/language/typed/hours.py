"""Working hours and days as people write them."""

import re
from datetime import time
from itertools import pairwise

from handlers.language.spans.numerals import whole

DAYS = (
    ("mon", "monday", "周一", "星期一", "礼拜一"),
    ("tue", "tuesday", "周二", "星期二", "礼拜二"),
    ("wed", "wednesday", "周三", "星期三", "礼拜三"),
    ("thu", "thursday", "周四", "星期四", "礼拜四"),
    ("fri", "friday", "周五", "星期五", "礼拜五"),
    ("sat", "saturday", "周六", "星期六", "礼拜六"),
    ("sun", "sunday", "周日", "周天", "星期日", "星期天", "礼拜天"),
)
NUMBER = {word: number for number, words in enumerate(DAYS) for word in words}
_DAY = "|".join(sorted(NUMBER, key=len, reverse=True))
_TO = r"\s*(?:-|–|—|~|to|till|until|到|至)\s*"
CLOCK = r"(\d{1,2})(?:[:：点](\d{2})?)?\s*(am|pm)?"
SPAN = re.compile(rf"(?<![\d:]){CLOCK}{_TO}{CLOCK}(?![\d:])", re.IGNORECASE)
RANGE = re.compile(rf"({_DAY})s?{_TO}({_DAY})", re.IGNORECASE)
DAY = re.compile(_DAY, re.IGNORECASE)
EVERY = re.compile(r"every ?day|daily|每天|天天", re.IGNORECASE)
WEEKDAYS = re.compile(r"weekdays|working days|工作日", re.IGNORECASE)
# 早九晚六, 上午9点到下午6点半: the half of the day stands before the hour, which may be in characters.
HALF = re.compile(r"(早上?|朝|上午|中午|下午|晚上?)\s*([一二两三四五六七八九十]{1,3}|\d{1,2})(?:[点:：](半|\d{2})?)?")
HAN = re.compile(r"([一二两三四五六七八九十]{1,3})点")
MORNING = ("早", "早上", "朝", "上午")
# Whoever writes 9-6 means the evening; a longer day than this is more likely a slip.
LONGEST_UNSAID = 10


def read_hours(text: str) -> tuple[tuple[time, time], ...]:
    """Return the stretches of a working day, in order; empty when there are none or they make no sense."""
    spans = []
    for found in SPAN.finditer(_spelled(text)):
        start, end = _clock(*found.groups()[:3]), _clock(*found.groups()[3:])
        if start and end and not (found[3] or found[6]) and 0 < end.hour + 12 - start.hour <= LONGEST_UNSAID:
            end = end.replace(hour=end.hour + 12) if start >= end else end
        if start is None or end is None or start >= end:
            return ()
        spans.append((start, end))
    spans.sort()
    apart = all(one[1] <= other[0] for one, other in pairwise(spans))
    return tuple(spans) if apart else ()


def read_days(text: str) -> tuple[int, ...]:
    """Return the days of the week somebody names, Monday is 0; empty when none is named."""
    if EVERY.search(text):
        return tuple(range(7))
    if WEEKDAYS.search(text):
        return tuple(range(5))
    days: set[int] = set()
    for found in RANGE.finditer(text):
        first, last = NUMBER[found[1].casefold()], NUMBER[found[2].casefold()]
        days |= {day % 7 for day in range(first, last + 1 if last >= first else last + 8)}
    days |= {NUMBER[found[0].casefold()] for found in DAY.finditer(RANGE.sub(" ", text))}
    return tuple(sorted(days))


def only_hours(text: str) -> bool:
    """Whether a text says when people work and nothing else."""
    text = _spelled(text)
    rest = text
    for said in (SPAN, RANGE, EVERY, WEEKDAYS):
        rest = said.sub(" ", rest)
    return rest != text and not re.search(r"\w", re.sub(rf"(?:{_DAY}|and|on|和)s?", " ", rest, flags=re.IGNORECASE))


def _spelled(text: str) -> str:
    """A text whose times are written in digits, the half of the day behind them."""
    text = HAN.sub(lambda found: f"{whole(found[1])}点", text.replace("点半", ":30"))
    text = HALF.sub(_halved, text)
    return re.sub(r"(am)\s*(?=\d{1,2}:\d{2}pm)", r"\1-", text)


def _halved(found: re.Match[str]) -> str:
    minute = "30" if found[3] == "半" else found[3] or "00"
    return f"{whole(found[2])}:{minute}{'am' if found[1] in MORNING else 'pm'}"


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    hours = int(hour) % 12 + (12 if half.casefold() == "pm" else 0) if half else int(hour)
    minutes = int(minute or 0)
    return time(hours, minutes) if hours < 24 and minutes < 60 else None
