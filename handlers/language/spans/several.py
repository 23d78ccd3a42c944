"""Several days named at once, in both languages: 周一周二, 明后天, 1-5号, the first two weeks of a quarter; and repeats."""

from datetime import date

from dateutil.relativedelta import relativedelta

from handlers.language.spans.dates_en import AND_YEAR, END, MONTH, MONTHS, STEPS, month_number
from handlers.language.spans.days import ONE_DAY, Clock, Day, Precision, on
from handlers.language.spans.numerals import whole
from handlers.language.spans.periods import DateRule, Words, half_year, period, stepped, week_in
from handlers.language.spans.words_zh import NOT_IN_A_NUMBER, STEP, WEEKDAYS, ZH_YEAR, steps, zh_year

UNITS: dict[str, Precision] = {
    **dict.fromkeys(("周", "星期", "礼拜", "week"), "week"),
    **dict.fromkeys(("月", "个月", "month"), "month"),
    **dict.fromkeys(("季", "季度", "个季度", "quarter"), "quarter"),
    **dict.fromkeys(("年", "year"), "year"),
}
_LENGTHS = {"week": relativedelta(weeks=1), "month": relativedelta(months=1), "quarter": relativedelta(months=3)}
_LONGEST = 35 * ONE_DAY  # 3/12-5/12 is more likely three days of December than two months
_DAYS_UNIT = {"天", "日", "day"}


def _weekdays(words: Words, clock: Clock) -> Day | None:
    """Read 周一周二, 下周三四, 周一二 as the days from the first to the last."""
    first, last = WEEKDAYS[words["weekday"]], WEEKDAYS[words["last"]]
    if last <= first or (not words["to"] and last - first != 1 + len(words["more"])):
        return None
    precision: Precision = "fuzzy" if (words["to"] or "").startswith("或") else "day"
    if words["rel"]:
        monday = clock.week(steps(words["rel"]))
        return Day(monday + first * ONE_DAY, monday + last * ONE_DAY, precision)
    begin = clock.weekly(first)
    return Day(begin, begin + (last - first) * ONE_DAY, precision)


def _coming_days(words: Words, clock: Clock) -> Day:
    """Read 明后天, 今明两天, 这几天."""
    first, last = {"明后": (1, 2), "今明": (0, 1), "这两": (0, 1), "这几": (0, 3)}[words["near"]]
    return Day(clock.today + first * ONE_DAY, clock.today + last * ONE_DAY, "fuzzy")


def _days_of_month(words: Words, clock: Clock) -> Day | None:
    """Read 1-5号, and 30号到2号 over the end of the month."""
    day, until = int(words["day"]), int(words["until"])
    first = clock.monthly(day)
    if first is None or day == until:
        return None
    last = on(first.year, first.month, until) if until > day else clock.after(first).monthly(until)
    return Day(first, last) if last else None


def _dotted(words: Words, clock: Clock) -> Day | None:
    """Read 11.25-11.28, which only as two days makes sense."""
    first = clock.yearly(int(words["month"]), int(words["day"]))
    last = clock.after(first).yearly(int(words["months"]), int(words["days"])) if first else None
    return Day(first, last) if first and last and last > first else None


def _slashes(words: Words, clock: Clock) -> Day | None:
    """Read 12/24-1/2 and 24/12-2/1: the number that can be no month says how both are written, else the month is first."""
    first, last = (int(words["month"]), int(words["day"])), (int(words["months"]), int(words["days"]))
    if first[0] > 12 or last[0] > 12:
        first, last = first[::-1], last[::-1]
    sure = max(first[1], last[1]) > 12
    begin = clock.yearly(*first)
    end = clock.after(begin).yearly(*last) if begin else None
    if begin is None or end is None or end <= begin or (end - begin > _LONGEST and not sure):
        return None
    return Day(begin, end)


def _spaced(words: Words, _clock: Clock) -> Day | None:
    found = on(int(words["year"]), int(words["month"]), int(words["day"]))
    return Day(found) if found else None


def _whole(words: Words, clock: Clock) -> Day | None:
    """Return the period a part of which is spoken of."""
    if words["rel"]:
        return stepped(UNITS[words["whole"]], steps(words["rel"]), clock)
    year = zh_year(words, clock)
    if words["month"]:
        return period(clock.named_month(whole(words["month"]), year), "month")
    return period(on(year, 1, 1), "year") if year is not None else None


def _part_of(words: Words, clock: Clock) -> Day | None:
    """Read 2021年前两个季度, 本月最后3天, 12月头两周, 今年第一天."""
    found, unit = _whole(words, clock), words["unit"]
    if found is None or found.last is None:
        return None
    count = whole(words["n"]) if words["n"] else 1
    if words["nth"]:
        return _nth(found, unit, count)
    if unit in _DAYS_UNIT:
        return _cut(found, days=count, end=words["end"] is not None)
    length = _LENGTHS[UNITS[unit]] * count
    first = found.last + ONE_DAY - length if words["end"] else found.first
    return Day(first, first + length - ONE_DAY) if first >= found.first else None


