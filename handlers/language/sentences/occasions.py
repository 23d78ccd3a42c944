"""When help is wanted: on a day for which somebody has to come, or by one when something has to be ready."""

import re
from dataclasses import replace
from datetime import datetime

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.limits import around, is_limit, last, noon
from handlers.language.sentences.meaning import Said
from handlers.language.sentences.trades import roles_in
from handlers.language.shape import Shape
from handlers.language.spans.dates import DateSpan
from sales.calendar import instant_of

# Where somebody who is spoken to is wanted.
OCCASION = any_of(
    zh="演示 答疑 讲 宣讲 交流会 评审会? 拜访 招标 投标 标书 问卷 接待 谈判 培训 调研 讲解 打分 述标 demo poc",
    en="""call, meeting, demo, workshop, session, visit, presentation, poc, pilot, (?:architecture|design|technical|solution|code) review, rfp, tender, questionnaire, pitch,
        walk-?through, kick-?off, deep dive, security review""",
)
# On such a day something else happens, for which nobody has to come along.
_THEIR_DAY = any_of(
    zh="签(?!约仪式) 截标 封标 交标 递标 截止 到期 上线 决策 拍板 定标 续约 开学 搬家 停产 发布 放假 付款 打款 投产 要结果 出结果 生效",
    en="""sign(?:s|ing|ed)?, decid(?:e|es|ing), decision, renew(?:s|al|ing)?, expir\\w+, go(?:es|ing)?[- ]?live, closes?,
        closing, launch\\w*, holiday""",
)
_AWAY = any_of(
    zh="出差 休假 请假 不在",
    en="ooo, on leave, (?:on )?vacation, is away, am away, (?:is|am|i'm|are|'s) out, travel+ing, out of office, flying",
)
# What is written is wanted by a day, whoever writes it.
_WRITES = any_of(
    zh="写 估算? 算 起草 改 修改 整理 准备 做一?[份个版] 出一?[份个版]|出个 回复 答复 反馈 给(?:个|出|一)意见 发我 解释 给个?(?:数|数字|说法|结论|意见|方案|答复|时间)",
    en="""fill\\w*, writ(?:e|ing), estimat\\w*, draft\\w*, prepar\\w*, put together, redlin\\w*, answer\\w*, repl(?:y|ies), respon[ds]\\w*, build,
        size, input, comments?, feedback, revis\\w*, translat\\w*, send""",
)
_COMES = any_of(
    zh="过来 来一?[下趟个位人] 来(?=吗|吧|$) 到场 现场 去 陪 一起 参加 上门 到客户 见 会",
    en="join\\w*, sit in, come\\w*, on[- ]?site, visit\\w*, meet\\w*, calls?, on the, there, attend\\w*, with me, in person, around, free, available",
)
_CLOCK = re.compile(
    r"(?:at |from |@ ?)?(?:上午|下午|晚上|中午|早上|早|晚)?[\d〇一二两三四五六七八九十:：. ]+(?:点|点钟|时|o'?clock|[ap]\.?m\.?)?(?:半|\d\d分?|一刻)?",
    re.IGNORECASE,
)
CRY = any_of(
    zh="""求助 求支援 求支持 急需(?:支援|支持|帮助|援助|人) 救命 求(?:个|一个|一位|位)[^，,。;；]{0,12}(?:的人|同事|老师|大佬|专家) 救急 救火 江湖救急 求帮 求大神 求大佬 求指导 求救 需要支援 请求支援 请求支持 请求协助 请支援 谁能帮 谁来帮 有没有人能?帮 哪位能?帮
        需要(?:一?些)?帮助 需要帮忙 帮帮忙 搭把手 求人 缺人手 谁懂 请教 求教 支个招 出出主意 缺个?(?:懂|会)
        (?:需要|想请|想让|请|求|要|麻烦|申请|让)(?:个|一位|位)?(?:公司)?(?:领导|老板|老大|高层|上级|大佬)(?!的|说|同意|批|审)
        (?:领导|老板|老大|高层)[^，,。]{0,4}(?:出面|出马|站台|坐镇|陪同|接待|撑场) (?:需要|申请|请求)[^，,。;；\ue000-\ue0ff]{1,6}(?:资源|支持|支援|协助|援助|人手)
        (?:谁|哪位)(?:能|可以|来|有空|方便)[^，,。]{0,4}(?:帮|看|讲|答|陪|替|代|支持|支援|协助|搞|解决|过) 来个人 派个人""",
    en="""sos, mayday, help with, help on, help (?:me |us )?(?:out|pls|please|needed|wanted|required),
        need(?:s|ed|ing)? (?:some |a |your |urgent |more )*(?:help|hand|backup|support|assist(?:ance)?), help!+,
        (?:calling|asking?|request(?:ing)?) for (?:some )?(?:help|backup|support|assistance|a hand), (?:second|another|extra|fresh) (?:pair|set) of (?:eyes|hands),
        (?:please|pls|plz|kindly) (?:support|assist|help)(?! <member>)(?: me| us)?(?: on| with| in)?, can (?:someone|anyone|somebody) (?:help|assist|support|jump|join|look),
        who can help, who (?:in|from|at) (?:our |the )?(?:legal|pre-?sales|delivery|marketing|tech\\w*|product) (?:can|could|would|has|is free|is around),
        out of (?:my|our) depth, struggling with, could use (?:some |a )?(?:help|hand|backup|support),
        looking for (?:some |a )?(?:backup|help|hand|support|cover),
        (?:someone|somebody|anyone) (?:in|from) (?:our |the )?(?:legal|pre-?sales|delivery|marketing|tech\\w*|product),
        who can (?:answer|join|take this|look|support|assist|run|speak|step in|jump in|advise),
        exec(?:utive)? sponsor, (?:any )?advice on,
        (?:need|want|looking for|require) (?:someone|somebody|anyone|another person|a colleague)(?: else)? (?:to(?! take over| own)|who|for|on),
        (?:any)?one around (?:to|who can)""",
)
HELPS = any_of(
    zh="帮 支持 支援 协助 配合 陪 都来 来一下 过来(?!了) 一起去 一起见 一起参加 出面 出马 站台 坐镇 撑场 救 请教 参加一下 到场 在场",
    en="""help(?:ing)?, support, assist(?:ance)?, hand(?! over| off), join, jump (?:on|in|into), borrow, sit in, come along, back me up, pair, backup,
        need(?:ing)? (?:you|him|her) (?:on|for|in|at), are you (?:around|free|available),
        (?:is )?<member> (?:around|free|available),
        <member> (?:on|in|at) (?:the |my |our )?<deal>(?:['’]s)? (?:[a-z]+ )?(?:call|demo|meeting|workshop|session|visit|presentation|review|pitch)""",
)
# What somebody who is spoken to may be asked to do with a paper.
LOOKS = any_of(
    zh="审 把关 把把关 过目 过一下 过一遍 看一?下 看看 看一看 评估 答疑 睇下 瞧 瞅 瞄 补齐 补充 填",
    en="review\\w*, look at, take a look, look over, look into, check, go over, go through, weigh in, eyes, glance, mark ?up, run through, vet, ring, phone",
)


