"""How both languages say how long from now, and spans that begin or end today."""

import re
from datetime import UTC, timedelta
from decimal import Decimal

from dateutil.relativedelta import relativedelta

from handlers.language.spans.days import ONE_DAY, Clock, Day, Moment, Shift, Stay, Value
from handlers.language.spans.numerals import whole
from handlers.language.spans.rules import Rule

Words = re.Match[str]

_HAN_N = (
    r"(?:\d{1,3}|[一二两三四五六七八九]?[十百][一二三四五六七八九]?|[一二两三四五六七八九])(?![一二三四五六七八九十百])"
)
_EN_N = r"(?:\d{1,3}|an?(?! couple)|(?:a )?couple(?: of)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fourteen|eighteen|sixty|ninety|fifteen|twenty|thirty)"
_WORKING = {"工作日", "business day", "biz day", "working day", "work day", "workday", "weekday"}
_MINUTES = {"小时": 60, "钟头": 60, "钟": 60, "刻钟": 15, "分钟": 1, "分": 1}
_MINUTES |= {"hour": 60, "hr": 60, "h": 60, "minute": 1, "min": 1}
_LONG = {
    **dict.fromkeys(("天", "日", "day", "d"), relativedelta(days=1)),
    **dict.fromkeys(("周", "星期", "礼拜", "week", "wk", "w"), relativedelta(weeks=1)),
    "fortnight": relativedelta(weeks=2),
    **dict.fromkeys(("月", "month", "mth", "mo"), relativedelta(months=1)),
    **dict.fromkeys(("季度", "quarter", "qtr"), relativedelta(months=3)),
    **dict.fromkeys(("年", "year", "yr"), relativedelta(years=1)),
}
_HALVES = {
    "周": relativedelta(days=3),
    "月": relativedelta(days=15),
    "year": relativedelta(months=6),
    "年": relativedelta(months=6),
}
_EN_UNIT = r"(?P<unit>(?:business|biz|working|work) ?day|workday|weekday|day|week|wk|fortnight|month|mth|mo|quarter|qtr|year|yr|hour|hr|minute|min)s?"
_AGO = {"前", "之前", "以前", "ago", "earlier", "back"}


def _count(said: str) -> int:
    return 2 if "couple" in said else whole(said)


def _part(words: Words, name: str) -> str:
    return (words[name] or "") if name in words.re.groupindex else ""


