"""When a deal is expected to close, and the words that say so."""

import re
from dataclasses import replace

from handlers.language.sentences.news import News
from handlers.language.shape import Shape, signs
from handlers.language.spans.dates import DateSpan, find_dates

CLOSES = re.compile(
    r"成交|签(?!了?(?:份|个)?(?:保密|意向|备忘|框架|nda|loi|mou))(?:约(?!之?前|[之以]?后)|单|署|订|下|合同|字|了|完|回|好|掉|得|成|$|\W)|签(?=\W*$)|关单|落单|拿下|(?<![试小品])下单(?!之?前|[之以]?后)|能?(?<![初暂拟])定(?=[^\w\ue000-\ue0ff]*$|不?下)|收单|敲定|能[收成](?=\W*$|掉|单)|(?<![a-z])(?:clos(?:e|es|ing)(?![a-z]| (?:to\b|dinner|lunch|party|meeting|session|ceremony|call|look|watch|eye))"
    r"|sig(?:n|ns|ning|nature)?(?![a-z]|[ -](?:off|up|of|page|in(?! \ue005))\b| (?:an? |the |our |their )?(?:nda|loi|mou|sow|spec))|go[- ]?ahead(?![a-z])|ecd(?![a-z])|booking date|be closed|(?:deal|contract|paperwork)[a-z ]{0,12} (?:done|executed)(?![a-z])|on track for \ue005|plac(?:e|es|ing) (?:the|an|their|its) order|wrap(?:s|ping)? (?:this|it) up|(?<=get )ink|(?<=getting )ink|(?:paper(?:work)?|contract|agreement|deal|order form|msa)[a-z ]{0,12} signed(?![a-z])|\ue000 (?:should|will|might|is going to) (?:probably |likely )?(?:land|come in)(?![a-z])|\ue005 deal(?![a-z]))"
)
MEETS = re.compile(
    r"(?<![签预])约|见|会|拜访|演示|电话|面|讲|\b(?:meet\w*|call\w*|demo\w*|visit\w*|review|workshop|present\w*|lunch|talk|session|sync)\b"
)
# A day that is only awaited is the day of what was spoken of before (签约延期，预计12月10号).
AWAITED = signs(
    r"(?:说[好是]?|[^\w\ue000-\ue0ff]|新的?(?:日期|时间)|预计|预期|估计|大概|可能|差不多|最早|最快|最晚|最迟|也|都|要|到|改到|变成|变为|改成|初定|暂定|拟定|现在|来?看来?|得|恐怕|在|是|为|\b(?:promised|for|i'd say|now|earliest|latest|at the|also|not before|new date|expected?|likely|probably|maybe|looks? like|around|more like|to|on|is|it's)\b)*+"
    r"<date>(?:[^\w\ue000-\ue0ff]|左右|了|吧|\b(?:now|instead(?! of))\b)*+(?:(?:instead of|not) <date>)?+\W*"
)
DECIDED = re.compile(r"决策|决定|拍板|定标|\bdeci(?:sion|de)s?\b", re.IGNORECASE)
# What is signed or settled may be something less than the deal.
_NO_DEAL = re.compile(
    r"\b(?:nda|loi|mou|pilot|poc|trial)\b|保密|意向书?|备忘|试点|试用|技术协[议义]|补充协议|方案|时间|日期|档期"
)
_DEAL = re.compile(r"合同|单子|这单|成交|签[约单]|\b(?:deal|contract|msa|agreement|close[sd]?|closing|po)\b")
# What only leads to a closing day, or follows it.
BESIDE_CLOSE = (
    re.compile(
        r"(?:(?:从\ue005|预计|预期|计划|估计|争取|大概|可能|能|就|成交|签约|签单|签|日期|时间|推迟|延期|延|推|拖|到|至|在|是|为|改|了)+|\b(?:(?:expect(?:ed)?|plan(?:ned|s)?|clos(?:e|es|ing)|close date|sign(?:s|ing|ature)?|scheduled|slip(?:s|ped|ping)|push(?:ed|ing)|delayed|mov(?:e|es|ed)|stays|date|to|on|by|in|for|is|now|at|out|it|we|will|should|decision|looks?)\b\s*)+)\s*$"
    ),
    re.compile(
        r"\s*(?:之?前|左右)?(?:能|可以|应该|就|要)?(?:签约|签单|签字|签合同|签下|签|成交|定|拿下|关单|close|sign|signing|of close)*(?:了|吧|下来)*"
    ),
)
_A_FORTNIGHT = 12
_CLOSE_OF = re.compile(r"^(?:the )?close in |[ -]close$", re.IGNORECASE)


def speaks_of_close(line: str, before: str) -> bool:
    """Whether a clause is about the end of a deal, or only names a day for what was said of it before."""
    told = told_with(line, before)
    return bool(
        CLOSES.search(told)
        and not MEETS.search(told)
        and not (_NO_DEAL.search(f"{before} {line}") and not _DEAL.search(line))
    )


def awaits_close(line: str, said: str) -> bool:
    """Whether a clause names a day only, and the close was the last thing that was spoken of."""
    last = [max((found.end() for found in words.finditer(said)), default=-1) for words in (CLOSES, MEETS)]
    return last[0] > last[1] and bool(AWAITED.fullmatch(line))


def told_with(line: str, before: str) -> str:
    """A clause with the one before it, where it names nothing but a day that is awaited."""
    return f"{before} {line}" if AWAITED.fullmatch(line) else line


def closing_in(shape: Shape, day: DateSpan) -> DateSpan | None:
    """The quarter that something is said to close in, which is not the end of it."""
    text = shape.text[day.start : day.end]
    bare = _CLOSE_OF.sub("", text)
    if bare == text:
        return None
    scene = shape.scene
    found = find_dates(bare, now=scene.now, zone=scene.zone, calendar=scene.calendar)
    return replace(found[0], start=day.start, end=day.end) if found else None


def close(day: DateSpan, news: News) -> None:
    """Take a day, or a month or a quarter, as when the deal closes."""
    if whole(day):
        news.said["close_period"] = day
    else:
        news.said["close_date"] = day
        news.said.pop("close_period", None)


def whole(day: DateSpan) -> bool:
    """Whether a date is a month, a quarter or a year, and no day."""
    return day.until is not None and day.precision not in ("day", "minute") and (day.until - day.at).days > _A_FORTNIGHT