def _nth(found: Day, unit: str, number: int) -> Day | None:
    if unit in _DAYS_UNIT:
        day = found.first + (number - 1) * ONE_DAY
        return Day(day) if found.last and day <= found.last else None
    if UNITS[unit] == "week":
        return week_in(Day(found.first, found.first.replace(day=28)), number) if number < 5 else None
    first = found.first + _LENGTHS[UNITS[unit]] * (number - 1)
    return period(first, UNITS[unit]) if found.last and first <= found.last else None


def _cut(found: Day, *, days: int, end: bool) -> Day | None:
    if found.last is None or not 0 < days < 100:
        return None
    if end:
        return Day(found.last - (days - 1) * ONE_DAY, found.last if days > 1 else None)
    return Day(found.first, found.first + (days - 1) * ONE_DAY if days > 1 else None)


def _part_of_en(words: Words, clock: Clock) -> Day | None:
    """Read "last 5 days of the month", "first two weeks of January", "first day of next quarter"."""
    found = _whole_en(words, clock)
    if found is None or found.last is None:
        return None
    count, end = whole(words["n"] or "1"), words["end"] == "last"
    if words["unit"] == "day":
        return _cut(found, days=count, end=end)
    if words["unit"] == "week" and not words["n"] and found.precision != "quarter":
        month = found.last.replace(day=1) if end else found.first
        return week_in(period(month, "month"), -1 if end else 1)
    length = _LENGTHS[UNITS[words["unit"]]] * count
    first = found.last + ONE_DAY - length if end else found.first
    return Day(first, first + length - ONE_DAY) if first >= found.first else None


def _whole_en(words: Words, clock: Clock) -> Day | None:
    year = int(words["year"]) if words["year"] else None
    if words["month"]:
        return period(clock.named_month(month_number(words["month"]), year), "month")
    if words["q"]:
        return period(clock.named_quarter(int(words["q"]), year), "quarter")
    if words["whole_year"]:
        return period(on(int(words["whole_year"]), 1, 1), "year")
    return stepped(UNITS[words["whole"]], STEPS[words["rel"] or "this"], clock)


def _half_week(words: Words, clock: Clock) -> Day:
    monday = clock.week(steps(words["rel"] or ""))
    first, last = (0, 2) if words["half"] in {"上", "前"} else (3, 6)
    return Day(monday + first * ONE_DAY, monday + last * ONE_DAY, "fuzzy")


def _week_of_slashed(words: Words, clock: Clock) -> Day | None:
    day = clock.yearly(int(words["month"]), int(words["day"]))
    return period(day - day.weekday() * ONE_DAY, "week") if day else None


def _days_of_stepped(words: Words, clock: Clock) -> Day | None:
    """Read "4-22 this month"."""
    month = clock.month(STEPS[words["rel"]])
    first, last = (on(month.year, month.month, int(words[name])) for name in ("day", "until"))
    return Day(first, last) if first and last and first < last else None


def _half_of_numbered_year(words: Words, _clock: Clock) -> Day | None:
    """Read 2027上半年."""
    return half_year(int(words["year"]), second=words["half"] == "下")


def _numbered_week(words: Words, clock: Clock) -> Day | None:
    """Read week 49 as the calendar week of this number that is not over."""
    number, year = int(words["number"]), clock.today.isocalendar().year
    for one in (year, year + 1) if clock.forward else (year, year - 1):
        monday = date.fromisocalendar(one, number, 1)
        if (monday + 6 * ONE_DAY >= clock.today) if clock.forward else (monday <= clock.today):
            return period(monday, "week")
    return None


EN_STEP = "(?P<rel>this|ne?xt|last)"
_ZH_WHOLE = rf"(?:{ZH_YEAR}的? ?(?:(?P<month>1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九]) ?月份?)?|(?P<rel>{STEP})(?P<whole>月|季度?|周|年)|(?P<months>)(?!))"
_ZH_MONTH = r"(?P<year>)(?P<rel>)(?P<month>1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九]) ?月份?"
_ZH_PART = r"的?(?:(?P<end>最?[后後]|倒数)|(?P<nth>第)|[前头]) ?(?P<n>\d{1,2}|[一二两三四五六七八九十]{1,2}) ?(?P<unit>天|周|星期|礼拜|个月|个?季度(?![底末初中]))"
_WEEK = "(?:周|星期|礼拜)"
_DAY = r"3[01]|[12]\d|0?[1-9]"
_PART_RULES = (
    DateRule(rf"{_ZH_WHOLE}{_ZH_PART}", _part_of),
    DateRule(rf"{_ZH_MONTH}{_ZH_PART}", _part_of),
)