def _after(words: Words, clock: Clock) -> Value | None:
    """Read how long from now: whole days as a day, hours and minutes as an instant."""
    half, unit = bool(_part(words, "half")), words["unit"]
    count = 0 if words["n"] in {"半", "half"} else _count(words["n"])
    half = half or not count
    sign = -1 if _part(words, "tail") in _AGO else 1
    if unit in _WORKING:
        return Day(clock.working_days(sign * count)) if count < 100 and not half else None
    if unit in _MINUTES:
        minutes = timedelta(minutes=_MINUTES[unit] * count + _MINUTES[unit] // 2 * half)
        return Moment((clock.now.astimezone(UTC) + sign * minutes).replace(second=0, microsecond=0))
    if half and unit not in _HALVES:
        return None
    rest = _HALVES[unit] if half else relativedelta()
    return Day(clock.today + sign * (_LONG[unit] * count + rest))


def _minutes_after(words: Words, clock: Clock) -> Moment:
    """Read "in 2 hours and 30 minutes", "in 1.5 hours", 2小时30分钟后."""
    hours = Decimal(words["n"]) if words["n"][0].isdigit() else Decimal(_count(words["n"]))
    minutes = int(hours * 60) + int(_part(words, "minutes") or 0) + 30 * bool(_part(words, "half"))
    return Moment((clock.now.astimezone(UTC) + timedelta(minutes=minutes)).replace(second=0, microsecond=0))


def _within_hours(words: Words, clock: Clock) -> Moment:
    """Read "within the hour", "in the next two hours"."""
    minutes = _MINUTES[words["unit"]] * _count((words["n"] or "a").strip())
    return Moment((clock.now.astimezone(UTC) + timedelta(minutes=minutes)).replace(second=0, microsecond=0))


def _feast_shift(words: Words, _clock: Clock) -> Shift:
    """Read "the day before", "the week after", to a day that follows."""
    sign = -1 if words["way"] == "before" else 1
    return Shift(sign * _LONG[words["unit"]])


def _next_working_day(words: Words, clock: Clock) -> Day:
    return Day(clock.working_days(1))


def _span(words: Words, clock: Clock) -> Day | None:
    """Read 未来三天 or "the last 30 days" as a span from or to today."""
    count, unit = _count(words["n"] or "a"), words["unit"]
    if unit in _MINUTES or count == 0:
        return None
    back = words["way"] in {"过去", "近", "最近", "last", "past", "previous", "前"}
    if unit in _WORKING:
        end = clock.working_days(-count if back else count) if count < 100 else clock.today
        return Day(min(clock.today, end), max(clock.today, end)) if count < 100 else None
    length = _LONG[unit] * count
    return Day(clock.today - length + ONE_DAY, clock.today) if back else Day(clock.today, clock.today + length)


def _about(words: Words, clock: Clock) -> Day | None:
    """Read 两三天后, 3-5天内, "in a few weeks" as the days from the soonest to the latest."""
    said = words["low"]
    low, high = (3, 5) if said in {"几", "few", "several"} else (whole(said), whole(words["n"]))
    unit, tail = words["unit"], _part(words, "tail")
    if tail in _AGO:
        low, high = -high, -low
    if unit in _MINUTES or not low < high < 100:
        return None
    if unit in _WORKING:
        return Day(clock.working_days(low), clock.working_days(high), "fuzzy")
    return Day(clock.today + low * _LONG[unit], clock.today + high * _LONG[unit], "fuzzy")


def _shift(words: Words, _clock: Clock) -> Shift | None:
    """Read "a week from", "2 days before": so long before or after the day that follows."""
    unit, count = words["unit"], _count(words["n"])
    sign = -1 if words["way"] in {"before", "prior to", "ahead of"} else 1
    if unit in _WORKING:
        return Shift(relativedelta(), working=sign * count) if 0 < count < 100 else None
    return Shift(sign * count * _LONG[unit]) if unit not in _MINUTES else None


def _stay(words: Words, _clock: Clock) -> Stay | None:
    """Read "for 3 days", 连续三天: how long what is named beside it lasts."""
    count, unit = _count(words["n"]), words["unit"]
    if unit in _MINUTES:
        return Stay(relativedelta(minutes=_MINUTES[unit] * count)) if count else None
    return Stay(_LONG[unit] * count) if unit not in _WORKING and 0 < count < 400 else None


LengthRule = Rule[Clock, Value]
_ALONE = r"(?<![第#a-z0-9_一二两三四五六七八九十几])(?<!\d\.)(?<![a-z]-)"
_WAY = r"(?P<way>from|after|before|prior to|ahead of)"
_TAIL = r"(?P<tail>之?后|以后|之?内|以内|之?前|以前)"
_SINCE = r"(?P<tail>from now|later|ago|out|back(?! (?:to|in|from|on|with)\b|-))"
_HAN_UNIT = r"个?(?P<unit>工作日|星期|礼拜|季度|小时|钟头|(?<=个)钟|(?<!个)(?:天|日|周|年|刻钟|分钟)|(?<=[个两])月)"

_SMALL = r"\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten"
_WEEKDAYS = "mon|tues|wed|thu|fri|sat|sun|today|tomorrow|tmrw"
_AHEAD = r"(?:之?后|以后|之?内|以内)"

NUMBER_RULES = (
    LengthRule(rf"{_ALONE}(?P<low>\d{{1,2}})[-~到至](?P<n>\d{{1,2}}) ?{_HAN_UNIT}{_AHEAD}", _about),
    LengthRule(rf"{_ALONE}(?P<low>[一两二三四五六七八])(?P<n>[两二三四五六七八九]) ?{_HAN_UNIT}{_AHEAD}", _about),
    LengthRule(rf"{_ALONE}(?P<low>几)(?P<n>) ?{_HAN_UNIT}{_AHEAD}", _about),
    LengthRule(rf"{_ALONE}(?P<n>{_HAN_N}) ?(?P<half>个半)(?P<unit>月|小时|钟头|星期|礼拜){_TAIL}", _after),
    LengthRule(rf"{_ALONE}(?P<n>{_HAN_N}) ?(?P<unit>年)(?P<half>半){_TAIL}", _after),
    LengthRule(rf"{_ALONE}(?P<n>{_HAN_N}) ?{_HAN_UNIT}{_TAIL}", _after),
    LengthRule(rf"{_ALONE}(?P<n>\d{{1,2}})个?小时(?:零|又)?(?P<minutes>\d{{1,2}})分钟?(?:之?后|以后)", _minutes_after),
    LengthRule(rf"{_ALONE}(?P<n>\d{{1,2}}\.\d)个?小时(?:之?后|以后|之?内|以内)", _minutes_after),
    LengthRule(rf"(?P<n>半)个?(?P<unit>月|小时|钟头|年){_TAIL}", _after),
    LengthRule(rf"{_ALONE}(?P<n>\d{{1,3}}) ?{_EN_UNIT} {_WAY}(?![a-z])(?! now)", _shift, weak=True),
    LengthRule(rf"{_ALONE}(?P<n>\d{{1,3}}) ?{_EN_UNIT} {_SINCE}(?![a-z])", _after),
)
HAN_RULES = (
    LengthRule(rf"(?<![做干学管待用教跟带])(?:再?过)(?P<low>几)(?P<n>){_HAN_UNIT}", _about),
    LengthRule(
        rf"(?<![做干学管待用教跟带])(?:再?过)(?P<low>[一两二三四五六七八])(?P<n>[两二三四五六七八九]){_HAN_UNIT}",
        _about,
    ),
    LengthRule(rf"(?<![做干学管待用教跟带])(?:再?过)(?P<n>{_HAN_N}|半){_HAN_UNIT}(?:之?后|以后)?", _after),
    LengthRule(rf"(?:连续|一共|共|请假?|休假?|玩|待|去|出差)(?P<n>{_HAN_N}){_HAN_UNIT}(?:假)?", _stay, weak=True),
    LengthRule(
        r"(?<![年月度周以之天日\d])(?P<way>前)(?P<n>[两三四五六]|\d{1,2})个?(?P<unit>天|周|星期|(?<=个)月)(?!后|内|假)",
        _span,
    ),
    LengthRule(rf"(?:未来|接下来|今后|往后)的?(?P<low>几)(?P<n>){_HAN_UNIT}", _about),
    LengthRule(rf"(?P<way>未来|接下来|今后|往后|过去|最近|近)的?(?P<n>{_HAN_N}){_HAN_UNIT}", _span),
)
WORD_RULES = (
    LengthRule(
        rf"(?:with)?in (?P<n>\d{{1,2}}|{_EN_N}) (?:hours?|hrs?) (?:and )?(?P<minutes>\d{{1,2}}) ?min(?:ute)?s?(?![a-z])",
        _minutes_after,
    ),
    LengthRule(rf"(?:with)?in (?P<n>{_EN_N}) (?:hours?|hrs?) and a (?P<half>half)(?![a-z])", _minutes_after),
    LengthRule(rf"(?:with)?in (?P<n>{_EN_N}) and a (?P<half>half) hours(?![a-z])", _minutes_after),
    LengthRule(r"(?:with)?in (?P<n>\d{1,2}\.\d) ?(?:hours?|hrs?|h)(?![a-z])", _minutes_after),
    LengthRule(
        r"(?:the )?(?P<unit>day|week|month) (?P<way>before|after)(?= [a-z0-9])(?! (?:tomorrow|tmrw|tmr|tom|yesterday|ne?xt|that|last|the|we|they|it|i|you|he|she)\b)",
        _feast_shift,
        weak=True,
    ),
    LengthRule(
        r"(?:(?:on|by|the|within|in|in the) )?next (?:business|biz|working|work) day(?![a-z])", _next_working_day
    ),
    LengthRule(rf"for (?P<n>{_EN_N}) ?{_EN_UNIT}(?![a-z])", _stay, weak=True),
    LengthRule(r"(?:with)?in (?P<n>\d{1,3}) ?(?P<unit>h|d|w)(?![a-z0-9])", _after),
    LengthRule(
        rf"(?:with)?in (?:the next )?(?P<low>\d{{1,2}}) ?(?:-|~|to|or) ?(?P<n>\d{{1,2}}) {_EN_UNIT}(?![a-z])", _about
    ),
    LengthRule(
        rf"(?:(?:with)?in (?:a|the next|the coming)|(?:the )?next) (?P<low>few|several)(?P<n>) {_EN_UNIT}(?![a-z])",
        _about,
    ),
    LengthRule(rf"(?:with)?in (?P<low>{_SMALL}) (?:to|or) (?P<n>{_SMALL}) {_EN_UNIT}(?![a-z])", _about),
    LengthRule(r"(?:with)?in (?P<low>an?) (?P<unit>day|week|month) or (?P<n>two|2)(?![a-z])", _about),
    LengthRule(rf"(?:a )?(?P<low>few|several)(?P<n>) {_EN_UNIT} (?P<tail>ago|back)(?![a-z])", _about),
    LengthRule(rf"(?:with)?in the (?:next )?(?P<n>{_EN_N} )?(?P<unit>hour|hr|minute|min)s?(?![a-z])", _within_hours),
    LengthRule(r"(?:the )?(?P<way>next) (?P<n>)(?P<unit>fortnight)(?![a-z])", _span),
    LengthRule(rf"(?P<n>{_EN_N}) (?P<unit>week|fortnight)s? (?P<way>on|from)? ?(?={_WEEKDAYS})", _shift, weak=True),
    LengthRule(rf"(?P<n>{_EN_N}) {_EN_UNIT} {_WAY}(?![a-z])(?! now)", _shift, weak=True),
    LengthRule(rf"(?P<n>half) an? (?P<unit>hour|year) {_SINCE}(?![a-z])", _after),
    LengthRule(rf"(?P<n>{_EN_N}) {_EN_UNIT} {_SINCE}(?![a-z])", _after),
    LengthRule(r"(?:with)?in (?:an? )?(?P<n>half) (?:an? )?(?P<unit>hour|year)(?![a-z])", _after),
    LengthRule(rf"(?:an? )?(?P<n>half) (?P<unit>hour) {_SINCE}(?![a-z])", _after),
    LengthRule(
        rf"(?:with)?in (?:about |around )?(?P<n>{_EN_N}) ?{_EN_UNIT}(?:'? time)?(?![a-z])(?!,? on (?:mon|tue|wed|thu|fri))",
        _after,
    ),
    LengthRule(rf"(?:the )?(?P<way>next|last|past|coming|previous) (?P<n>{_EN_N}) {_EN_UNIT}(?![a-z])", _span),
    LengthRule(rf"(?:the )(?P<n>{_EN_N}) (?P<way>next|last|past|coming|upcoming) {_EN_UNIT}(?![a-z])", _span),
)
HAN_STARTS = "过再未接今往最近连一共请休玩待去出"
