"""How Chinese names days, weeks, months, quarters and years."""

from calendar import monthrange
from datetime import timedelta

from handlers.language.spans.days import (
    Clock,
    Day,
    Part,
    Precision,
    next_place,
    on,
    period,
    place_in,
    stepped,
    week_in,
    weekday_in,
)
from handlers.language.spans.numerals import whole
from handlers.language.spans.periods import (
    DateRule,
    Words,
    every,
    half_month,
    half_year,
    next_half_year,
    now_itself,
    weekend,
)

NOT_IN_A_NUMBER = r"(?<![第#a-z0-9_一二两三四五六七八九十几])(?<!\d\.)(?<![a-z]-)"
STEP = r"(?:上上个?|上一?个?|大?下下下?个?|大下个?|下一?个?|本|这个?|当|次)"
_MONTH_NUMBER = r"(?P<month>元(?=月)|1[0-2]|0?[1-9](?!\d)|十[一二]?|[一二三四五六七八九])"
_DAY_NUMBER = r"(?P<day>3[01]|[12]\d|0?[1-9](?!\d)|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
ZH_YEAR = r"(?P<year>(?:19|20)\d\d|二[〇零][〇零一二三四五六七八九]{2}|\d\d(?=年 ?\d{1,2} ?月)|2\d(?=年(?:[底初中末]|第?[一二三四1-4]季))|今|明|(?<!大)后|去|前)年"
_OF_YEAR = rf"(?:{ZH_YEAR}的? ?)?"
_MONTH = rf"(?<![农阴]历)(?<![万亿]){_OF_YEAR}(?:(?P<rel>每个?|{STEP})月|(?<!个){_MONTH_NUMBER} ?月份?)"
_WEEK = r"(?:周|星期|礼拜)"
_PLACE = (
    r"(?P<place>底|末(?![端次])|尾(?![款数巴牌货])|头(?![部条等款期脑])|初(?![步次审稿诊衷])"
    r"|上中旬|中下旬|中旬|上旬|下旬|中(?![国文心间学医科关石]))"
)
_NO_DAY = r"(?!会议室|[线楼机店厅院门馆仓库车桌房床桥井标段码文公员位产项客单工令召称外角])"
_NO_SUN = r"(?!内|后|以后|之后|以内|之内|[均报元本志程常语式方益新渐记用化k])"
_DAY_SIGN = rf"(?:号{_NO_DAY}|日{_NO_SUN})"
_NO_SIGN = r"(?=$|[\s,，、;!?。)前之到至~下上中晚早凌-]|\.(?!\d))"
_PLACES = {
    "底": "end",
    "末": "end",
    "尾": "end",
    "初": "early",
    "头": "early",
    "中": "mid",
    "中旬": "mid",
    "上旬": "early",
    "上中旬": "early-mid",
    "中下旬": "mid-late",
    "下旬": "late",
}
WEEKDAYS = dict(zip("一二三四五六日天1234567", [*range(7), 6, *range(7)], strict=True))
_PERIODS: dict[str, Precision] = {"周": "week", "月": "month", "季": "quarter", "季度": "quarter", "年": "year"}
_NAMED_DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "本": 0, "当": 0, "明": 1, "后": 2, "大后": 3}
_NAMED_DAYS |= {"寻": -1, "琴": -1, "听": 1}  # Cantonese
_NAMED_YEARS = {"前": -2, "去": -1, "今": 0, "明": 1, "后": 2}
PARTS: dict[str, Part] = {
    "凌晨": "dawn",
    **dict.fromkeys(
        ("清晨", "早晨", "早间", "清早", "早上", "一早", "一大早", "上午", "上昼", "早", "晨", "朝"), "morning"
    ),
    **dict.fromkeys(("中午", "正午", "晌午"), "noon"),
    **dict.fromkeys(("午后", "下午", "下昼", "晏昼"), "afternoon"),
    **dict.fromkeys(("傍晚", "晚上", "晚间", "夜里", "夜间", "半夜", "深夜", "晚", "夜"), "evening"),
}


