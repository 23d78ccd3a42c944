"""How Chinese says a time of day."""

from handlers.language.spans.between import TimeRule
from handlers.language.spans.days import Clock, Hours, Time
from handlers.language.spans.numerals import whole
from handlers.language.spans.periods import Words
from handlers.language.spans.rules import NUMBER_ALONE
from handlers.language.spans.times_en import end_of_day
from handlers.language.spans.words_zh import PARTS

_HAN_HOUR = r"(?P<hour>1\d|2[0-4]|0?\d|二十[一二三四]?|十[一二三四五六七八九]?|[一二两三四五六七八九零])"
_HAN_MINUTE = r"(?P<minute>半|整|一刻|三刻|钟|0?\d ?分|[1-5]\d(?: ?分)?|[二三四五]?十[一二三四五六七八九]?分?|零?[一二三四五六七八九]分|零五)"
_MINUTES = {"半": 30, "整": 0, "钟": 0, "一刻": 15, "三刻": 45}
_NO_DIGIT_BEFORE = r"(?<![一二三四五六七八九十\d第])"
# 三点意见 and 有三点 are points that are made, no time.
_POINTS = (
    "建议 意见 要求 要点 问题 疑问 疑虑 原因 内容 说明 注意 需求 反馈 好处 看法 想法 东西 优[势点] 感[受想] 区别 希望 期[望待] 诉求 事 改[进动] 修改 修订"
    " 变[化动] 补充 理由 顾虑 担[心忧] 进展 结论 共识 体会 经验 教训 不足 缺点 亮点 异议 条件"
)
_NOT_OCLOCK = (
    rf"(?!(?:很|非常|重要|关键|具体|主要|核心|明确|小|大|硬性|新|不同|其他|合理化?)?的?(?:{_POINTS.replace(' ', '|')}))"
)
_NO_POINTS = "(?<![有提出列共])(?<![有提出列共] )"


def _chinese(words: Words, _clock: Clock) -> Time | None:
    hour, said = whole(words["hour"]), (words["minute"] or "")
    minute = _MINUTES.get(said)
    if minute is None:
        minute = whole(said.rstrip("分").lstrip("零") or "0")
    if hour > 24 or minute > 59 or (hour == 24 and minute):
        return None
    return Time(hour, minute, open=1 <= hour <= 12)


def _chinese_span(words: Words, _clock: Clock) -> Time | None:
    start, end = whole(words["hour"]), whole(words["until"])
    return Time(start, open=True, until=Time(end, open=True)) if start < end <= 12 else None


def _about_hours(words: Words, _clock: Clock) -> Time | None:
    """Read 两三点 as from the one to the other."""
    start, end = whole(words["hour"]), whole(words["until"])
    return Time(start, open=True, until=Time(end, open=True)) if end == start + 1 else None


def _beside_hour(words: Words, _clock: Clock) -> Time | None:
    """Read 差一刻三点, 三点差五分, 三点过五分."""
    hour, said = whole(words["hour"]), words["minute"]
    minute = _MINUTES.get(said) or whole(said.rstrip("分"))
    if not 1 <= hour <= 12 or not 0 < minute < 60:
        return None
    return Time((hour + 10) % 12 + 1, 60 - minute, open=True) if words["way"] == "差" else Time(hour, minute, open=True)


def _part(words: Words, _clock: Clock) -> Hours:
    return Hours(PARTS[words["part"]])


NUMBER_RULES = (
    TimeRule(
        rf"{NUMBER_ALONE}{_HAN_HOUR}点(?P<way>差|过)(?P<minute>一刻|[一二两三五十]{{1,3}}分|\d{{1,2}}分)", _beside_hour
    ),
    TimeRule(
        rf"{NUMBER_ALONE}{_HAN_HOUR}[-~到至](?P<until>1\d|\d|十[一二]?|[一二两三四五六七八九])点(?!\d){_NOT_OCLOCK}",
        _chinese_span,
    ),
    TimeRule(
        rf"{NUMBER_ALONE}{_HAN_HOUR}(?: ?点|时(?=\d|半|整)) ?{_HAN_MINUTE}(?![\d.万千百亿k元块%个折])",
        _chinese,
    ),
    TimeRule(
        rf"{_NO_POINTS}(?<![a-z0-9_.第:/])(?P<hour>1\d|2[0-4]|0?\d|十[一二]?|[二三四五六七八九])(?P<minute>) ?点(?![\d二三四五六七八九十.](?![轮次期批面审稿验版])|一(?![起下块同定直]))"
        + _NOT_OCLOCK,
        _chinese,
    ),
    TimeRule(
        rf"{_NO_POINTS}(?<![说就讲])(?<![a-z0-9_.第:/])(?P<hour>两)(?P<minute>)点(?=之?前|以前|左右|见|碰|开会|出发|集合|拜访|视频|到[^，,。]?[客他公那场])",
        _chinese,
    ),
    TimeRule(
        rf"{_NO_POINTS}(?<![a-z0-9_.第:/])(?P<hour>[一两]|二十[一二三四]?)(?P<minute>)点(?![\d.])" + _NOT_OCLOCK,
        _chinese,
        weak=True,
    ),
    TimeRule(
        rf"{_NO_DIGIT_BEFORE}(?P<hour>[一两二三四五六七八九十])(?P<until>[二三四五六七八九十])点(?![\d.]){_NOT_OCLOCK}",
        _about_hours,
    ),
    TimeRule(r"(?P<part>半夜)(?!好)", _part),
    TimeRule(r"(?<=[天日儿号一二三四五六])(?P<part>一大?早)(?![上会餐])", _part),
)
FIRST_HAN_RULES = (  # before those for days: 今天下班前 is a time
    TimeRule(r"(?<![一最])(?P<part>[早晚])(?=\d{1,2}[点:]|[一二两三四五六七八九十]{1,2}点)", _part),
    TimeRule(r"(?<=[一二三四五六日天号])(?P<part>[早晚])(?![点上间些报期会安餐饭一])", _part, weak=True),
    TimeRule(r"(?:今天)?(?:下班|收工|放工)(?:之|以)?前", end_of_day),
)
HAN_RULES = (
    TimeRule(
        rf"(?<!相)(?P<way>差)(?P<minute>一刻|[一二两三五十]{{1,3}}分|\d{{1,2}}分)钟?(?:到)?{_HAN_HOUR}点(?!\d)",
        _beside_hour,
    ),
    TimeRule(r"(?:中午|正午|晌午)(?:之|以)?前", lambda _words, _clock: Time(12)),
    TimeRule(
        r"(?P<part>凌晨|清晨|早晨|早间|清早|早上|一早|朝早|上午|中午|正午|午后|下午|傍晚|晚上|晚间|夜晚|夜里|夜间|半夜|深夜|上昼|下昼|[晏下]昼|下晏|晌午)(?!好|安|茶)",
        _part,
    ),
)
HAN_STARTS = "差晚今下凌清早一上中正午傍晚夜半深收放晏晌朝"
