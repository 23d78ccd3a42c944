"""Rules of the team that somebody wants to change: which rule, to which value, for which team."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.deciding import POINTS
from handlers.language.sentences.meaning import Meaning, Said
from handlers.language.sentences.teams import team_in
from handlers.language.shape import Shape
from handlers.language.spans.dates import DateSpan
from handlers.language.spans.discounts import DiscountSpan
from handlers.language.spans.durations import find_durations
from handlers.language.spans.numerals import HAN_DIGITS, whole
from handlers.language.spans.rules import plain

_HOURS = {"hour": 1, "day": 24, "workday": 9, "week": 168}
_SHORT = re.compile(r"(?<![\d.])(\d{1,3}) ?(?:(h)(?![a-z])|分钟|minutes?\b|mins?\b|m\b|(小时|hours?\b|hrs?\b))")
_NUMBER = re.compile(rf"(?<![\d.])(\d{{1,4}})(?![\d.:：%])|([{HAN_DIGITS}十百]{{1,5}})(?=[个单家条位次天份]|$)")
_COUNTED = re.compile(r"(?:\bdays|天数)\D{0,8}(\d{1,3})(?![\d.%])")  # of days, when their name says so
_PART_OF_DAY = re.compile(r"早|上午|中午|下午|晚|夜|傍晚|凌晨|[ap]\.?m\b|morning|noon|evening|night|afternoon")
_EARLY = re.compile(r"早|上午|a\.?m\b|morning")
_FROM_TO = re.compile(
    r"(?:从|由|原来|from|was)[^,，。.]{1,20}?(?:改成|改为|改到|调到|调成|调为|变成|变为|缩短到|缩短为|延长到|延长至|提到|提高到|降到|降为|上调到|放宽到|到|至|\bto|->|→)"
)
_TO = re.compile(r"到|至|[-–~～—]|\b(?:to|until|till|and)\b")
_CLOCK = re.compile(r"(?<![\d.])(\d{1,2})[:：](\d{2})(?!\d)")


def _new_value(text: str) -> str:
    """What is said behind "from 8 hours to": the value a rule shall have."""
    found = _FROM_TO.search(plain(text))
    return text[found.end() :] if found else text


def _hours(shape: Shape) -> object:
    """How many hours: what is said in days or minutes counts as hours."""
    text = _new_value(shape.text)
    for length in find_durations(text):
        if length.unit in _HOURS:
            return length.count * _HOURS[length.unit]
    if short := _SHORT.search(text.casefold()):
        return int(short[1]) if short[2] or short[3] else int(short[1]) / 60
    return None


def _days(shape: Shape) -> object:
    """How many days: weeks and months count as days."""
    text = _new_value(shape.text)
    said = _COUNTED.search(text.casefold())
    return next((length.days for length in find_durations(text) if length.days), int(said[1]) if said else None)


def _count(shape: Shape) -> object:
    """How many: the last number that is said."""
    numbers = [found[1] or found[2] for found in _NUMBER.finditer(shape.line)]
    try:
        return whole(numbers[-1]) if numbers else None
    except ValueError:
        return None


def _percent(shape: Shape) -> object:
    """How many per cent off."""
    spans = [span for _, span in (*shape.all("percent"), *shape.all("discount"))]
    if _FROM_TO.search(plain(shape.text)):
        spans.reverse()
    offs = [span.value.percent_off if isinstance(span.value, DiscountSpan) else span.value for span in spans]
    offs += [one["points"] for one in POINTS.finditer(plain(shape.text))]
    off = next(iter(offs), None)
    return int(str(off)) if str(off).isdigit() else off and float(str(off))


def _clock(shape: Shape) -> str | None:
    """What the clock shows in the morning unless an afternoon is named, as in 09:30."""
    return _shown(shape, end=False, afternoon=False)


def _evening(shape: Shape) -> str | None:
    """What the clock shows, where the small hours are those of the afternoon."""
    return _shown(shape, end=False, afternoon=True)


def _last_clock(shape: Shape) -> str | None:
    """What the clock shows at the end of a stretch."""
    return _shown(shape, end=True, afternoon=False)


def _shown(shape: Shape, *, end: bool, afternoon: bool) -> str | None:
    """The last time that is named, the same at whatever time of the day it is said."""
    for _, span in reversed(list(shape.all("date"))):
        if not isinstance(span.value, DateSpan) or not span.value.has_time:
            continue
        said = shape.text[span.start : span.end].casefold()
        if span.value.until and (halves := _TO.split(said, maxsplit=1))[1:]:
            said = halves[1] if end else halves[0]
        at = ((end and span.value.until) or span.value.at).astimezone(shape.scene.zone)
        hour = at.hour
        if not _PART_OF_DAY.search(said) and not re.match(r"\D*(?:1[3-9]|2[0-3])(?!\d)", said):
            hour = hour % 12 + (12 if (afternoon and hour % 12 < 8) or hour % 12 == 0 else 0)
        if _EARLY.search(said):
            hour %= 12
        return f"{hour:02}:{at.minute:02}"
    written = _CLOCK.findall(shape.line)
    return f"{int(written[-1][0]):02}:{written[-1][1]}" if written and int(written[-1][0]) < 24 else None


_WAYS = (
    ("round_robin", any_of("轮流 轮询 轮转 轮换 轮着 依次 挨个 平均 均分 一人一个", "round[- ]?robin, in turns?, rotat\\w+, evenly")),
    ("manual", any_of("手动 人工 手工 经理 主管", "manual(?:ly)?, by hand, by (?:the )?managers?")),
    ("least_loaded", any_of("负载 最闲 最少 手上少 单少", "load, load[- ]based, least (?:loaded|busy), fewest, workload, capacity")),
    ("territory", any_of("区域 地区 按片区 属地 地域", "territor(?:y|ies), region(?:al|s)?, geograph\\w+")),
    ("claim", any_of("抢单 自由认领 先到先得 自由抢 认领制", "first come,? first served?, free for all, claim(?:ing)?, self[- ]serve")),
)  # fmt: skip


def _way(shape: Shape) -> object:
    """How leads are given out."""
    return next((name for name, words in _WAYS if words.search(shape.line)), None)


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule people speak of: its name, the words that all have to be there, and how its value is read."""

    name: str
    words: tuple[re.Pattern[str], ...]
    value: Callable[[Shape], object]


