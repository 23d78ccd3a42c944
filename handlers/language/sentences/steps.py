"""Days of a deal: when it closes, when something was done or is paid, and what is next when."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.language.sentences.activities import activity_of, reached, was_done
from handlers.language.sentences.closing import (
    AWAITED,
    CLOSES,
    awaits_close,
    close,
    closing_in,
    cut_day,
    speaks_of_close,
    told_with,
    whole,
)
from handlers.language.sentences.meaning import TRIM, deals_in, left_over
from handlers.language.sentences.mood import Mood, asks, mood_of
from handlers.language.sentences.news import (
    ABOUT,
    DONE,
    GREETING,
    PAYMENT,
    SLIP,
    WILL,
    Cuts,
    News,
    Part,
    no_odd_day,
    whole_of,
)
from handlers.language.sentences.worths import OR
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.dates import DateSpan, find_dates
from handlers.language.spans.rules import plain

EVENT = re.compile(
    r"上线|交付|实施|进场|安装|部署|交流|讲标|路演|视频|踏勘|勘察|开工|投产|验收|到货|发货|评审|面|报告|会(?!签)|拜访|演示|电话|培训|测试|汇报|考察|参观|述标|开标|面谈|回访|验收|调研|答疑|"
    r"\b(?:meeting|call|demo|visit|review|workshop|presentation|lunch|dinner|session|sync|evaluation|test|training|kick-?off|site survey|audit|onsite|on-site|poc|pilot|webinar|qbr|catch-?up|check-?in|inspection|trial|interview|walk-?through|go[- ]?live|launch|roll-?out|delivery|installation|deployment|implementation|onboarding|shipment)\b"
)
# A clause that tells what was begun or done on the day it names.
_BEGAN = signs(
    r"\b(?:started|began|kicked off|launched|opened)\b(?! to)|'d (?=<date>)|^\W*(?:i |we |just |<member> )*(?!schedul|plann|book|need|expect|postpon|delay|mov|push|invit|pencil|promis|commit|interest|excit|concern|delight|target|slat)[a-z]{3,}ed\b|<date>[^，,。]{0,3}[开去发寄讲做聊见谈交来签打提]的(?!时候|话)"
)
# Of a month or a quarter only this is a step then; anything else that is said of it is told.
_RETURN = re.compile(
    r"联系|回访|跟进|拜访|沟通|再约|再谈|再聊|再看|再推|\b(?:call|check|circle|touch|follow|revisit|re-?connect|pick|meet|talk|speak|review|reach|come|try)\b"
)
_PAID = re.compile(r"到账|到了|收到|付了|打了|进来|\b(?:paid|wired|received|landed|arrived|came in|cleared)\b")
_MONEY = re.compile(
    r"钱[^，,。]{0,6}(?:打|到|转|付|汇)|把[^，,。]{0,4}(?:款|钱)|转账|结清|结款|\b(?:money|funds|transfer|wire|cash)\b[^,.;]{0,12}\b(?:goes? out|arrives?|lands?|sent|clears?|comes?|due|in)\b"
)
_BILLS = re.compile(
    r"(?:寄|发|给|送|开|提)[^，,。]{0,6}(?:发票|开票|票)|\b(?:send|sending|issue|issuing|raise|raising|resend\w*)\b[^,.;]{0,16}\binvoice"
)
_OLD = re.compile(
    r"(?:从|由|原来说?|之前|本来说?|原定(?:在|于)?|原本|原?本?计划(?:是|在)?(?<=原.划)|原先|不是|\bfrom|\bwas|\binstead of|\bnot)\s*$"
)
_FUTURE = signs(
    r"[勘封开截投宣答路试部装培调盖寄打付签谈聊联拜考评审测看来交办批送接结]|上[会线门]|过[会来去]|到[场货]|下一步|接下来|下步|\bnext\b|约|定在|定于|安排|准备|打算|计划|要(?!求)|将|会(?=[给发去来把再跟有提反在过])|等|待|需要?|再|反馈|答复|回复|回话|给|跟进|出|发|去|见|开会|汇报|"
    r"\b(?:will|shall|going to|gonna|wants?|needs?|plan(?:s|ned|ning)?|todo|expect\w*|schedul\w*|book\w*|set|follow\w*|waiting|sending|meeting|presenting|demoing|calling|visiting|due|asked for|asks? for|let'?s|touch base|circle back|awaiting|review\w*|delivering|kick\w*|send|call|meet|demo|present|visit|discuss|decid\w*|back|proposal|workshop|session|get back|quote|pricing|contract|redlines?|prepare|draft|share|show|start|intro\w*|lunch|sync|visit|hears?|try|trying|submit\w*|deadline|opens|closes|begins|comes?|coming|goes|returns?|paperwork|sign\w*|arriv\w+|trial\w*|test\w*|launch\w*|install\w*|talk\w*|speak\w*|chat\w*|check\w*|ping\w*|pick(?:ing)? up|finali[sz]\w+|wrap\w*|turnaround|signature\w*|promised|answer\w*|reply|response|revert\w*|move\w*)\b|'ll\b"
)
HAPPENED = re.compile(
    r"功能|研发|要求|对比|比价|微信|没回|消息|催|勘|公告|投|封标|开标|截止|样|规格|参数|型号|数量|门店|设备|系统|平台|接口|模块|看中|看重|关注|在意|纠结|犹豫|悬|把握|不大|态度|关系|拍板|签字(?!笔)|盖章|用印|集团|总部|校长|院长|老板|主任|经理|[总董工](?=[说问要想表同答提讲])|负责人|对接人|部门|材料|资料|资质|案例|寄|快递|发票|账期|条款|补充|修改|方便|时间|排期|档期|现场|机房|部署|安装|调试|上线|培训|满意|认可|同意|反馈|感兴趣|意向|要求|提出|沟通|汇报|介绍|需求|方案|报价|预算|采购|技术|领导|决策|客户|对方|他们|价格|效果|进度|续约|扩容|增购|没问题|推进|确认|合同|对接|试用|测试|讲|聊|谈|收到|回复|答复|评审|流程|审批|招标|标书|样品|样机|demo|poc|"
    r"\b(?:customer|client|happy|liked?|loved?|interested|agreed?|demo\w*|meeting|budget|legal|procurement|contract|pric(?:e|ing)|proposal|ceo|cfo|cto|cio|coo|buyer|champion|users?|seats?|licen[sc]es?|went well|feedback|renewal|upsell|expan\w+|pilot|poc|trial|security|review\w*|decision|board|rfp|requirements?|spoke|talked|emailed|confirmed|waiting|case study|deck|terms|discount|timeline|integration|no answer|voicemail|replied|responded|response|reply|they want|they need|they asked|need is)\b"
)
_NEXT_LEAD = re.compile(
    r"^(?:(?:下一步(?:计划|安排|动作)?(?:是|就是|：|:)?|接下来(?:就)?(?:是|要)?|下步(?:是)?|[\u4e00-\u9fff]{1,2}[总董工经理主任]{1,2}说|让(?:我们?|咱们?)?|[叫催请](?:我们?|咱们?)|(?:估计|大概|可能|预计|最快|最晚|最迟|差不多|答应|承诺|才)+|要?到(?=\W*$)|我们|我|客户|他们|他|她|对方|那边|这边|已经|已|就|都|还|现在|目前|说好了?|说|约好了?|约了|约在|约|定在|定了|定于|定|安排了?|准备|打算|计划是?|要求|要(?!求)|将要|将|会|需要|再(?=\S{3})|等(?!他们?回|她回|反馈|回复|消息|结果|通知|回音|答复)|下次|我方|咱们?|于|[哪嗰那這这]边|[嗰那這]邊|佢哋?|佢们|會|要約|[^\W\da-z_]{0,8}?(?:说(?!明)|說(?!明)|話|讲(?=[要会明下])|表示|答应|承诺)(?:了|过|要|会|他们?|她|得|等|那边|我们)*)|"
    r"(?:next steps?(?: is| are|:)?|next up(?: is)?|next is|next:?|todo:?|then|and|i'll|we'll|they'll|i will|we will|they will|i'm|we're|they're|they said|they|we|i|he|she|(?-i:it)|will|going to|gonna|planning to|plan is to|plan to|wants? to|supposed to|wants?|needs? to|needs?|is|are|to|the|an?|scheduled|booked|set up|set for|set|have|has|got|with a|agreed to|agreed on|let's|on|for|said|(?:the )?(?:client|customer|buyer)(?= (?:has|have|told|said|asked|requested|wants?|needs?|will))|kindly|(?:requested|asked|promised|told|wants?)(?: (?:us|me|them))?(?: (?:to|for|that))?|they'd like)(?![a-z']))[\s,，:：]*",
    re.IGNORECASE,
)
_NEXT_TAIL = re.compile(
    r"[\s,，]*(?:之?前|以前|以后|之后|左右|的时候|约在|定在|安排在|改到|改为|改成|挪到|推到|推迟到|到|至|改|延到|提前到|调到|改期到?|从|由|改|吧|了|啊|哈|哦|呢|一下|(?<![a-z-])(?:confirmed|(?<=[a-z] )starts?|on|by|at|before|around|in|for|until|till|the|is|set|scheduled|planned|booked|this|next|with|of|about|due|lah|leh|lor|ah|moved|pushed|shifted|rescheduled|postponed|changed|from|to|and))$",
    re.IGNORECASE,
)
_TAIL_OF_DAY = re.compile(r"\s*(?:之前|以前|左右|上下|之后|以后|的时候|那天|[之以]?内(?!部)|前(?![台端期往面天后年]))")
_NEXT_LABEL = signs(r"(?:下一步|下步|接下来)(?:计划|安排|动作)?(?:是|就是|[:：\s])*$")
NOON = 12
_NEAR = 60
ALONE = signs(r"[^\w\ue000-\ue0ff]*<date>[^\w\ue000-\ue0ff]*")
_FAR = timedelta(days=270)  # nobody plans so far ahead without a year
_WEEKEND = re.compile(r"^(?!下|next)(?:这|本|the |this )?(?:周末|weekend)", re.IGNORECASE)
_JUST = re.compile(
    r"刚|正在|还在|(?:^|[，,。\s今天\ue005])在(?=整理|做|写|改|弄|准备|走|忙|推|催|赶)|\bjust (?!in time)"
)
_TO_BE = re.compile(r"\b(?:to be|gets?|getting|be) \w+(?:ed|t|n)\b")
_LONG_AGO = timedelta(days=60)
_PERHAPS = re.compile(
    r"(?:new (?:slot|date|time)|slot|set(?: it| that| this)? up|booked(?: it| that)?|it|up|pencil+ed(?: in)?|instead|probably|maybe|perhaps|likely|now|expected|估计|大概|可能|预计|或者|要|得|到|等|能|截止|初定|暂定|拟定|变成|变为|改|时间|日期|跟|和|约好?|定好?|了|\W)+",
    re.IGNORECASE,
)
_VERB_ALONE = re.compile(r"(?:再)?[给发寄交送回报签谈聊试看开出弄搞做办打约去来定]{1,2}(?:他们?|她|我们?|过去|过来)?")
_AWAITS = re.compile(
    r"\b(?:wait\w*|await\w*|expect\w*|ask(?:ed|s|ing) (?:for|to)|book(?:ed|ing)|invited|arranged|slot|calendar|diary|appointment|owe\w*|wants?|would like|'d like|needs?)\b|等|待|想(?!法)|希望|要求|要(?!不|是)|让|约(?!定|束)|邀请|安排"
)
_DENIED = re.compile(r"[不没别]|n't|\bnot\b")
_HAN_GAP = re.compile(r"(?<=[\u3400-\u9fff]) (?=[\u3400-\u9fff])")  # where a day was cut out
_DECIDED = re.compile(r"决策|决定|拍板|定标|\bdeci(?:sion|de)s?\b", re.IGNORECASE)
_LATER_TODAY = re.compile(r"tonight|evening|afternoon|晚|下午|下晝|[今傍]夜", re.IGNORECASE)
_BY_THEN = re.compile(
    r"^(?!.*\b(?:would|could|hop\w+|wish\w*|wants?|try\w*|aim\w*|let'?s|nice|if|not|never|\w+n't)\b).*\b(?:before|until|till|by)(?: the)? $"
)  # a day that limits supposes nothing
_THEN = re.compile(r"到时候?|那时候?|届时|\b(?:then|that day|afterwards)\W*$")
_INTO = re.compile(r"(?:\b(?:to|for|now)|到|至|为|成|改|在)\s*$")
_WHOSE = re.compile(r"['’]s?|的")
_GOES_WELL = re.compile(
    r"(?:一切)?顺利的?话?|不出意外|\bif (?:all|everything) goes (?:well|to plan|smoothly)\b|\ball being well\b"
)
_FROM = re.compile(r"from\b|从|由", re.IGNORECASE)
_NO_STEP = re.compile(r"^(?:one|no|maybe|perhaps|still|没.{1,3}成|下一个)$", re.IGNORECASE)
# What moves and is not the deal itself: something else is named.
_THING = signs(
    r"(?<!\w)(?!(?:预计|成交|时间|日期|项目|单子|这单|那单|整体|进度|客户|他们|对方|要|可能|估计|又|再|已|已经|被|都|给|从|由|把|我们|现在|周期|计划|的|了|<deal>|<date>|[^\w])+(?:$|[^\w]))[\u3400-\u9fff]{2,}\W*$"
    r"|\b(?!(?:deal|it|they|this|that|everything|timeline|date|close|closing|order|project|thing|has|have|been|is|was|got|now|we|he|she|all|and|to|will|may|might|just|again|client|customer|signing|contract|po|decision|start|things)\b)[a-z]{3,}\b(?: (?:has|have|been|is|was|got|gets|now|will|be|just|again|to))*\W*$"
)
_REARRANGED = re.compile(r"改|挪|move|resched|shifted")
_MET = re.compile(
    r"没空|有事|没时间|来不了|走不开|不在|\b(?:can't make|conflict|clash\w*|busy)\b|聊|谈|见|会|拜访|演示|(?<![签预合])约|\b(?:meet\w*|call|demo|visit)\b"
)
_EXCUSED = re.compile(r"没空|有事|没时间|来不了|走不开|\b(?:can't make|conflict|clash\w*|busy)\b")
_REST_PAID = re.compile(
    r"还差|余款|尾款|剩(?:下|余|的)|其余|\b(?:rest|balance|remainder|remaining)\b|(?<![a-z] )\bdue\b"
)


def take_days(shape: Shape, clause: Clause, news: News, cuts: Cuts) -> None:
    """Take the days a clause names, or the one that was told before (backs on Monday, will review then)."""
    line = shape.line[clause.start : clause.end]
    part = Part(shape, clause, line, news, cuts)
    spans = [(place, span.value) for place, span in shape.all("date", clause.start, clause.end)]
    if not spans and news.then is not None and _THEN.search(line) and not asks(line):
        _next(part, news.then)
        return
    named = [(place, day) for place, day in spans if isinstance(day, DateSpan)]
    days = _not_old(part, named)
    if (len(days) > 1 and OR.match(shape.line[days[0][0] + 1 : days[1][0]])) or any(
        re.search(r"或|还是|\bor\b", shape.text[day.start : day.end]) for _, day in days
    ):
        news.doubts.append("which")
    for place, day in days:
        if _day(part, place, day):
            return


def _not_old(part: Part, named: list[tuple[int, DateSpan]]) -> list[tuple[int, DateSpan]]:
    """The days of a clause that hold: of something that moves the one it moves to."""
    line, start = part.line, part.clause.start
    slip = SLIP.search(line)
    old = [place for place, _ in named if _OLD.search(line[: place - start])]
    days = [
        (place, _to(day) if slip and _FROM.match(part.shape.text, day.start) else day)
        for place, day in named
        if place not in old
    ] or [(place, _to(day)) for place, day in named if day.until and slip]
    behind = [one for one in days if slip and one[0] >= start + slip.end()]
    into = [one for one in behind if _INTO.search(line[: one[0] - start])]
    kept = into or behind or days
    gone = {place for place, _ in named} - {place for place, _ in kept} if days else set()
    for place in gone if len(named) > 1 else ():
        whose = _WHOSE.match(part.shape.line, place + 1, part.clause.end)
        if place in old or into:
            part.cuts.append((place, whose.end() if whose else place + 1))
    return kept


def _day(part: Part, place: int, day: DateSpan) -> bool:
    """Take one date: when it closes, when something was done or is paid, or when the next step is due."""
    shape, clause, line, news = part.shape, part.clause, part.line, part.news
    quarter = closing_in(shape, day)
    day = quarter or day
    today = shape.scene.calendar.day_start(shape.scene.now)
    if _NEXT_LABEL.search(line[: place - clause.start]) and day.at >= today:
        part.cuts.append((place, place + 1))
        _next(part, day)
        return True
    mood = mood_of(shape, clause, place, place + 1)
    if mood is Mood.ASKED:
        return False
    if _step_slips(part, place):
        _moves(part, place, day)
        return True
    closes = quarter or speaks_of_close(line, news.before) or awaits_close(line, _said_before(part)) or _forecast(part)
    slips = SLIP.search(told_with(line, news.before)) and not _pays(line, news)
    if (closes or slips) and (day.until or day.at) >= today:
        limit = (mood is Mood.IF and _BY_THEN.search(line[: place - clause.start])) or _GOES_WELL.search(line)
        if not limit and mood in (Mood.WISH, Mood.IF, Mood.NOT):
            news.supposed.append(whole_of(shape, clause))
            part.cuts.append((clause.start, clause.end))
        else:
            close(day, news)
            cut_day(part, place)
        return True
    return _done_paid_or_next(part, place, day, today)


def _done_paid_or_next(part: Part, place: int, day: DateSpan, today: datetime) -> bool:
    shape, line, news = part.shape, part.line, part.news
    tail = _TAIL_OF_DAY.match(shape.line, place + 1, part.clause.end)
    part.cuts.append((place, tail.end() if tail else place + 1))
    past = (day.until or day.at) < today or _was(part, day)
    noon = day.part == "noon" and shape.scene.now.astimezone(shape.scene.zone).hour < NOON
    evening = (EVENT.search(line) or activity_of(line)) and (
        noon or _LATER_TODAY.search(shape.text, day.start, day.end)
    )
    later = day.has_time or WILL.search(line) or evening
    did = activity_of(line) and (past or (day.at == today and not later))
    if did:
        if not (day.until and (day.until - day.at).days > 1):  # some time this week is no day
            news.more["activity_at"] = _back(shape, day)
        return False
    if past or _pays(line, news):
        paid = day.at == today and _PAID.search(line) and not WILL.search(line)
        if not (past or paid):
            news.more["payment_due"] = day
        return False
    if day.at - today < timedelta(days=1) and (_JUST.search(line) or reached(line) is not None):
        return False
    if day.until and day.at <= shape.scene.now and (day.until - day.at).days > 1:
        part.cuts.pop()  # some time this week says no day
        return False
    to_come = day.precision != "year" and (day.at != today or day.has_time or evening or _FUTURE.search(line))
    if to_come:
        _next(part, day)
    return bool(to_come)


def _moves(part: Part, place: int, day: DateSpan) -> None:
    """Move the step a clause names to another day, or the one that is known, whose words stay."""
    part.cuts.append((place, place + 1))
    left = bare_step(left_over(part.shape, part.clause, [*part.cuts, *_slip_in(part)]))
    excused = _EXCUSED.search(left)
    if (excused or not (EVENT.search(left) or _THING.search(plain(left)))) and part.news.stepped < 0:
        part.news.said["next_at"] = day
        event = EVENT.search(_said_before(part)) if excused else None
        if event and excused:
            part.news.notes.append(left)
            part.news.said.setdefault("next_step", event[0])
        part.news.stepped = part.clause.start
        part.cuts.append((part.clause.start, part.clause.end))
        return
    part.cuts.extend(_slip_in(part))
    _next(part, day)


def _pays(line: str, news: News) -> bool:
    """Whether a clause speaks of a payment, or of the rest of one."""
    if _BILLS.search(line):
        return False
    if _MONEY.search(line):
        return True
    moved = (SLIP.match(line) or AWAITED.fullmatch(line)) and PAYMENT.search(news.before)
    return bool(moved or PAYMENT.search(line) or ("payment" in news.more and _REST_PAID.search(line)))


def _was(part: Part, day: DateSpan) -> bool:
    """Whether it is told what was done on the last day of a name, which might be the next one."""
    now = part.shape.scene.now
    lately = timedelta() <= now - _back(part.shape, day).at < _LONG_AGO
    if WILL.search(part.line) or _TO_BE.search(part.line):
        return False
    lately = lately or bool(_WEEKEND.search(part.shape.text, day.start, day.end))
    return lately and bool(
        DONE.search(part.line) or was_done(part.line) or _BEGAN.search(part.line) or day.at - now > _FAR
    )


def _back(shape: Shape, day: DateSpan) -> DateSpan:
    """A day on which something was done, read as the last one of its name."""
    scene = shape.scene
    if day.at <= scene.now:
        return day
    text = shape.text[day.start : day.end]
    found = find_dates(text, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=False)
    return found[0] if found and found[0].at <= scene.now else day


def _step_slips(part: Part, place: int) -> bool:
    """Whether what moves to another day is a step on the way (评审推迟到周五) and not the deal's close."""
    before = part.line[: place - part.clause.start + 1]
    slip = SLIP.search(before)
    if slip is None or CLOSES.search(part.line) or _pays(part.line, part.news):
        return False
    if EVENT.search(before[: slip.start()] + part.line[slip.end() :]):
        return True
    day = part.shape.at(place)
    if day and isinstance(day.value, DateSpan) and not whole(day.value) and _THING.search(before[: slip.start()]):
        return True
    if CLOSES.search(_said_before(part)):
        return False
    return bool(_REARRANGED.match(slip[0]) and (_MET.search(_said_before(part)) or _only_step_dated(part.shape)))


