"""How Chinese names days, weeks, months, quarters and years."""

from calendar import monthrange
from datetime import timedelta

from handlers.language.spans.days import Clock, Day, on
from handlers.language.spans.numerals import whole
from handlers.language.spans.periods import (
    DateRule,
    Words,
    every,
    half_month,
    half_year,
    next_half_year,
    next_place,
    now_itself,
    period,
    place_in,
    stepped,
    week_in,
    weekday_in,
    weekend,
)
from handlers.language.spans.words_zh import (
    DAY_NUMBER,
    DAY_SIGN,
    MONTH,
    NAMED_DAYS,
    NEAR_PARTS,
    NO_SIGN,
    NOT_IN_A_NUMBER,
    NTH,
    OF_YEAR,
    PARTS,
    PERIODS,
    PLACE,
    PLACES,
    STEP,
    WEEK,
    WEEKDAYS,
    ZH_YEAR,
    month_in,
    steps,
    zh_year,
)


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
        found = on(year, month_in(words["month"]), day)
    else:
        found = clock.yearly(month_in(words["month"]), day)
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
    return period(clock.named_month(month_in(words["month"]), zh_year(words, clock)), "month")


def _month_place(words: Words, clock: Clock) -> Day | None:
    found = place_in(_month(words, clock), PLACES[words["place"]])
    if found and (words["rel"] or "").startswith("每"):
        return Day(found.first, found.last, found.precision, repeat="month")
    return found


def _half_month(words: Words, clock: Clock) -> Day | None:
    return half_month(_month(words, clock), second=words["half"] == "下")


def _named_day(words: Words, clock: Clock) -> Day:
    part = PARTS[words["part"]] if words["part"] else None
    return Day(clock.today + timedelta(days=NAMED_DAYS[words["near"]]), part=part)


def _weekday(words: Words, clock: Clock) -> Day:
    weekday, rel = WEEKDAYS[words["weekday"]], words["rel"] or ""
    if rel and not rel.startswith("每"):
        return Day(clock.week(steps(rel)) + timedelta(days=weekday))
    return Day(clock.weekly(weekday), weekday=weekday, repeat="week" if rel else None)


def _week(words: Words, clock: Clock) -> Day | None:
    if words["rel"].startswith("每"):
        return Day(clock.today, repeat="week")
    found = period(clock.week(steps(words["rel"])), "week")
    return place_in(found, PLACES[words["place"]]) if words["place"] else found


def _weekend(words: Words, clock: Clock) -> Day:
    return weekend(steps(words["rel"] or ""), clock)


def _quarter(words: Words, clock: Clock) -> Day | None:
    if words["rel"]:
        found = period(clock.quarter(steps(words["rel"])), "quarter")
    else:
        number = whole(words["quarter"] or words["q"])
        found = period(clock.named_quarter(number, zh_year(words, clock)), "quarter")
    return place_in(found, PLACES[words["place"]]) if words["place"] else found


def _whole_year(words: Words, clock: Clock) -> Day | None:
    year = zh_year(words, clock)
    if year is not None and words["half"]:
        return half_year(year, second=words["half"] in {"下", "后"})
    found = period(on(year, 1, 1), "year") if year is not None else None
    return place_in(found, PLACES[words["place"]]) if words["place"] else found


def _this_year(words: Words, clock: Clock) -> Day | None:
    """Read 本年, 上一年, 下一年底."""
    found = stepped("year", steps(words["rel"]), clock)
    return place_in(found, PLACES[words["place"]]) if words["place"] else found


def _half_year(words: Words, clock: Clock) -> Day | None:
    """Read 上半年 or 下半年 as this year's, or as next year's once it is over."""
    return next_half_year(clock, second=words["half"] == "下")


def _week_of_month(words: Words, clock: Clock) -> Day | None:
    return week_in(_month(words, clock), -1 if words["number"] is None else whole(words["number"]))


def _weekday_of_month(words: Words, clock: Clock) -> Day | None:
    number = -1 if words["number"] is None else whole(words["number"])
    return weekday_in(_month(words, clock), number, WEEKDAYS[words["weekday"]])


def _next_place(words: Words, clock: Clock) -> Day | None:
    return next_place(PERIODS[words["whole"]], PLACES[words["place"]], clock)


def _within(words: Words, clock: Clock) -> Day | None:
    """Read 月内 as the end of this month."""
    return place_in(stepped(PERIODS[words["whole"]], 0, clock), "end")


def _month_third(words: Words, clock: Clock) -> Day | None:
    return next_place("month", PLACES[words["place"]], clock)


