"""Roles that every request has: by when it is wanted, and of whom."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import members_in
from handlers.language.shape import Shape
from handlers.language.spans.dates import DateSpan
from handlers.language.words import Mention

Cut = tuple[int, int]
FRIDAY = 4
BEFORE = any_of(
    zh="最晚 最迟 截止到? 赶在 务必在 不晚于 争取 期限[:：]?",
    en="""by, before, due(?: on| by)?, no later than, not later than, deadline(?: is|:)?, until, till, latest,
        at the latest, end of play, want(?:s|ed)?(?: it| this| that| them)?(?: back)?, it back,
        back to (?:me|us|them), need(?:ed)?(?: it)? (?:on|by|for)""",
)
AFTER = any_of(
    zh="""(?:之|以)?前 之?内(?![部容]) 以内 截止
        (?:客户|他们|对方|甲方)?(?:那边)?(?:就|得|必须|就得|一定)?(?:要|给|交|用|需要)(?=[^\\w\ue000-\ue0ff]|$|吧|的|了|哈|啊|给|交|出|用|我|到|结果|反馈|答复|合同|报价|版|稿) (?:能|可以|得|要|必须|务必)?(?:回复|答复|反馈|搞定|完成|出结果|回我) 必须""",
    en="at the latest, latest, please, pls, deadline",
)
# A span that says so itself: 明天中午前.
_WITHIN = re.compile(
    r"(?:前|之?内|截止)$|^(?:by|before|until|till|due|no later|end of|close of|eod|eow|eom|cob)\b", re.IGNORECASE
)
_HEAD = re.compile(f"(?:{BEFORE.pattern})(?: the| this| it| on)?\\s*$")
_TAIL = re.compile(f"\\s*(?:{AFTER.pattern})")
# What happens on a day by which nothing is wanted.
_EVENT = any_of(
    zh="(?:能|会|要|答应|同意|准备|打算|计划|就|可以|想)?(?:签(?!字版)|开会|开标|决策|拍板|定标|上线|启动|付款|打款|到期|续约(?!合同|协议|报价)|见面|拜访|上会|过会|立项|采购(?!合同|协议|订单)|生效|起(?=[，,。]|$))",
    en="""sign(?:s|ing|ed)?, decid(?:e|es|ing), decision, renew(?:s|al|ing)?(?! (?:contract|agreement|quot\\w+|order|pricing)), expir\\w+, go(?:es|ing)?[- ]?live,
        kick(?:s|ing)?[- ]?off, board, clos(?:e|es|ing), launch\\w*, budget, start(?:s|ing)?, effective,
        commenc\\w+, ship\\w*, deliver\\w*, install\\w*, arriv\\w*""",
)
_MOVED = re.compile(r"(?:改[到成为]|延[期长]?[到至]|推迟?[到至]|[^提收送发]到|\b(?:to|through))\s?$")
# For or through whom, or whose it is: nobody is asked.
_BESIDE = re.compile(r"(?:替|跟|和|陪|像|是|问过|\b(?:for|via|with|through|like|help|told|asked by|than|and|of))\s?@?$")
_TOLD_AFTER = any_of(
    zh="说 同意 (?:来|要|得|需要?|帮忙?)?(?:批|审批|点头|签批|过目同意) 审批 特批 签批 点头 要求 已 觉得 建议 问 定 反馈 通知 让 的客户",
    en="""(?:['’]?s )?(?:sign-?off|approval|ok|blessing|go-?ahead), said, says, asked, wants, wanted, approved, agreed,
        (?:to |needs to |has to |must )?(?:sign|ok|okay|approve|bless|clear)(?:s|es|ed)?(?: it| this)?(?: off)?, thinks, told, mentioned, is, was, has""",
)
# Before what is wished for in its clause, it is wished for only then, or not yet, or perhaps.
_SUPPOSED = any_of(
    zh="""(?:如果|要是|假如|万一|一旦|除非)(?!(?:可以|方便|行|来得及|有空|有时间)) (?<!在线)等(?!着|不及|急|级|了|下|一下|会儿?|我|你们?|您|回复|米|报价|合同|价格|方案|我们|咱) 还没(?=要|提|问|说|催|找|有人) 还没到
        可能(?=会?要|会?需要|会?找|会?问) 说不定 没准 也许 或许 估计(?=会|要) 将来""",
    en="""(?<!wondering )(?<!wonder )(?<!grateful )(?<!thankful )(?<!great )if(?! possible| you can| you could| you don'?t mind| poss), unless, once, in case, in the event, whenever, should (?:they|he|she|<deal>|the customer|the client),
        when(?= (?:they|he|she|<deal>|the customer|the client|we)(?![a-z])), (?<!i )(?<!we )may(?! i| we), might(?! i), perhaps, probably, possibly, <deal> could, they could, not yet""",
)


_DECLINED = any_of(
    zh="(?:不用|不需要|不必|无需|没必要|先别|先不|暂时?不|不要再?)(?:再|给|帮|找|叫|来|\ue000|\ue001)*(?:报(?!销)|出|做|签|拟|起草|发|提供|支[援持]|协助|帮忙|派|售前|法务|交付|市场|合同|协议) 取消 报不了 没法报 免了 客户(?:说)?不[要用需]",
    en="""(?:don'?t|do not|doesn'?t|didn'?t|no longer|not|never) (?:need|want|quote|prepare|bother)\\w*, (?:don'?t|do not) send, no need,
        no (?:more )?(?:help|support|quote) (?:is )?(?:needed|required|necessary), no quote, hold off, cancel\\w*, without an? quote, instead of an?, not quoting, can'?t quote, before (?:we|i) quote""",
)


def declined(line: str) -> bool:
    """Whether a line says that something is not wanted, or not now."""
    return bool(_DECLINED.search(line))


def supposed(shape: Shape, place: int) -> bool:
    """Whether what stands at a place is wished for only where something else happens, or perhaps."""
    part = next((one for one in shape.clauses() if one.start <= place < one.end), None)
    return part is not None and any(
        found.end() <= place for found in _SUPPOSED.finditer(shape.line, part.start, part.end)
    )


def due_in(shape: Shape, without: Iterable[Cut] = ()) -> DateSpan | None:
    """Return by when something is wanted: the day with a word for it, else the only one that is still ahead."""
    cuts = list(without)
    now = shape.scene.now
    days = [
        (place, last(span.value, shape.scene.zone) if span.value.at < now and span.value.until else span.value)
        for place, span in shape.all("date")
        if isinstance(span.value, DateSpan)
        and not any(start <= place < end for start, end in cuts)
        and not span.value.repeat
        and (span.value.until or span.value.at) >= shape.scene.calendar.day_start(now)
    ]
    days = [one for one in days if is_limit(shape, one[0]) or not _happens(shape, one[0])]
    limited = [day for place, day in days if is_limit(shape, place)]
    return noon(limited[0] if limited else days[-1][1]) if days else None


def _happens(shape: Shape, place: int) -> bool:
    """Whether a day is that of something else: what happens then, or to which a term is moved."""
    return bool(_EVENT.search(around(shape, place)) or _MOVED.search(shape.line, max(0, place - 8), place))


def around(shape: Shape, place: int) -> str:
    """Return the clause a place is in."""
    part = next((one for one in shape.clauses() if one.start <= place < one.end), None)
    return shape.line[part.start : part.end] if part else ""


def last(day: DateSpan, zone: ZoneInfo) -> DateSpan:
    """Return the end of a stretch of time that has begun: what is wanted this week is wanted by its Friday."""
    end = day.until or day.at
    friday = end - timedelta(days=max(0, end.astimezone(zone).weekday() - FRIDAY))
    return replace(day, at=friday if day.precision == "week" and friday > day.at else end, until=None)


def noon(day: DateSpan) -> DateSpan:
    """Return noon of a day of which noon was said, the day itself otherwise."""
    if day.part != "noon" or day.has_time:
        return day
    return replace(day, at=day.at + timedelta(hours=12), has_time=True, until=None)


def is_limit(shape: Shape, place: int) -> bool:
    """Whether the date at a place is a limit rather than a day on which something happens."""
    span = shape.at(place)
    told = span is not None and _WITHIN.search(shape.text[span.start : span.end])
    return bool(told or _HEAD.search(shape.line, max(0, place - 24), place) or _TAIL.match(shape.line, place + 1))


def whom_in(shape: Shape) -> Mention | None:
    """Return the colleague who is asked to do it: the first who is named and of whom nothing else is said."""
    line, me = shape.line, shape.scene.me
    for place, who in members_in(shape):
        said, after = shape.at(place), line[place + 1 : place + 14].lstrip(" ,，:：、")
        owns = after[:1] == "的" or (said and shape.text[said.start : said.end].endswith(("'s", "’s")))
        own = len(who.named) == 1 and who.named[0].id == me
        if not (owns or own or _TOLD_AFTER.match(after) or _BESIDE.search(line, max(0, place - 10), place)):
            return who
    return None