def _said_before(part: Part) -> str:
    """What was said before a clause."""
    return part.shape.line[max(0, part.clause.start - _NEAR) : part.clause.start]


def _forecast(part: Part) -> bool:
    """Whether a day stands alone behind a sum or a chance (75k, 70%, 18 Dec): it is when the deal closes."""
    said = part.news.said
    alone = ALONE.fullmatch(part.line) and not EVENT.search(_said_before(part))
    return bool(alone and "probability" in said and "next_step" not in said and not part.news.notes)


def _only_step_dated(shape: Shape) -> bool:
    """Whether the deal that is spoken of has a day for its next step, and none for its close."""
    target = next(iter(deals_in(shape)), None)
    code = target.code if target else shape.scene.thread_deal
    deal = shape.scene.deal(code) if code else None
    return deal is not None and deal.next_at is not None and deal.close_date is None


def _slip_in(part: Part) -> Cuts:
    """Where a clause says that something moves."""
    return [(part.clause.start + slip.start(), part.clause.start + slip.end()) for slip in SLIP.finditer(part.line)]


def _to(day: DateSpan) -> DateSpan:
    """Of "from Friday to Tuesday" the day something moves to."""
    return replace(day, at=day.until or day.at, until=None)


def _next(part: Part, day: DateSpan) -> None:
    """Take a date to come as the next step's, with what is to be done then."""
    step = _NO_STEP.sub("", bare_step(left_over(part.shape, part.clause, part.cuts)))
    no_odd_day(step)
    if not _FUTURE.search(part.line) and not (step and (HAPPENED.search(part.line) or EVENT.search(step))):
        part.news.odd_step = True
    empty = not step.strip(TRIM) or _PERHAPS.fullmatch(step)
    if whole(day):  # a month or a quarter with nothing to do then is when the deal is expected
        if empty or _DECIDED.search(step):
            close(day, part.news)
            part.cuts.append((part.clause.start, part.clause.end))
            return
        if not _RETURN.search(part.line):
            part.cuts.clear()
            return
    step = "" if empty else step
    part.news.stepped = part.clause.start
    step = _with_object(part, step)
    if "next_at" in part.news.said:  # of two steps the first is the next one
        part.news.notes.append(whole_of(part.shape, part.clause))
    else:
        part.news.said["next_at"] = day
        if step and (undated := part.news.said.pop("next_step", None)):
            part.news.notes.append(undated)
        if step:
            part.news.said["next_step"] = step
    part.cuts.append((part.clause.start, part.clause.end))


def _with_object(part: Part, step: str) -> str:
    """A step of one verb with the words before it that say what of (让我们出个方案，周五给)."""
    news, before = part.news, part.news.before
    last = news.said.get("next_step") or news.last
    if not last or plain(last) not in news.told or _DENIED.search(last) or "next_at" in news.said:
        return step
    if not (_AWAITS.search(before) if not step else _VERB_ALONE.fullmatch(step) and not DONE.search(before)):
        return step
    if step:
        return f"{bare_step(last)}，{step}"
    for told in (news.notes, news.unknown):  # what is the step is no note as well
        told[:] = [one for one in told if one != last]
    if news.more.get("blocker") == last:
        del news.more["blocker"]
    return bare_step(last)


def bare_step(text: str) -> str:
    """The bare words of what is to be done."""
    step = ABOUT.sub("", GREETING.sub("", text)).strip(TRIM)
    before = None
    while step and step != before:
        before = step
        step = _NEXT_TAIL.sub("", _NEXT_LEAD.sub("", step)).strip(TRIM)
    return _HAN_GAP.sub("", step)
