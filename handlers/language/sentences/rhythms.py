"""When somebody wants to be reminded: which of the days named, how often, how long before."""

import re
from datetime import datetime, timedelta

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Said, deals_in
from handlers.language.sentences.moments import MORNING
from handlers.language.shape import Clause, Shape, Span
from handlers.language.spans.dates import DateSpan
from handlers.language.spans.numerals import whole
from handlers.language.spans.rules import plain
from sales.calendar import instant_of

_EVERY = any_of(
    r"""每(?=天|日|周|月|年|季|早|晚|上午|下午|中午|隔|逢|个?(?:工作日|星期|礼拜|月|季度|小时|周)|[一二两三四五六七八九十\d]+个?(?:天|周|月|小时|星期|礼拜)|<date>) (?<=每)<date> 天天 逢(?=周|<date>|单|双|\d) 工作日""",
    r"every (?:other |second |single |two |three |\d+ |working |work |business )?(?:days?|weeks?|months?|quarters?|years?|hours?|mornings?|evenings?|afternoons?|nights?|noon|weekdays?|weekends?|fortnight|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|<date>), each (?:day|week|month|quarter|year|morning|evening|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|<date>), daily, weekly, monthly, quarterly, yearly, annually, hourly, work ?days, business days, (?:mon|tues|wednes|thurs|fri)days, weekdays, biweekly, fortnightly",
)
_REPEATS = (
    ("workdays", any_of("工作日", "weekdays?, work(?:ing)? ?days?, business days?")),
    ("yearly", any_of("每年", "yearly, annually, every year, each year")),
    ("quarterly", any_of("季", "quarter(?:ly)?")),
    ("monthly", any_of("月", "month(?:ly)?")),
    ("biweekly", any_of("每两周 每隔周 隔周", "every other week, biweekly, fortnight(?:ly)?, every two weeks, every 2 weeks")),
    ("weekly", any_of("周 礼拜 星期", r"week(?:ly)?, (?:mon|tue|wed|thu|fri|sat|sun)\w*")),
    ("hourly", any_of("小时", "hour(?:ly)?")),
)  # fmt: skip
_AHEAD = re.compile(
    r"(?<![a-z0-9.])(?P<n>\d{1,3}|half an|an?|one|two|three) (?P<unit>min|hour|day|week)(?:ute)?s? (?:before|ahead|in advance|early|prior)|"
    r"提前(?P<zh>\d{1,3}个?|[一二两三五十半]个?)(?P<han>分钟|小时|钟头|天|日|周)"
)
_DAY_BEFORE = re.compile(
    r"\b(?:the |one )?(?:day|night) (?:before|prior|ahead)(?! yesterday| \ue005)|(?<!提)(?:前|头)一[天日晚](?=\s?(?:[再就]|提醒|叫|喊|通知|跟我|告诉))"
)
AHEAD_SAID = re.compile(
    rf"{_DAY_BEFORE.pattern}|"
    "提(?=\ue005)|提前(?:\\d{1,3}|[一二两三四五十半])个?(?:分钟|小时|钟头|天|日|周)|"
    r"(?<![a-z0-9.])(?:\d{1,3}|half an|an?|one|two|three) (?:min|hour|day|week)(?:ute)?s? (?:before|ahead|in advance|early|prior)"
)
_UNITS = {
    "min": "minutes",
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "周": "weeks",
    "分钟": "minutes",
    "小时": "hours",
    "钟头": "hours",
} | dict.fromkeys("天日", "days")
_OF_A_THING = re.compile(
    r"的(?!时候|早|晚|上午|下午|\d|[一二三四五六七八九十])|(?:例会|周会|月会|报表|报告|汇报|总结|复盘|目标|会议|盘点|指标|业绩|数据|预测|账单)|"
    r" (?:sales |team |pipeline |status )?(?:reports?|reviews?|meetings?|syncs?|forecasts?|newsletters?|calls?|updates?|summar\w+|numbers|stand-?ups?|check-?ins?|pipeline|recap|digest|goals?|targets?|quotas?|stats|figures|invoices?|business review|deck|dashboard|kpis?)(?![a-z])"
)
# Between a day and the cue it belongs to, before it and behind it.
_BESIDE = re.compile(
    r"[\s,，]*(?:的时候|时候|到时候|请|再|就|麻烦|帮我|记得|要|please|pls|can you|could you|then)*[\s,，]*"
)
_BEHIND = re.compile(
    r"\s*(?:一下|一声|下|我|me|us|myself|again|set|for|on|at|in|by|at about|:|：)*\s*(?:on|at|in|for|by)?\s*"
)
HOUR = re.compile(
    r"(?:at |by |around )?\d{1,2}(?:[:.]\d{2})? ?(?:[ap]\.?m\.?|o'?clock)?|noon|midday|(?:上午|下午|中午|晚上|早上|早晨|傍晚|凌晨|晚)?\s?"
    r"[\d一二三四五六七八九十两]{1,3}[点:：时](?:[\d一二三四五]{1,2}分?|半|整|一刻|三刻|十分|十五)?钟?|上午|下午|中午|晚上|早上|傍晚|(?:in the )?(?:morning|afternoon|evening)"
)
# Two days for one wish, or a rhythm of several beats.
_SEVERAL = re.compile(
    r"\ue005 ?(?:和|与|跟|及|以及|and|&|and on|and then(?: on)?) ?(?:the )?\ue005|每周[一二三四五六日天][、和]?[一二三四五六日天]|周[一二三四五六日天]\s?[和、跟]\s?(?:下?周)?[一二三四五六日天](?!起)|早晚|隔[一两]?天|每隔|(?:提前|前)[^，,。]{1,4}和提?前|"
    r"\ue005 ?(?:或者?|还是|or|or maybe|/)[^，,。]{0,4}\ue005|(?:after|past) (?:the |this )?(?:weekend|lunch)|周末(?:过后|之后|以后)"
)
_SLIP = re.compile(
    r"不对|不是|说错|哦不|改成|应该是|\b(?:no,? wait|i mean|scratch that|actually|make that|sorry,|rather)\b"
)
_CLOSES = re.compile(r"\s*(?:吧|哈|左右|钟|please|pls|sharp|ok|thanks|thx)?\s*(?:[，,。.!！;；]|$)")
_EARLIER = re.compile(r"提$")  # 提前三天 is no day
LAST_DAY = any_of("最后一?[天个] 末", "last (?:day|working day|business day|workday|[a-z]{3,9}day)")
_FIRST = re.compile(r"(\d{1,2}) ?(?:号|日|st|nd|rd|th)")


