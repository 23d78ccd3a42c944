"""Days of a deal: when it closes, when something was done or is paid, and what is next when."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.language.sentences.activities import activity_of, reached
from handlers.language.sentences.closing import (
    CLOSES,
    DECIDED,
    awaits_close,
    close,
    closing_in,
    cut_day,
    forecast,
    speaks_of_close,
    told_with,
    whole,
)
from handlers.language.sentences.meaning import TRIM, deals_in, left_over
from handlers.language.sentences.mood import Mood, asks, mood_of
from handlers.language.sentences.news import (
    DONE,
    SLIP,
    WILL,
    Cuts,
    News,
    Part,
    no_odd_day,
    whole_of,
)
from handlers.language.sentences.past import back, was
from handlers.language.sentences.paying import PAID, pays
from handlers.language.sentences.todo import EMPTY, EVENT, HAPPENED, NO_STEP, bare_step
from handlers.language.sentences.worths import OR
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.dates import DateSpan
from handlers.language.spans.rules import plain

# Of a month or a quarter only this is a step then; anything else that is said of it is told.
_RETURN = re.compile(
    r"联系|回访|跟进|拜访|沟通|再约|再谈|再聊|再看|再推|\b(?:call|check|circle|touch|follow|revisit|re-?connect|pick|meet|talk|speak|review|reach|come|try)\b"
)
_OLD = re.compile(
    r"(?:从|由|原来说?|之前|本来说?|原定(?:在|于)?|原本|原?本?计划(?:是|在)?(?<=原.划)|原先|不是|\bfrom|\bwas|\binstead of|\bnot)\s*$"
)
_FUTURE = signs(
    r"[勘封开截投宣答路试部装培调盖寄打付签谈聊联拜考评审测看来交办批送接结]|上[会线门]|过[会来去]|到[场货]|下一步|接下来|下步|\bnext\b|约|定在|定于|安排|准备|打算|计划|要(?!求)|将|会(?=[给发去来把再跟有提反在过])|等|待|需要?|再|反馈|答复|回复|回话|给|跟进|出|发|去|见|开会|汇报|"
    r"\b(?:will|shall|going to|gonna|wants?|needs?|plan(?:s|ned|ning)?|todo|expect\w*|schedul\w*|book\w*|set|follow\w*|waiting|sending|meeting|presenting|demoing|calling|visiting|due|asked for|asks? for|let'?s|touch base|circle back|awaiting|review\w*|delivering|kick\w*|send|call|meet|demo|present|visit|discuss|decid\w*|back|proposal|workshop|session|get back|quote|pricing|contract|redlines?|prepare|draft|share|show|start|intro\w*|lunch|sync|visit|hears?|try|trying|submit\w*|deadline|opens|closes|begins|comes?|coming|goes|returns?|paperwork|sign\w*|arriv\w+|trial\w*|test\w*|launch\w*|install\w*|talk\w*|speak\w*|chat\w*|check\w*|ping\w*|pick(?:ing)? up|finali[sz]\w+|wrap\w*|turnaround|signature\w*|promised|answer\w*|reply|response|revert\w*|move\w*)\b|'ll\b"
)
_TAIL_OF_DAY = re.compile(r"\s*(?:之前|以前|左右|上下|之后|以后|的时候|那天|[之以]?内(?!部)|前(?![台端期往面天后年]))")
_NEXT_LABEL = signs(r"(?:下一步|下步|接下来)(?:计划|安排|动作)?(?:是|就是|[:：\s])*$")
NOON = 12
_OFTEN = re.compile(r"每[月年]|every (?:month|quarter|year)", re.IGNORECASE)
_NEAR = 60
_JUST = re.compile(
    r"刚|正在|还在|(?:^|[，,。\s今天\ue005])在(?=整理|做|写|改|弄|准备|走|忙|推|催|赶)|\bjust (?!in time)"
)
_VERB_ALONE = re.compile(r"(?:再)?[给发寄交送回报签谈聊试看开出弄搞做办打约去来定]{1,2}(?:他们?|她|我们?|过去|过来)?")
_AWAITS = re.compile(
    r"\b(?:wait\w*|await\w*|expect\w*|ask(?:ed|s|ing) (?:for|to)|book(?:ed|ing)|invited|arranged|slot|calendar|diary|appointment|owe\w*|wants?|would like|'d like|needs?)\b|等|待|想(?!法)|希望|要求|要(?!不|是)|让|约(?!定|束)|邀请|安排"
)
_DENIED = re.compile(r"[不没别]|n't|\bnot\b")
_LATER_TODAY = re.compile(r"tonight|evening|afternoon|晚|下午|下晝|[今傍]夜", re.IGNORECASE)
_BY_THEN = re.compile(
    r"^(?!.*\b(?:would|could|hop\w+|wish\w*|wants?|try\w*|aim\w*|let'?s|nice|if|not|never|\w+n't)\b).*\b(?:before|until|till|by)(?: the)? $"
)  # a day that limits supposes nothing
_THEN = re.compile(r"到时候?|那时候?|届时|(?<!till )(?<!until )(?<!by )(?<!before )\b(?:then|that day|afterwards)\W*$")
_INTO = re.compile(r"(?:\b(?:to|for|now)|到|至|为|成|改|在)\s*$")
_WHOSE = re.compile(r"['’]s?|的")
_GOES_WELL = re.compile(
    r"(?:一切)?顺利的?话?|不出意外|\bif (?:all|everything) goes (?:well|to plan|smoothly)\b|\ball being well\b"
)
_FROM = re.compile(r"from\b|从|由", re.IGNORECASE)
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
    if mood is Mood.ASKED or _OFTEN.match(shape.text, day.start):
        return False
    if _step_slips(part, place):
        _moves(part, place, day)
        return True
    closes = (
        quarter
        or speaks_of_close(line, news.before)
        or awaits_close(line, _said_before(part))
        or forecast(part, _said_before(part))
    )
    slips = SLIP.search(told_with(line, news.before)) and not pays(line, news)
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
    past = (day.until or day.at) < today or was(part, day)
    noon = day.part == "noon" and shape.scene.now.astimezone(shape.scene.zone).hour < NOON
    evening = (EVENT.search(line) or activity_of(line)) and (
        noon or _LATER_TODAY.search(shape.text, day.start, day.end)
    )
    later = day.has_time or WILL.search(line) or evening
    did = activity_of(line) and (past or (day.at == today and not later))
    if did:
        then = back(shape, day)
        if then.at <= shape.scene.now and not (day.until and (day.until - day.at).days > 1):  # this week is no day
            news.more["activity_at"] = then
        return False
    if past or pays(line, news):
        paid = day.at == today and PAID.search(line) and not WILL.search(line)
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


def _step_slips(part: Part, place: int) -> bool:
    """Whether what moves to another day is a step on the way (评审推迟到周五) and not the deal's close."""
    before = part.line[: place - part.clause.start + 1]
    slip = SLIP.search(before)
    if slip is None or CLOSES.search(part.line) or pays(part.line, part.news):
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
    step = NO_STEP.sub("", bare_step(left_over(part.shape, part.clause, part.cuts)))
    no_odd_day(step)
    if not _FUTURE.search(part.line) and not (step and (HAPPENED.search(part.line) or EVENT.search(step))):
        part.news.odd_step = True
    empty = not step.strip(TRIM) or EMPTY.fullmatch(step)
    if whole(day):  # a month or a quarter with nothing to do then is when the deal is expected
        if empty or DECIDED.search(step):
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