_STANDUP = any_of("站会 晨会 早会 站立会 日会", "stand[- ]?ups?, scrum, daily sync, huddle")
_DIGEST = any_of("日报 日结 简报 每日汇总 每日总结 日汇总 晚报", "digests?, daily (?:report|summary|recap|email)")
_MORNING = any_of("早报 晨报 早间播报", "morning (?:brief|briefing|post|message|report|note)")
_RELEASE = any_of(
    "回收 退回 收回 释放 回(?:到)?公海 掉(?:回|进|入|到)?公海 (?:进|入|落|扔回|放回|打回|退到|退|丢|丢回|扔|滚回|流回)公海 自动退 踢回 保护期",
    r"""(?:auto[- ]?)?(?:return|releas|recycl|reclaim)\w*, (?:back )?(?:to|in|into) (?:the )?pool, protection (?:period|window)""",
)
_LIMIT = any_of(
    "上限 最多 不超过 不得超过 不能超过 别超过 不许超过? 不准超过? 不要超过 不可超过 不超 封顶 限制 限额 限 至多 顶多 以内 保有量",
    r"(?:nobody|no one|no rep|none|never|not|mustn'?t|can'?t|cannot|shouldn'?t)[^,.;]{0,24}more than, at the most, caps?, capped, limit\w*, max(?:imum)?, at most, no more than, not more than, up to, ceiling",
)
_HELD = any_of(
    "认领 领取 持有 保有 私海 名下 手上 手里 抢单 跟进 跟 领 拿 抢 每人 人均 单人 每个人 一个人 个人 销售",
    r"""claim\w*, open (?:deals|leads), deals?, leads?, accounts?, per (?:rep|person|head), each (?:rep|person), hold\w*,
    own\w*, per seller, reps?""",
)
_FIRST = any_of(
    """首次联系 (?:新单|新线索|新客户|新商机|线索)[^，,。]{0,10}(?:必须|要|得|都要)[^，,。]{0,4}(?:联系|响应|跟进|打电话|回复|触达) 首次跟进 首次响应 首次接触 首联 首响 首跟 第一次联系 第一次跟进 第一时间联系 初次联系 响应时限 响应时间 响应时效
    响应时长 联系时限 跟进时限 (?:分配|认领|领取|进线|到手)(?:后|之后|以后|完).{0,8}(?:联系|响应|跟进) (?:小时|分钟)[之以]?内.{0,6}(?:联系|响应|跟进)""",
    r"""first[- ](?:contact|response|touch|call|reply|outreach|follow[- ]?up), initial (?:contact|response|outreach|call),
    response (?:time|sla|window|deadline), sla, time to (?:first )?(?:contact|respond), speed to lead,
    (?:leads?|reps|everyone|everybody|we) (?:must|should|need(?:s)? to|ha(?:ve|s) to|are to|is to) (?:be )?(?:contact|call|answer|respond|touch|reach|work)(?:ed|ing)?""",
)
_QUIET = any_of(
    """免打扰 勿扰 静默 安静时段 静音时段 别(?:再)?打扰 不(?:要|得|能|许|准|可|可以)?(?:再)?(?:打扰|推送|推消息|发消息|发通知|发提醒)(?!我) 禁止(?:打扰|推送)
    别(?:再)?(?:推送|推消息|发消息|发通知)(?!我)""",
    """quiet (?:hours?|time|period), do not disturb, dnd, no (?:pings|messages|notifications|alerts|posts|bot (?:messages|posts)) (?:after|before|between|past), (?:don'?t|do not|never) (?:message|ping|notify|post|disturb)(?: (?:the )?(?:team|people|reps|anyone|anybody|everyone|us))? (?:after|before|between|past), nothing after,
    silent hours""",
)
_ENDS = any_of("结束 截止 为止", r"ends?, until, till, stops?, finish\w*, over at")
_PRICED = any_of(
    "折扣 打折 优惠 让利 降价 折 让价 <discount> 让(?=<percent>)",
    "discounts?, discounting, off, <discount>, <percent>(?= (?:or more|and up|needs?)), price cuts?, concessions?, markdowns?, reductions?",
)
_GIVEN_OUT = any_of(
    "分配 派单 派发 分发 分单 派线索 分线索 指派 派给 派(?!对|出|人) 分(?=给|到|$|吧|，|。|下去)",
    r"assign\w*, distribut\w+, rout(?:e|ed|ing), allocat\w+, leads?",
)
_STALE = any_of("停滞 沉睡 僵尸 冷单 冷线索 没动静 不动 没跟进 未跟进", "stale, stuck, inactive, idle, dormant")
_VALID = any_of(
    "报价.{0,4}有效 报价.{0,4}期限", r"quotes?[^,;.]{0,16}valid\w*, valid\w*[^,;.]{0,12}quotes?, quotes? expire"
)
_THANKS = any_of("点赞 表扬 感谢", "kudos, thanks, shout[- ]?outs?")
# In this order: what is said with more words comes before what is said with fewer of them.
RULES = (
    Rule("first_contact_hours", (_FIRST,), _hours),
    Rule("discount_approval_pct", (_PRICED,), _percent),
    Rule("stale_release_days", (_RELEASE,), _days),
    Rule("standup_time", (_STANDUP,), _clock),
    Rule("digest_time", (_DIGEST,), _evening),
    Rule("morning_time", (_MORNING,), _clock),
    Rule("quiet_until", (_QUIET, _ENDS), _last_clock),
    Rule("quiet_from", (_QUIET,), _evening),
    Rule("stale_days", (_STALE,), _days),
    Rule("quote_valid_days", (_VALID,), _days),
    Rule("kudos_daily", (_THANKS,), _count),
    Rule("most_open_deals", (_LIMIT, _HELD), _count),
    Rule("assignment", (_GIVEN_OUT,), _way),
)
# Rules that are set by what posts at set times already: at once where somebody says to change them, else after a question.
BEATS = {"standup_time": "standup", "digest_time": "digest", "morning_time": "morning"}
_SURELY = any_of(
    "改 设 调 定 挪 换 提前 推 延 移 变 以后 今后 起 统一 规定 固定 请",
    "set, change, move, shift, reschedule, push, switch, update, bring, make, moves?, from now on, should, going forward, please, pls, send, post, instead",
)
# What holds on one day is no rule.
_ONE_DAY = any_of(
    "(?<!从)(?:今天|明天|明早|后天|[本这下]?周[一二三四五六日天])(?!起|开始|以后|之后)",
    "(?<!from )(?:today|tomorrow|this week|(?<!every )(?:this|next|on) [a-z]{3,6}day)(?! on)",
)


