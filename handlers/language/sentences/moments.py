"""When somebody wants to hear of something again."""

import re
from collections.abc import Sequence
from datetime import datetime, time

from handlers.language.shape import Shape, Span
from handlers.language.spans.dates import DateSpan, find_dates
from handlers.language.spans.rules import plain
from sales.calendar import instant_of

MORNING = time(9)
# When it is noon, afternoon or evening where no hour was said.
PARTS = {"noon": time(12), "afternoon": time(14), "evening": time(20)}
# A length of time without a word that makes a date of it: "by 3 days", 延后2小时, "another half hour".
LENGTH = re.compile(
    r"(?P<zh>(?:\d{1,3}|[一二两三四五六七八九十]{1,3}|半)个?(?:分钟|半小时|小时|钟头|工作日|天|周|星期|礼拜|月)|一刻钟)|"
    r"(?<![a-z0-9])(?P<en>(?:\d{1,3}|an?|one|two|three|four|five|half an|a couple of|a few|another) ?(?:more )?"
    r"(?:minute|min|hour|hr|day|week|month)s?|\d{1,3}(?:h|m|d|w))(?![a-z0-9])"
)
_HOUR = re.compile(r"(?<![a-z])(?:until|till|til|at|to|before) (\d{1,2})(?=\W*(?:please|pls|thanks|then|$))")
_LETTERS = {"h": "hours", "m": "minutes", "d": "days", "w": "weeks"}


def moment_of(shape: Shape, days: Sequence[Span]) -> datetime | None:
    """Return the day and the hour that were named, nine where no hour was."""
    zone = shape.scene.zone
    found = [day.value for day in days if isinstance(day.value, DateSpan)]
    if not found:
        return None
    day = found[0].at
    timed = next((one for one in found if one.has_time), None)
    if timed is found[0]:
        return timed.at
    part = next((one.part for one in found if one.part), None)
    hour = PARTS.get(part or "", MORNING) if timed is None else timed.at.astimezone(zone).time()
    return instant_of(day.astimezone(zone).date(), hour, zone)


def moment_after(shape: Shape) -> datetime | None:
    """Return when a length of time that was said is over."""
    scene = shape.scene
    letters = plain(shape.text)
    found = LENGTH.search(letters)
    if found is None:
        hour = _HOUR.search(letters)
        named = find_dates(f"{hour[1]}点", now=scene.now, zone=scene.zone, calendar=scene.calendar) if hour else []
        return named[0].at if named else None
    said = found["en"] or found["zh"].replace("一刻钟", "15分钟")
    if found["en"]:
        said = re.sub(r"^another", "a", said).replace("more ", "")
        said = re.sub(r"^(\d+) ?([hmdw])$", lambda short: f"{short[1]} {_LETTERS[short[2]]}", said)
    text = f"in {said}" if found["en"] else f"{said}后"
    spans = find_dates(text, now=scene.now, zone=scene.zone, calendar=scene.calendar)
    if not spans:
        return None
    at = spans[0].at
    return at if spans[0].has_time else instant_of(at.astimezone(scene.zone).date(), MORNING, scene.zone)