def times_of(shape: Shape) -> Said:
    """Return by when and for when help is wanted: an hour that stands apart is that of the day before it."""
    said: Said = {}
    begins = ends = 0
    for place, span in shape.all("date"):
        day = span.value
        if not isinstance(day, DateSpan) or (name := _role_of(shape, place, day)) is None:
            continue
        begun, first = _begun(shape, day), said.get("at")
        if name == "at" and "due" in said and not _calling(around(shape, place)):
            continue
        if name == "due" and first is not None and not _calling(around(shape, begins)):
            del said["at"]
        if name == "due" and "due" in said and _asking(around(shape, place)) and not _asking(around(shape, ends)):
            del said["due"]
        if name not in said:
            begins, ends = (place, ends) if name == "at" else (begins, place)
            said[name] = last(day, shape.scene.zone) if begun else noon(day)
        elif name == "at" and first is not None and day.has_time and not first.has_time:
            alone = _CLOCK.fullmatch(shape.text[span.start : span.end].strip())
            said["at"] = replace(day, at=_at_hour(first, day, shape)) if alone else day
    return said


def _at_hour(day: DateSpan, hour: DateSpan, shape: Shape) -> datetime:
    zone = shape.scene.zone
    return instant_of(day.at.astimezone(zone).date(), hour.at.astimezone(zone).time(), zone)


def _role_of(shape: Shape, place: int, day: DateSpan) -> str | None:
    """Return whether a day is that by which or on which help is wanted; None where only something else happens then."""
    clause = around(shape, place)
    past = (day.until or day.at) < shape.scene.calendar.day_start(shape.scene.now)
    if past or _AWAY.search(clause):
        return None
    if _begun(shape, day) or is_limit(shape, place):
        return "due"
    if (_THEIR_DAY.search(clause) and not _calling(clause)) or day.precision in ("week", "month", "quarter"):
        return None
    work = LOOKS.search(shape.line) or _WRITES.search(shape.line)
    return (
        "due" if work and not day.has_time and not (OCCASION.search(shape.line) or _COMES.search(shape.line)) else "at"
    )


def _begun(shape: Shape, day: DateSpan) -> bool:
    return day.until is not None and day.at < shape.scene.now  # this week: by its end


def _calling(clause: str) -> bool:
    """Whether a clause says for what or of whom help is wanted."""
    return _asking(clause) or bool(OCCASION.search(clause))


def _asking(clause: str) -> bool:
    return bool(CRY.search(clause) or HELPS.search(clause) or roles_in(clause))
