"""Feasts people plan by: 元旦前, 年后, 双十二, after Christmas, before CNY."""

import re
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta

from handlers.language.spans.days import ONE_DAY, Clock, Day, Shift, Value
from handlers.language.spans.numerals import whole
from handlers.language.spans.rules import Rule
from handlers.language.spans.words_zh import WEEKDAYS

Words = re.Match[str]

_FIXED = {
    "元旦": (1, 1),
    "情人节": (2, 14),
    **dict.fromkeys(("三八节", "妇女节"), (3, 8)),
    "青年节": (5, 4),
    "儿童节": (6, 1),
    "教师节": (9, 10),
    "平安夜": (12, 24),
    "五一": (5, 1),
    "劳动节": (5, 1),
    "618": (6, 18),
    "国庆": (10, 1),
    "双11": (11, 11),
    "双十一": (11, 11),
    "双12": (12, 12),
    "双十二": (12, 12),
    "圣诞": (12, 25),
    "christmas eve": (12, 24),
    "xmas eve": (12, 24),
    "christmas": (12, 25),
    "xmas": (12, 25),
    "new year's eve": (12, 31),
    "boxing day": (12, 26),
    "halloween": (10, 31),
    **dict.fromkeys(("valentine's day", "valentines day", "valentine's"), (2, 14)),
    "new year's day": (1, 1),
    "new year": (1, 1),
    "new years": (1, 1),
}
_LUNAR = {
    **dict.fromkeys(
        ("春节", "过年", "过完年", "年后", "年前", "除夕", "年三十", "大年三十", "元宵"), "Spring Festival"
    ),
    **dict.fromkeys(("chinese new year", "lunar new year", "spring festival", "cny"), "Spring Festival"),
    **dict.fromkeys(("deepavali", "diwali"), "Diwali"),
    **dict.fromkeys(("hari raya puasa", "hari raya", "eid"), "Eid al-Fitr"),
    "清明": "Tomb-Sweeping",
    "端午": "Dragon Boat",
    "中秋": "Mid-Autumn",
}
_EASTER = {"good friday": -2, "easter monday": 1, "easter": 0}
_BESIDE = {**dict.fromkeys(("除夕", "年三十", "大年三十"), -1), "元宵": 14}  # days from the feast they belong to
_OF_SINGAPORE = {"Diwali", "Eid al-Fitr"}
_LONG_FEAST = timedelta(days=7)
_LONG_FEASTS = {
    "春节",
    "年后",
    "过年",
    "过完年",
    "国庆",
    "chinese new year",
    "lunar new year",
    "spring festival",
    "cny",
}


def _feast(words: Words, clock: Clock) -> Day | None:
    name = words["name"]
    years = range(clock.today.year - 1, clock.today.year + 2)
    if name in _FIXED:
        day = clock.yearly(*_FIXED[name])
    elif name in _EASTER:
        day = clock.nearest(easter(year) + _EASTER[name] * ONE_DAY for year in years)
    elif name in {"thanksgiving", "black friday"}:
        later = ONE_DAY if name == "black friday" else 0 * ONE_DAY
        day = clock.nearest(_fourth_thursday(year) + later for year in years)
    else:
        beside = _BESIDE.get(name, 0) * ONE_DAY
        day = clock.nearest(found + beside for year in years if (found := _lunar(year, _LUNAR[name])))
    if day is None:
        return None
    if words["after"] or name in {"年后", "过完年"}:
        first = day + (_LONG_FEAST if name in _LONG_FEASTS else ONE_DAY)
        return Day(first, first + _LONG_FEAST, "fuzzy")
    return Day(day)


def _fourth_thursday(year: int) -> date:
    first = date(year, 11, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 21)


@cache
def _lunar(year: int, name: str) -> date | None:
    import holidays  # a third of a second: only for those who write so

    country = "SG" if name in _OF_SINGAPORE else "CN"
    found = holidays.country_holidays(country, years=year, language="en_US").items()
    return min(
        (day for day, title in found if day.year == year and name in title and "Eve" not in title),
        default=None,
    )