def _month_number(said: str) -> int:
    return 1 if said == "元" else whole(said)


def steps(said: str) -> int:
    """Return how many periods 上, 本, 下下 and the like go back or on."""
    return said.count("下") + said.count("次") + said.count("大") - said.count("上")


def zh_year(words: Words, clock: Clock) -> int | None:
    """Return the year a Chinese date says, if it says one."""
    said = words["year"]
    if not said:
        return None
    if said in _NAMED_YEARS:
        return clock.today.year + _NAMED_YEARS[said]
    return whole(said) if len(said) == 4 else 2000 + whole(said)


def _day_of_month(words: Words, clock: Clock) -> Day | None:
    rel, day = words["rel"] or "", whole(words["day"])
    if rel.startswith("每"):
        found = clock.monthly(day)
        return Day(found, repeat="month") if found else None
    year = zh_year(words, clock)
    if rel:
        first = clock.month(steps(rel))
        found = on(first.year, first.month, day)
    elif year is not None:
        found = on(year, _month_number(words["month"]), day)
    else:
        found = clock.yearly(_month_number(words["month"]), day)
    return Day(found) if found else None


def _bare_day(words: Words, clock: Clock) -> Day | None:
    found = clock.monthly(whole(words["day"]))
    return Day(found) if found else None


def _some_days(words: Words, clock: Clock) -> Day | None:
    """Read 十二三号, 二十几号 as some day from the first to the last."""
    tens = whole(words["tens"])
    low, high = (1, 9) if words["low"] == "几" else (whole(words["low"]), whole(words["high"]))
    first = clock.monthly(tens + low)
    last = on(first.year, first.month, min(tens + high, monthrange(first.year, first.month)[1])) if first else None
    return Day(first, last, "fuzzy") if first and last and first < last else None


def _month(words: Words, clock: Clock) -> Day | None:
    if words["rel"]:
        return period(clock.month(steps(words["rel"])), "month")
    return period(clock.named_month(_month_number(words["month"]), zh_year(words, clock)), "month")


def _month_place(words: Words, clock: Clock) -> Day | None:
    found = place_in(_month(words, clock), _PLACES[words["place"]])
    if found and (words["rel"] or "").startswith("每"):
        return Day(found.first, found.last, found.precision, repeat="month")
    return found


def _half_month(words: Words, clock: Clock) -> Day | None:
    return half_month(_month(words, clock), second=words["half"] == "下")


def _named_day(words: Words, clock: Clock) -> Day:
    part = PARTS[words["part"]] if words["part"] else None
    return Day(clock.today + timedelta(days=_NAMED_DAYS[words["near"]]), part=part)


def _weekday(words: Words, clock: Clock) -> Day:
    weekday, rel = WEEKDAYS[words["weekday"]], words["rel"] or ""
    if rel and not rel.startswith("每"):
        return Day(clock.week(steps(rel)) + timedelta(days=weekday))
    return Day(clock.weekly(weekday), weekday=weekday, repeat="week" if rel else None)


def _week(words: Words, clock: Clock) -> Day | None:
    if words["rel"].startswith("每"):
        return Day(clock.today, repeat="week")
    found = period(clock.week(steps(words["rel"])), "week")
    return place_in(found, _PLACES[words["place"]]) if words["place"] else found


def _weekend(words: Words, clock: Clock) -> Day:
    return weekend(steps(words["rel"] or ""), clock)


def _quarter(words: Words, clock: Clock) -> Day | None:
    if words["rel"]:
        found = period(clock.quarter(steps(words["rel"])), "quarter")
    else:
        number = whole(words["quarter"] or words["q"])
        found = period(clock.named_quarter(number, zh_year(words, clock)), "quarter")
    return place_in(found, _PLACES[words["place"]]) if words["place"] else found