_EN_DAYS = DateRule(
    rf"{NOT_IN_A_NUMBER}(?P<day>{_DAY})(?:st|nd|rd|th) ?(?:-|~|to|through|until|till) ?(?:the )?(?P<until>{_DAY})(?:st|nd|rd|th){END}(?! (?:of |in )?(?:{MONTHS}|this|next|last))",
    _days_of_month,
)

_EN_COUNT = r"\d{1,2}|two|three|four|five|six|seven|eight|nine|ten"
_EN_PART = (
    rf" (?:(?P<n>{_EN_COUNT}) )?(?P<unit>day|week|month)s? (?:of|in) (?:(?:the|{EN_STEP}) (?P<whole>week|month|quarter|year)"
    rf"|q(?P<q>[1-4])|(?P<whole_year>20\d\d)(?!\d)|{MONTH}(?![a-z])){AND_YEAR}"
)
NUMBER_RULES = (
    DateRule(rf"(?P<end>1st){_EN_PART}", _part_of_en),
    _EN_DAYS,
    DateRule(
        rf"{NOT_IN_A_NUMBER}(?<![月/])(?P<day>{_DAY})(?:[号日]?[-~到至]|、)(?P<until>{_DAY})[号日](?![线楼店])",
        _days_of_month,
    ),
    DateRule(
        rf"{NOT_IN_A_NUMBER}(?P<month>1[0-2]|0?[1-9])\.(?P<day>{_DAY})[-~到至](?P<months>1[0-2]|0?[1-9])\.(?P<days>{_DAY})(?![\d.%])",
        _dotted,
    ),
    DateRule(
        rf"{NOT_IN_A_NUMBER}(?P<month>{_DAY})/(?P<day>{_DAY}) ?(?:[-~到至]|to|through|thru|until|till) ?(?P<months>{_DAY})/(?P<days>{_DAY})(?![\d/%]|\.\d)",
        _slashes,
    ),
    DateRule(
        rf"{NOT_IN_A_NUMBER}(?P<year>20\d\d) (?P<month>1[0-2]|0?[1-9]) (?P<day>{_DAY})(?![\d.,%]| ?[a-z])", _spaced
    ),
    *_PART_RULES,
    DateRule(rf"{NOT_IN_A_NUMBER}(?P<year>20\d\d)的?(?P<half>[上下])半年", _half_of_numbered_year),
    DateRule(
        rf"{NOT_IN_A_NUMBER}(?P<day>{_DAY})(?:st|nd|rd|th)? ?(?:-|~|to|through|until|till) ?(?P<until>{_DAY})(?:st|nd|rd|th)? "
        rf"(?:of |in )?{EN_STEP} month{END}",
        _days_of_stepped,
    ),
)
HAN_RULES = (
    DateRule(
        rf"(?P<rel>{STEP})?{_WEEK}(?P<weekday>[一二三四五六])(?P<to>和|、|或者?|到|至|-|~)?{_WEEK}?(?P<more>[二三四五]{{0,3}})(?P<last>[二三四五六日天])(?![点时十百千万月号个次家套周])",
        _weekdays,
    ),
    DateRule(r"(?P<near>明后|今明)(?:这?两)?[天日]", _coming_days),
    DateRule(r"(?P<near>这[两几])天", _coming_days),
    DateRule(rf"(?:(?P<rel>{STEP}){_WEEK}?的?)?(?P<half>[上下前后])半周", _half_week),
    DateRule(r"第 ?(?P<number>[1-5]\d) ?(?:周|星期)(?!期|[一二三四五六日天])", _numbered_week),
    *_PART_RULES,
)
WORD_RULES = (
    DateRule(
        rf"the (?P<day>{_DAY})(?:st|nd|rd|th) ?(?:-|~|to|through|until|till) ?(?:the )?(?P<until>{_DAY})(?:st|nd|rd|th){END}(?! (?:of )?{MONTHS})",
        _days_of_month,
    ),
    DateRule(rf"(?:the )?(?P<end>first|last){_EN_PART}", _part_of_en),
    DateRule(
        r"(?:the )?(?:calendar week|week|wk|cw|kw) ?(?P<number>[1-4]?\d|5[0-3])(?![\d.,:%/-]\d|\d| of|[a-z]| ?(?:k|m|weeks|days)\b)",
        _numbered_week,
    ),
    DateRule(rf"week of (?P<month>1[0-2]|0?[1-9])/(?P<day>{_DAY})(?![\d/])", _week_of_slashed),
)
HAN_STARTS = "第周星礼明今这上下每隔双本当次去前后"