def _beside(words: Words, clock: Clock) -> Day | None:
    """Read 春节前一周, 圣诞前两天, 国庆后三天."""
    day = _feast(words, clock)
    if day is None:
        return None
    count = whole(words["n"]) * (7 if words["unit"] == "周" else 1)
    return Day(day.first + (count if words["side"] == "后" else -count) * ONE_DAY)


def _first_after(words: Words, clock: Clock) -> Day | None:
    """Read 元旦后第一个周一, 年后第一个工作日."""
    found = _feast(words, clock)
    if found is None:
        return None
    if words["weekday"]:
        return Day(found.first + (WEEKDAYS[words["weekday"]] - found.first.weekday()) % 7 * ONE_DAY)
    return Day(clock.shifted(found.first - ONE_DAY, Shift(relativedelta(), working=1)))


def _lunar_day(words: Words, clock: Clock) -> Day | None:
    """Read 大年初八, 正月十五."""
    years = range(clock.today.year - 1, clock.today.year + 2)
    number = whole(words["n"]) - 1
    day = clock.nearest(found + number * ONE_DAY for year in years if (found := _lunar(year, "Spring Festival")))
    return Day(day) if day else None


FeastRule = Rule[Clock, Value]
_AFTER = r"(?P<after>之?后|以后)?"
_NO_YEAR_BEFORE = r"(?<![一二两三四五六七八九十百半几多0-9今明去后前近周])"
ENGLISH = (
    r"(?:christmas|xmas)(?: eve)?|boxing day|halloween|valentine'?s day|valentine's|(?:chinese|lunar) new year|new year's (?:eve|day)"
    r"|new years?|thanksgiving|black friday|spring festival|good friday|easter(?: monday)?|deepavali|diwali|hari raya(?: puasa)?|eid"
)

_HAN = r"元旦|除夕(?!夜)|元宵|大年三十|妇女节|青年节|儿童节|教师节|平安夜|情人节|劳动节|国庆(?=节|假|长假|期|前|后|之)|双十[一二]|双1[12](?!寸)|圣诞|春节|清明(?=节|前|后|假)|端午|中秋|过年|过完年"

HAN_RULES = (
    FeastRule(
        rf"(?P<name>{_HAN})节?(?P<after>)的?(?P<side>[前后])的?(?P<n>[一两二三四五六七八九十]|\d{{1,2}})(?P<unit>天|周)",
        _beside,
    ),
    FeastRule(
        rf"(?P<name>{_HAN}|年后)节?(?:假期|假)?(?P<after>之?后|以后|(?<=年后))的?(?:首个|第一个|头一?个)"
        r"(?:工作日|上班日|(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天]))",
        _first_after,
    ),
    FeastRule(rf"(?:[今明]年的?)?(?P<name>{_HAN})节?(?:假期|假)?{_AFTER}", _feast),
    FeastRule(
        r"(?:大年初?|正月初?|年初(?=[一二三四五六七八九十](?![个家次季])))(?P<n>十?[一二三四五六七八九]|十)", _lunar_day
    ),
    FeastRule(rf"{_NO_YEAR_BEFORE}(?P<name>年[前后]|年三十)(?P<after>)(?![天年半])", _feast),
)
NUMBER_RULES = (
    FeastRule(rf"(?<![三0-9])(?P<name>五一)(?=节|假|长假|前|后|期间|劳动|之)(?:劳动节|节)?{_AFTER}", _feast),
    FeastRule(rf"(?P<name>618)(?=大促|活动|前|后|之){_AFTER}", _feast),
)
WORD_RULES = (
    FeastRule(rf"(?P<after>after|post)[ -](?:the )?(?P<name>{ENGLISH}|cny(?! ?[\d¥]))(?! [ei]ve)(?![a-z])", _feast),
    FeastRule(r"(?P<after>)(?:before|pre|until|till|by|around)[ -](?P<name>cny)(?! ?[\d¥])(?![a-z])", _feast),
    FeastRule(rf"(?P<name>{ENGLISH})(?P<after>)(?![a-z])", _feast),
)
HAN_STARTS = "今明妇青儿教平大正元情劳国双圣春清端中过年除"