def _whole_year(words: Words, clock: Clock) -> Day | None:
    year = zh_year(words, clock)
    if year is not None and words["half"]:
        return half_year(year, second=words["half"] in {"下", "后"})
    found = period(on(year, 1, 1), "year") if year is not None else None
    return place_in(found, _PLACES[words["place"]]) if words["place"] else found


def _this_year(words: Words, clock: Clock) -> Day | None:
    """Read 本年, 上一年, 下一年底."""
    found = stepped("year", steps(words["rel"]), clock)
    return place_in(found, _PLACES[words["place"]]) if words["place"] else found


def _half_year(words: Words, clock: Clock) -> Day | None:
    """Read 上半年 or 下半年 as this year's, or as next year's once it is over."""
    return next_half_year(clock, second=words["half"] == "下")


def _week_of_month(words: Words, clock: Clock) -> Day | None:
    return week_in(_month(words, clock), -1 if words["number"] is None else whole(words["number"]))


def _weekday_of_month(words: Words, clock: Clock) -> Day | None:
    number = -1 if words["number"] is None else whole(words["number"])
    return weekday_in(_month(words, clock), number, WEEKDAYS[words["weekday"]])


def _next_place(words: Words, clock: Clock) -> Day | None:
    return next_place(_PERIODS[words["whole"]], _PLACES[words["place"]], clock)


def _within(words: Words, clock: Clock) -> Day | None:
    """Read 月内 as the end of this month."""
    return place_in(stepped(_PERIODS[words["whole"]], 0, clock), "end")


def _month_third(words: Words, clock: Clock) -> Day | None:
    return next_place("month", _PLACES[words["place"]], clock)


_NTH = r"(?:第(?P<number>[一二三四五1-5])|最后一)"
_NEAR_PARTS = "早上|晚上|上午|下午|中午|凌晨|傍晚|早晨|清晨|一大?早|晌午|[上下]昼|(?:[早晚](?!点)|晨|夜)"

_NUMBER_OR_HAN = (
    DateRule(rf"{_MONTH} ?的? ?{_DAY_NUMBER} ?(?:{_DAY_SIGN}|{_NO_SIGN})", _day_of_month),
    DateRule(rf"{_MONTH}的?{_NTH}个?{_WEEK}(?P<weekday>[一二三四五六日天])", _weekday_of_month),
    DateRule(rf"{_MONTH}的?{_NTH}个?{_WEEK}", _week_of_month),
    DateRule(rf"{_MONTH}的?月?{_PLACE}", _month_place),
    DateRule(rf"{_MONTH}的?(?P<half>[上下])半月", _half_month),
    DateRule(
        rf"{_OF_YEAR}(?:(?P<rel>{STEP})|第?(?P<quarter>[一二三1-4]|四(?=季度|季[底末初中]|个季))个?|q(?P<q>[1-4])(?=季))季度?的?(?P<place>[底末初]|中(?!国))?",
        _quarter,
    ),
    DateRule(rf"{ZH_YEAR}的? ?(?P<rel>)(?P<quarter>)q(?P<q>[1-4])(?!\d)的?(?P<place>[底末初中])?", _quarter),
    DateRule(rf"{_MONTH}(?![饼薪租费嫂]| ?\d{{1,2}} ?[日号])", _month),
    DateRule(rf"{ZH_YEAR}(?:的?(?P<half>[上下前后])半年|的?年?(?P<place>[底末初中]))", _whole_year),
    DateRule(rf"{ZH_YEAR}(?P<half>)(?P<place>)(?![级份货款的]?产品)", _whole_year),
)

NUMBER_RULES = (
    *_NUMBER_OR_HAN,
    DateRule(
        rf"{NOT_IN_A_NUMBER}(?P<tens>[二三]?十)(?P<low>[一二三四五六七八])(?P<high>[二三四五六七八九]){_DAY_SIGN}",
        _some_days,
    ),
    DateRule(rf"{NOT_IN_A_NUMBER}(?P<tens>二?十|[12]0)(?P<low>几)(?P<high>){_DAY_SIGN}", _some_days),
    DateRule(rf"{NOT_IN_A_NUMBER}(?<![月路街区道巷弄村镇厦座栋楼园]){_DAY_NUMBER} ?{_DAY_SIGN}", _bare_day),
)