def days_meant(shape: Shape, start: int, end: int) -> list[Span]:
    """The days a wish may mean: the one beside its cue alone, where that is a day and not only an hour."""
    days = [
        (place, span)
        for place, span in shape.all("date")
        if not _EARLIER.search(shape.line, 0, place) and not (_repeats(span) and _of_a_thing(shape, span))
    ]
    clause = next((one for one in shape.clauses() if one.start <= start < one.end), Clause(0, len(shape.line)))
    within = [(place, span) for place, span in days if clause.start <= place < clause.end]
    beside = [(place, span) for place, span in within or days if _BESIDE.fullmatch(shape.line, place + 1, start)]
    beside = beside or [
        (place, span) for place, span in within if place >= end and _BEHIND.fullmatch(shape.line, end, place)
    ]
    beside = beside or within
    if (slip := _SLIP.search(shape.line)) and (right := [one for one in days if one[0] >= slip.end()]):
        beside = right[:1]
    alone = beside and not any(HOUR.fullmatch(shape.text[one.start : one.end].casefold()) for _, one in beside)
    if not alone or any(_repeats(one) for _, one in days):
        return [span for _, span in days]
    hours = [span for place, span in days if (place, span) not in beside and _hour_alone(shape, place, span)]
    return [span for _, span in beside] + hours


def _hour_alone(shape: Shape, place: int, span: Span) -> bool:
    """Whether an hour closes its clause: 明天下午提醒我，3点吧; in "the 3pm call" it is a thing's."""
    said = shape.text[span.start : span.end].casefold()
    return bool(HOUR.fullmatch(said) and _CLOSES.match(shape.line, place + 1))


def _repeats(span: Span) -> bool:
    return isinstance(span.value, DateSpan) and bool(span.value.repeat)


def many_moments(shape: Shape) -> bool:
    """Whether one wish has several moments: two days, or two deals each with its own; one reminder cannot keep them."""
    days = [one.value for _, one in shape.all("date") if isinstance(one.value, DateSpan)]
    several = len({one.at for one in days}) > 1 and len(deals_in(shape)) > 1
    return several or bool(_SEVERAL.search(shape.line) or _SEVERAL.search(plain(shape.text)))


def rhythm(shape: Shape, days: list[DateSpan]) -> Said:
    """How often, and of a rhythm whose day was not read the first time."""
    every = next((one for one in _EVERY.finditer(shape.line) if not _OF_A_THING.match(shape.line, one.end())), None)
    days = [day for day in days if not (day.repeat and _of_a_thing(shape, day))]
    said = f"{shape.line} {' '.join(shape.text[day.start : day.end].casefold() for day in days)}"
    if every is None and not any(day.repeat for day in days):
        return {}
    rhythms = said[every.start() :] if every else said
    inner = next((day.repeat for day in days if day.repeat), None)
    repeat = {"day": "daily", "workday": "workdays"}.get(inner or "") or next(
        (name for name, words in _REPEATS if words.search(inner or rhythms[:24])), "daily"
    )
    return {"repeat": repeat, "at": _first_of(shape, repeat)}


def _of_a_thing(shape: Shape, day: DateSpan | Span) -> bool:
    """Whether a rhythm is that of a thing, as in "the weekly report" and 每周的例会."""
    return bool(_OF_A_THING.match(plain(shape.text), day.end))


def ahead_of(shape: Shape) -> timedelta:
    """How long before what is named: 提前15分钟, an hour before."""
    if _DAY_BEFORE.search(shape.line):
        return timedelta(days=1)
    found = _AHEAD.search(plain(shape.text))
    if found is None or any(one.start <= found.start() < one.end for _, one in shape.all("date")):
        return timedelta()  # a date says it itself, as in "a week before Dec 20"
    said, unit = (found["n"], found["unit"]) if found["n"] else (found["zh"], found["han"])
    count = {"half an": 0.5, "半": 0.5, "半个": 0.5, "an": 1, "a": 1}.get(said) or whole(said.removesuffix("个"))
    return timedelta(**{_UNITS[unit]: count})


def _first_of(shape: Shape, repeat: str) -> datetime | None:
    """The first of a repeated reminder whose day was not read: the first of next month, else tomorrow at nine."""
    scene = shape.scene
    today = scene.now.astimezone(scene.zone).date()
    if repeat == "monthly":
        first = _FIRST.search(shape.line)
        later = (today.replace(day=1) + timedelta(days=32)).replace(day=min(28, int(first[1]) if first else 1))
        return instant_of(later, MORNING, scene.zone)
    return instant_of(today + timedelta(days=1), MORNING, scene.zone)