# 12月14回来, 下月十五签: a day without its sign, where no unit makes a count of the number.
_MANY_DAYS = r"(?P<day>3[01]|[12]\d|(?<=[\d一二三四五六七八九十]月)[1-9](?!\d)|[二三]?十[一二三四五六七八九]?)"
_VERB_FOLLOWS = (
    r"(?=[\u3400-\u9fff])(?![一二三四五六七八九十百千万亿几多余来元块钱号日年月周个套台次趟人名位单天家点折成份户间所张笔款场轮种项期版"
    r"倍分秒米吨件条页股把层楼度级岁刀美]|回(?!来))"
)
_NUMBER_OR_HAN = (
    DateRule(rf"{MONTH} ?的? ?{DAY_NUMBER} ?(?:{DAY_SIGN}|{NO_SIGN})", _day_of_month),
    DateRule(rf"{MONTH} ?{_MANY_DAYS}{_VERB_FOLLOWS}", _day_of_month),
    DateRule(rf"{MONTH}的?{NTH}个?{WEEK}(?P<weekday>[一二三四五六日天])", _weekday_of_month),
    DateRule(rf"{MONTH}的?{NTH}个?{WEEK}", _week_of_month),
    DateRule(rf"{MONTH}的?月?{PLACE}", _month_place),
    DateRule(rf"{MONTH}的?(?P<half>[上下])半月", _half_month),
    DateRule(
        rf"{OF_YEAR}(?:(?P<rel>{STEP})|第?(?P<quarter>[一二三1-4]|四(?=季度|季[底末初中]|个季))个?|q(?P<q>[1-4])(?=季))季度?的?(?P<place>[底末初]|中(?!国))?",
        _quarter,
    ),
    DateRule(rf"{ZH_YEAR}的? ?(?P<rel>)(?P<quarter>)q(?P<q>[1-4])(?!\d)的?(?P<place>[底末初中])?", _quarter),
    DateRule(rf"{MONTH}(?![饼薪租费嫂]| ?\d{{1,2}} ?[日号])", _month),
    DateRule(rf"{ZH_YEAR}(?:的?(?P<half>[上下前后])半年|的?年?(?P<place>[底末初中]))", _whole_year),
    DateRule(rf"{ZH_YEAR}(?P<half>)(?P<place>)(?![级份货款的]?产品)", _whole_year),
)

NUMBER_RULES = (
    *_NUMBER_OR_HAN,
    DateRule(
        rf"{NOT_IN_A_NUMBER}(?P<tens>[二三]?十)(?P<low>[一二三四五六七八])(?P<high>[二三四五六七八九]){DAY_SIGN}",
        _some_days,
    ),
    DateRule(rf"{NOT_IN_A_NUMBER}(?P<tens>二?十|[12]0)(?P<low>几)(?P<high>){DAY_SIGN}", _some_days),
    DateRule(rf"{NOT_IN_A_NUMBER}(?<![月路街区道巷弄村镇厦座栋楼园]){DAY_NUMBER} ?{DAY_SIGN}", _bare_day),
)

WORD_RULES = (DateRule(r"(?P<rel>)(?P<year>)(?P<quarter>)q(?P<q>[1-4])的?(?P<place>[底末初]|中(?!国))", _quarter),)

HAN_RULES = (
    DateRule(rf"(?P<near>大?[前后])(?:天|儿(?!子))(?P<part>{NEAR_PARTS})?", _named_day),
    DateRule(
        rf"(?<![天周月年之以今日个先最说])(?P<near>大?[前后])日(?![程期后本子志前内])(?P<part>{NEAR_PARTS})?",
        _named_day,
    ),
    DateRule(r"(?<![天周月年之以今日个先最说])(?P<near>后)(?P<part>晚)(?![期辈])", _named_day),
    DateRule(rf"(?P<near>[寻琴听])(?:日(?![志期语本文])(?P<part>{NEAR_PARTS})?)", _named_day),
    DateRule(r"(?P<near>[寻琴听])(?P<part>[晚朝])(?![会])", _named_day),
    DateRule(rf"(?P<near>[昨今明])(?:天|日|儿个?)?(?P<part>{NEAR_PARTS})", _named_day),
    DateRule(r"(?P<near>[本当])日(?P<part>)(?![元本志程常语式])", _named_day),
    DateRule(r"(?P<rel>上一|下一|本|当)年度?(?P<place>[底末初中])?(?![级内龄份])", _this_year),
    DateRule(r"(?P<near>[昨今明])(?:天|日(?!头条|之星|资本)|儿个?)(?P<part>)", _named_day),
    *_NUMBER_OR_HAN,
    DateRule(rf"(?P<rel>{STEP})?{WEEK}末", _weekend),
    DateRule(
        rf"(?:(?P<rel>每个?|{STEP})|(?:(?<=[周期拜][一二三四五六日天])|(?<![一二两三四五六七八九十几0-9半]))) ?{WEEK}"
        r"(?P<weekday>[一二三四五六日天]|[1-7](?![\d.:点家个套台次人单位天条件份名户间所张笔款场轮种项期版万千百%折k]))(?![次报更期篇遍趟]|会(?:儿|$|[\s,，。])|回(?=$|[\s,，。;!?])|起[去来吃喝看做聊])",
        _weekday,
    ),
    DateRule(rf"(?P<rel>{STEP}){WEEK}的?{WEEK}(?P<weekday>[一二三四五六日天])", _weekday),
    DateRule(r"(?<![一二两三四五六七八九十几0-9半个每])(?P<whole>季度|[周月年])内(?!部)", _within),
    DateRule(rf"(?P<rel>每个?|{STEP}){WEEK}(?!期|报|年|转|边|围|会|[八九](?![点个家]))(?P<place>[底初中])?", _week),
    DateRule(
        rf"(?<![个数一二两三四五六七八九十0-9])(?P<whole>月|季度?|周(?=[中初])|(?<!大)年(?!头)){PLACE}", _next_place
    ),
    DateRule(r"(?P<place>上中旬|中下旬|[上中下]旬)", _month_third),
    DateRule(r"(?<!今年)(?<!明年)(?<!去年)(?<!年)(?P<half>[上下])个?半年", _half_year),
    DateRule(
        r"(?:(?<=到)|(?<=至))现在|(?<=至)今(?![天日年早晚后])",
        now_itself,
        weak=True,
    ),
    DateRule(
        r"(?:每个?(?:工作日|上班日)|(?<![个0-9一二两三四五六七八九十几])工作日(?=的?(?:每天|早|上午|中午|下午|晚)))",
        every("workday"),
    ),
    DateRule(r"每[天日]", every("day")),
)
HAN_STARTS = "再工元大呢前昨今明后去上下本这当次每周星礼月季年中第现寻琴听"