WORD_RULES = (DateRule(r"(?P<rel>)(?P<year>)(?P<quarter>)q(?P<q>[1-4])的?(?P<place>[底末初]|中(?!国))", _quarter),)

HAN_RULES = (
    DateRule(rf"(?P<near>大?[前后])(?:天|儿(?!子))(?P<part>{_NEAR_PARTS})?", _named_day),
    DateRule(
        rf"(?<![天周月年之以今日个先最说])(?P<near>大?[前后])日(?![程期后本子志前内])(?P<part>{_NEAR_PARTS})?",
        _named_day,
    ),
    DateRule(r"(?<![天周月年之以今日个先最说])(?P<near>后)(?P<part>晚)(?![期辈])", _named_day),
    DateRule(rf"(?P<near>[寻琴听])(?:日(?![志期])(?P<part>{_NEAR_PARTS})?)", _named_day),
    DateRule(r"(?P<near>[寻琴听])(?P<part>[晚朝])(?![会])", _named_day),
    DateRule(rf"(?P<near>[昨今明])(?:天|日|儿)?(?P<part>{_NEAR_PARTS})", _named_day),
    DateRule(r"(?P<near>[本当])日(?P<part>)(?![元本志程常语式])", _named_day),
    DateRule(r"(?P<rel>上一|下一|本|当)年度?(?P<place>[底末初中])?(?![级内龄份])", _this_year),
    DateRule(r"(?P<near>[昨今明])(?:天|日(?!头条|之星|资本)|儿)(?P<part>)", _named_day),
    *_NUMBER_OR_HAN,
    DateRule(rf"(?P<rel>{STEP})?{_WEEK}末", _weekend),
    DateRule(
        rf"(?:(?P<rel>每个?|{STEP})|(?:(?<=[周期拜][一二三四五六日天])|(?<![一二两三四五六七八九十几0-9半]))) ?{_WEEK}"
        r"(?P<weekday>[一二三四五六日天]|[1-7](?![\d.:点家个套台次人单位天条件份名户间所张笔款场轮种项期版万千百%折k]))(?![次报会更期篇遍趟]|回(?![来去复电访款家公国信])|起[去来吃喝看做聊])",
        _weekday,
    ),
    DateRule(rf"(?P<rel>{STEP}){_WEEK}的?{_WEEK}(?P<weekday>[一二三四五六日天])", _weekday),
    DateRule(r"(?<![一二两三四五六七八九十几0-9半个每])(?P<whole>季度|[周月年])内(?!部)", _within),
    DateRule(rf"(?P<rel>每个?|{STEP}){_WEEK}(?!期|报|年|转|边|围|会|[八九](?![点个家]))(?P<place>[底初中])?", _week),
    DateRule(
        rf"(?<![个数一二两三四五六七八九十0-9])(?P<whole>月|季度?|周(?=[中初])|(?<!大)年(?!头)){_PLACE}", _next_place
    ),
    DateRule(r"(?P<place>上中旬|中下旬|[上中下]旬)", _month_third),
    DateRule(r"(?<!今年)(?<!明年)(?<!去年)(?<!年)(?P<half>[上下])半年", _half_year),
    DateRule(
        r"(?:(?<=到)|(?<=至))现在|(?<=至)今(?![天日年早晚后])",
        now_itself,
        weak=True,
    ),
    DateRule(r"每个?(?:工作日|上班日)", every("workday")),
    DateRule(r"每[天日]", every("day")),
)
HAN_STARTS = "元大前昨今明后去上下本这当次每周星礼月季年中第现寻琴听"