def as_rule(shape: Shape) -> Meaning | None:
    """Return which rule a line sets, to what and for which team: the first whose words and whose value are there."""
    lines = (shape.line, plain(shape.text))
    spoken = (rule for rule in RULES if all(any(map(words.search, lines)) for words in rule.words))
    return next(filter(None, (_ruled(shape, rule) for rule in spoken)), None)


def _ruled(shape: Shape, rule: Rule) -> Meaning | None:
    """A rule and the value a line has for it."""
    value = rule.value(shape)
    if value is None:
        return None
    team = team_in(shape)
    named: Said = {"team": team} if team else {}
    if rule.name in BEATS:
        said: Said = {"beat": BEATS[rule.name], "clock": time.fromisoformat(str(value)), "on": True}
        bare = not re.search(r"\w", rule.words[0].sub("", re.sub("\ue005", "", shape.line)))
        sure = (bare or _SURELY.search(shape.line)) and not _ONE_DAY.search(plain(shape.text))
        return Meaning("rhythm", said | named, doubts=[] if sure else ["unsure"])
    lengths = {(one.count, one.unit) for one in find_durations(_new_value(shape.text))}
    doubts = ["which"] if rule.value in (_days, _hours) and len(lengths) > 1 else []
    return Meaning("admin_rule", {"more": {"rule": rule.name, "value": value} | named}, doubts=doubts)
