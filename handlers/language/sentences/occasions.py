"""When help is wanted: on a day for which somebody has to come, or by one when something has to be ready."""

import re
from dataclasses import replace
from datetime import datetime

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.limits import around, is_limit, last, noon
from handlers.language.sentences.meaning import Said
from handlers.language.sentences.trades import trades
from handlers.language.shape import SIGNS, Shape
from handlers.language.spans.dates import DateSpan
from sales.calendar import instant_of

# Where somebody is wanted.
_OCCASION = any_of(
    zh="演示 答疑 讲 会(?!不会) 评审 拜访 招标 投标 接待 谈判 培训 调研 打分 述标 demo poc 来 到场 现场 去 陪 参加 上门 见",
    en="""calls?, meet\\w*, demo, workshop, session, visit\\w*, presentation, poc, pilot, (?:architecture|design|technical|solution|code|security) review, rfp, tender, pitch,
        walk\\w*, kick-?off, deep dive, join\\w*, sit in, come\\w*, on[- ]?site, on the, there, attend\\w*, with me, in person, around, free, available""",
)
# On such a day something else happens, for which nobody has to come along.
_THEIR_DAY = any_of(
    zh="签(?!约仪式) 截标 封标 交标 递标 截止 到期 上线 决策 拍板 定标 续约 开学 搬家 停产 发布 放假 付款 打款 投产 出?结果 生效 出差 休假 请假 不在",
    en="""sign(?:s|ing|ed)?, decid(?:e|es|ing), decision, renew(?:s|al|ing)?, expir\\w+, go(?:es|ing)?[- ]?live, clos(?:es|ing), launch\\w*, holiday,
        ooo, on leave, vacation, away, i'?m out, is out, travel+ing, out of office""",
)
# What is written or looked at is wanted by a day, whoever does it.
_WORK = any_of(
    zh="写 估 算 起草 改 整理 准备 [做出]一?[份个版] 回复 答复 反馈 意见 发我 解释 审 把关 过目 过一[下遍] 看一?下 看看 评估 补充 填",
    en="""fill\\w*, writ(?:e|ing), estimat\\w*, draft\\w*, prepar\\w*, put together, redlin\\w*, answer\\w*, repl(?:y|ies), respon[ds]\\w*, build,
        size, input, comments?, feedback, revis\\w*, translat\\w*, send, review\\w*, look, check, go (?:over|through), weigh in, eyes, mark ?up, vet""",
)
_CLOCK = re.compile(
    r"(?:at |from |@ ?)?(?:上午|下午|晚上|中午|早上|早|晚)?[\d〇一二两三四五六七八九十:：. ]+(?:点|点钟|时|o'?clock|[ap]\.?m\.?)?(?:半|\d\d分?|一刻)?",
    re.IGNORECASE,
)


def times_of(shape: Shape) -> Said:
    """Return by when and for when help is wanted: an hour that stands apart is that of the day before it."""
    said: Said = {}
    begins = 0
    for place, span in shape.all("date"):
        day = span.value
        if not isinstance(day, DateSpan) or (name := _role_of(shape, place, day)) is None:
            continue
        first = said.get(name)
        if first is None:
            begins = place if name == "at" else begins
            said[name] = last(day, shape.scene.zone) if _begun(shape, day) else noon(day)
        elif name == "at" and day.has_time and not first.has_time:
            alone = _CLOCK.fullmatch(shape.text[span.start : span.end].strip())
            said["at"] = replace(day, at=_at_hour(first, day, shape)) if alone else day
    if "at" in said and "due" in said and not _calling(shape, begins):
        del said["at"]
    return said


def _at_hour(day: DateSpan, hour: DateSpan, shape: Shape) -> datetime:
    zone = shape.scene.zone
    return instant_of(day.at.astimezone(zone).date(), hour.at.astimezone(zone).time(), zone)


def _role_of(shape: Shape, place: int, day: DateSpan) -> str | None:
    """Return whether a day is that by which or on which help is wanted; None where only something else happens then."""
    past = (day.until or day.at) < shape.scene.calendar.day_start(shape.scene.now)
    if past:
        return None
    if _begun(shape, day) or is_limit(shape, place):
        return "due"
    if (_THEIR_DAY.search(around(shape, place)) and not _calling(shape, place)) or day.precision in (
        "week",
        "month",
        "quarter",
    ):
        return None
    return "due" if _WORK.search(shape.line) and not (day.has_time or _OCCASION.search(shape.line)) else "at"


def _begun(shape: Shape, day: DateSpan) -> bool:
    return day.until is not None and day.at < shape.scene.now  # this week: by its end


def _calling(shape: Shape, place: int) -> bool:
    """Whether the clause of a place says for what or of whom help is wanted."""
    clause = around(shape, place)
    return any(trades(clause)) or SIGNS["member"] in clause or bool(_OCCASION.search(clause))
