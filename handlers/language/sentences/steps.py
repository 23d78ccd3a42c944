"""Days of a deal: when it closes, when something was done or is paid, and what is next when."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.language.sentences.activities import reached
from handlers.language.sentences.closing import (
    BESIDE_CLOSE,
    CLOSES,
    DECIDED,
    awaits_close,
    close,
    closing_in,
    speaks_of_close,
    told_with,
    whole,
)
from handlers.language.sentences.kinds import role_at, sure_role
from handlers.language.sentences.meaning import TRIM, known_deals, left_over
from handlers.language.sentences.mood import Mood, asks, mood_of
from handlers.language.sentences.news import (
    DONE,
    SLIP,
    WILL,
    Cuts,
    News,
    Part,
    cut_around,
    no_odd_day,
    whole_of,
)
from handlers.language.sentences.past import back, lately, was
from handlers.language.sentences.paying import PAID, pays
from handlers.language.sentences.roles import HARDLY
from handlers.language.sentences.todo import EMPTY, EVENT, NO_STEP, SAID_NEXT, bare_step
from handlers.language.sentences.worths import OR
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.dates import DateSpan
from handlers.language.spans.rules import plain

# Of a month or a quarter only this is a step then; anything else that is said of it is told.
_RETURN = re.compile(
    r"联系|回访|跟进|拜访|汇报|过去|上门|面谈|沟通|再约|再谈|再聊|再看|再推|\b(?:call|check|circle|touch|follow|revisit|re-?connect|pick|meet|talk|speak|review|reach|come|try)\b"
)
_OLD = re.compile(
    r"(?:从|由|原来说?|之前|本来说?|原定(?:在|于)?|原本|原?本?计划(?:是|在)?(?<=原.划)|原先|不是|\bfrom|\bwas|\binstead of|\bnot)\s*$"
)
_TAIL_OF_DAY = re.compile(r"\s*(?:之前|以前|左右|上下|之后|以后|的时候|那天|[之以]?内(?!部)|前(?![台端期往面天后年]))")
_AHEAD = signs(
    r"下一步|接下来|下步|约|定在|安排|准备|打算|计划|要(?!求)|将|会(?=[给发去来把再跟有提反在过])|等|待|再|反馈|答复|回复|回话|给|去|见|开会|汇报|"
    r"\b(?:next|will|shall|going to|gonna|wants?|needs?|due|expect\w*|schedul\w*|waiting|awaiting|[a-z]{3,}ing|call|meet|send|decid\w*|hears?|comes?|answer|reply|sign\w*)\b|'ll\b"
)
_OFTEN = re.compile(
    r"每个?[月年周季天日]|\b(?:every|each) (?:month|quarter|year|week|day|morning|mon|tue|wed|thu|fri)|\b(?:mon|tues|wednes|thurs|fri)days\b"
)
_FOR = re.compile(r"\bfor (?:about |over |another |the last )?$")
_LENGTH = re.compile(r"[\w-]+ (?:day|week|month|year)s?", re.IGNORECASE)
_NEAR, _BESIDE = 60, 10
_JUST = re.compile(
    r"刚|正在|还在|(?:^|[，,。\s今天\ue005])在(?=整理|做|写|改|弄|准备|走|忙|推|催|赶)|\bjust (?!in time)"
)
_VERB_ALONE = re.compile(r"再?[给发寄交送报出弄做办]{1,2}(?:他们?|她|我们?|过去|过来)?")
_AWAITS = re.compile(
    r"\b(?:wait\w*|await\w*|expect\w*|ask(?:ed|s|ing) (?:for|to)|book(?:ed|ing)|invited|arranged|slot|calendar|diary|appointment|owe\w*|wants?|would like|'d like|needs?)\b|等|待|想(?!法)|希望|要求|要(?!不|是)|让|约(?!定|束)|邀请|安排"
)
_DENIED = re.compile(r"[不没别]|n't|\bnot\b")
_LATER_TODAY = re.compile(r"tonight|evening|(?:after)?noon|晚|[下中]午|下晝|[今傍]夜", re.IGNORECASE)
_BY_THEN = re.compile(
    r"^(?!.*\b(?:would|could|hop\w+|wish\w*|wants?|try\w*|aim\w*|let'?s|nice|if|not|never|\w+n't)\b).*\b(?:before|until|till|by)(?: the)? $"
)  # a day that limits supposes nothing
_THEN = re.compile(r"到时候?|那时候?|届时|(?<!till )(?<!until )(?<!by )(?<!before )\b(?:then|that day|afterwards)\W*$")
_INTO = re.compile(r"(?:\b(?:to|into|until|till|till after|for|now|by)|到|至|为|成|改|改?约|在|->|→)\s*$")
_GOES_WELL = re.compile(
    r"(?:一切)?顺利的?话?|不出意外|\bif (?:all|everything) goes (?:well|to plan|smoothly)\b|\ball being well\b"
)
_SUPPOSED = re.compile(r"\bif\b|如果|要是|假如|万一")
_FROM = re.compile(r"from\b|从|由", re.IGNORECASE)
_LEADS = re.compile(
    r"(?:\b(?:is|are|be|being|was|now|set|due|booked|fixed|scheduled|planned)\s+)*(?:\b(?:on|at|by|in|for|before|around|until|till)\s+)?$"
)
# What moves and is not the deal itself: something else is named.
_THING = signs(
    r"(?<!\w)(?!(?:预计|成交|时间|日期|项目|单子|这单|那单|整体|进度|客户|他们|对方|要|可能|估计|又|再|已|已经|被|都|给|从|由|把|我们|现在|周期|计划|的|了|<deal>|<date>|[^\w])+(?:$|[^\w]))[\u3400-\u9fff]{2,}\W*$"
    r"|\b(?!(?:deal|it|they|this|that|everything|timeline|date|close|closing|order|project|thing|has|have|been|is|was|got|now|we|he|she|all|and|to|will|may|might|just|again|client|customer|signing|contract|po|decision|start|things)\b)[a-z]{3,}\b(?: (?:has|have|been|is|was|got|gets|now|will|be|just|again|to))*\W*$"
)
_REARRANGED = re.compile(r"改|挪|move|resched|shifted")
_EXCUSED = re.compile(r"没空|有事|没时间|来不了|走不开|\b(?:can't make|conflict|clash\w*|busy|not free|sick|ill)\b")
_AGAIN = re.compile(r"改期|改约|resched|rebook|prepon")
# One of several days, and nobody knows which: tue/wed, between Tuesday and Thursday.
_EITHER = re.compile(r"或|还是|\bor\b|[a-z]{3}/[a-z]{3}", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:\bbetween|介于)\s*$")
# 75k, 70%, 18 Dec: when it closes.
_DAY_ALONE = signs(r"\W*<date>\W*")


def take_days(shape: Shape, clause: Clause, news: News, cuts: Cuts) -> None:
    """Take the days a clause names, or the one that was told before (backs on Monday, will review then)."""
    line = shape.line[clause.start : clause.end]
    part = Part(shape, clause, line, news, cuts)
    spans = [(place, span.value) for place, span in shape.all("date", clause.start, clause.end)]
    if not spans and news.then is not None and _THEN.search(line) and _RETURN.search(line) and not asks(line):
        _next(part, replace(news.then, start=-1))  # whatever it was when it was named
        return
    named = [(place, day) for place, day in spans if isinstance(day, DateSpan)]
    days = _not_old(part, named)
    if (len(days) > 1 and OR.match(shape.line[days[0][0] + 1 : days[1][0]])) or any(
        _EITHER.search(shape.text[day.start : day.end]) or _BETWEEN.search(shape.line, 0, place) for place, day in days
    ):
        news.doubts.append("which")
    for place, day in days:
        if _day(part, place, day):
            return


def _not_old(part: Part, named: list[tuple[int, DateSpan]]) -> list[tuple[int, DateSpan]]:
    """The days of a clause that hold: of something that moves the one it moves to."""
    line, start = part.line, part.clause.start
    slip = SLIP.search(line)
    over = part.shape.scene.now
    old = [
        place
        for place, day in named
        if _OLD.search(line[: place - start]) and not (part.news.did and (day.until or day.at) < over)
    ]
    days = [
        (place, _to(day) if slip and _FROM.match(part.shape.text, day.start) else day)
        for place, day in named
        if place not in old
    ] or [(place, _to(day)) for place, day in named if day.until and slip]
    into = [one for one in days if slip and _INTO.search(line[slip.end() : one[0] - start])]
    kept = into or days
    gone = {place for place, _ in named} - {place for place, _ in kept}
    if len(named) > 1 and days:
        part.cuts.extend((place, place + 1) for place in gone if place in old or into)
    return kept


def _day(part: Part, place: int, day: DateSpan) -> bool:
    """Take one date: when it closes, when something was done or is paid, or when the next step is due."""
    shape, clause, line, news = part.shape, part.clause, part.line, part.news
    quarter = closing_in(shape, day)
    day = quarter or day
    today = shape.scene.calendar.day_start(shape.scene.now)
    mood = mood_of(shape, clause, place, place + 1)
    role = sure_role(shape, place)
    lasts = _FOR.search(line[: place - clause.start]) and _LENGTH.fullmatch(shape.text, day.start, day.end)
    asked = mood is Mood.ASKED and news.kind != "next_step"
    if lasts or asked or _OFTEN.search(plain(shape.words(clause.start, clause.end))):
        return False
    if _step_slips(part, place, day):
        _moves(part, place, day)
        return True
    chance = _DAY_ALONE.fullmatch(line) and "probability" in news.said and "next_step" not in news.said
    closes = chance or quarter or speaks_of_close(line, news.before) or awaits_close(line, _said_before(part))
    closes = closes or (role == "close" and not (day.has_time or DECIDED.search(line)))
    slips = _slips_to(part, place) and not pays(line, news)
    if (closes or slips) and role in ("", "close") and not SAID_NEXT.match(line) and (day.until or day.at) >= today:
        limit = (mood is Mood.IF and _BY_THEN.search(line[: place - clause.start])) or _GOES_WELL.search(line)
        if not limit and mood in (Mood.WISH, Mood.IF, Mood.NOT):
            news.notes.append(whole_of(shape, clause))
            part.cuts.append((clause.start, clause.end))
        else:
            if not (closes or whole(day)) and _REARRANGED.search(line):
                news.doubts.append("which")
            close(day, news)
            cut_around(shape, clause, place, part.cuts, BESIDE_CLOSE)
        return True
    return _done_paid_or_next(part, place, day, today, role)


def _done_paid_or_next(part: Part, place: int, day: DateSpan, today: datetime, role: str) -> bool:
    shape, line, news = part.shape, part.line, part.news
    tail = _TAIL_OF_DAY.match(shape.line, place + 1, part.clause.end)
    part.cuts.append((place, tail.end() if tail else place + 1))
    told = was(part, day) and role_at(shape, place)["done"] >= HARDLY
    evening = day.at == today and _LATER_TODAY.search(shape.text, day.start, day.end) and not DONE.search(line)
    done = not evening and ((told and news.kind != "next_step") or (role == "done" and lately(shape, day)))
    past = (day.until or day.at) < today or done
    later = day.has_time or WILL.search(line) or evening
    did = news.did and (past or (day.at == today and not later))
    if did:
        then = back(shape, day)
        if then.at <= shape.scene.now and not (day.until and (day.until - day.at).days > 1):  # this week is no day
            news.more["activity_at"] = then
        return False
    if past or role == "due" or (pays(line, news) and role != "next"):
        paid = day.at == today and PAID.search(told_with(line, news.before)) and not WILL.search(line)
        if not (past or paid):
            news.more["payment_due"] = day
        return False
    if day.at != today and (role == "none" or (_only_told(shape, place) and not whole(day))):
        news.then = day
        news.notes.append(whole_of(shape, part.clause))
        part.cuts.append((part.clause.start, part.clause.end))
        return True
    if _to_come(part, place, day, today, evening=bool(evening)):
        _next(part, day)
        return True
    return False


def _only_told(shape: Shape, place: int) -> bool:
    """Whether a day is hardly that of a step, and most likely one on which something was or is done besides."""
    chances = role_at(shape, place)
    return chances["next"] < HARDLY and next(iter(chances)) in ("none", "done")


def _to_come(part: Part, place: int, day: DateSpan, today: datetime, *, evening: bool) -> bool:
    """Whether something is due on a day: it is ahead, and said to come rather than to have been or to be supposed."""
    shape, line = part.shape, part.line
    if day.at - today < timedelta(days=1) and (_JUST.search(line) or reached(line) is not None):
        return False
    if day.until and day.at <= shape.scene.now and (day.until - day.at).days > 1:
        part.cuts.pop()  # some time this week says no day
        return False
    ahead = day.at != today or day.has_time or evening or part.news.kind == "next_step" or _AHEAD.search(line)
    return bool(day.precision != "year" and ahead and not _SUPPOSED.search(line[: place - part.clause.start]))


def _moves(part: Part, place: int, day: DateSpan) -> None:
    """Move the step a clause names to another day, or the one that is known, whose words stay."""
    slips = [(part.clause.start + slip.start(), part.clause.start + slip.end()) for slip in SLIP.finditer(part.line)]
    part.cuts.append((place, place + 1))
    left = bare_step(left_over(part.shape, part.clause, [*part.cuts, *slips]))
    again = part.news.stepped < 0 or SLIP.search(part.news.before)
    if again and not (EVENT.search(left) or _THING.search(plain(left))):
        part.news.said["next_at"] = day
        part.news.stepped = part.clause.start
        part.cuts.append((part.clause.start, part.clause.end))
        return
    part.cuts.extend(slips)
    _next(part, day)


def _step_slips(part: Part, place: int, day: DateSpan) -> bool:
    """Whether what moves to another day is a step on the way (评审推迟到周五) and not the deal's close."""
    before = part.line[: place - part.clause.start + 1]
    slip = SLIP.search(before)
    if slip is None or CLOSES.search(part.line) or pays(part.line, part.news):
        return False
    if EVENT.search(before[: slip.start()] + part.line[slip.end() :]):
        return True
    if not whole(day) and _THING.search(before[: slip.start()]):
        return True
    said = _said_before(part)
    if CLOSES.search(said):
        return False
    met = _REARRANGED.match(slip[0]) and (EVENT.search(said) or _only_step_dated(part.shape))
    return bool(met or _AGAIN.match(slip[0]) or _EXCUSED.search(said) or day.has_time)


def _slips_to(part: Part, place: int) -> bool:
    """Whether something slips to a day, and is not only pushed by then."""
    slip = SLIP.search(part.line)
    between = part.line[slip.end() : max(place - part.clause.start, slip.end())] if slip else ""
    if slip and len(between) > _BESIDE:
        return bool(_INTO.search(between))
    return bool(slip or SLIP.search(told_with(part.line, part.news.before)))


def _said_before(part: Part) -> str:
    """What was said before a clause."""
    return part.shape.line[max(0, part.clause.start - _NEAR) : part.clause.start]


def _only_step_dated(shape: Shape) -> bool:
    """Whether the deal that is spoken of has a day for its next step, and none for its close."""
    deal = next(iter(known_deals(shape)), None)
    return deal is not None and deal.next_at is not None and deal.close_date is None


def _to(day: DateSpan) -> DateSpan:
    """Of "from Friday to Tuesday" the day something moves to."""
    return replace(day, at=day.until or day.at, until=None)


def _next(part: Part, day: DateSpan) -> None:
    """Take a date to come as the next step's, with what is to be done then."""
    step = NO_STEP.sub("", bare_step(left_over(part.shape, part.clause, [_led(part, cut) for cut in part.cuts])))
    no_odd_day(step)
    empty = not step.strip(TRIM) or EMPTY.fullmatch(step)
    if whole(day):  # a month or a quarter with nothing to do then is when the deal is expected
        if (empty and not EVENT.search(part.news.before)) or DECIDED.search(step):
            close(day, part.news)
            part.cuts.append((part.clause.start, part.clause.end))
            return
        if not _RETURN.search(part.line):
            part.cuts.clear()
            return
    step = "" if empty else step
    part.news.stepped = part.clause.start
    step = _with_object(part, step)
    if (first := part.news.said.get("next_at")) is not None:  # of two steps the first is the next one
        begins = part.shape.scene.calendar.day_start
        if day.has_time and not first.has_time and begins(first.at) == begins(day.at):
            part.news.said["next_at"] = day  # at what hour of it
        part.news.notes.append(whole_of(part.shape, part.clause))
    else:
        part.news.said["next_at"] = day
        if step and (undated := part.news.said.pop("next_step", None)):
            part.news.notes.append(undated)
        if step:
            part.news.said["next_step"] = step
    part.cuts.append((part.clause.start, part.clause.end))


def _led(part: Part, cut: tuple[int, int]) -> tuple[int, int]:
    """A cut with the words before it that only lead to it (the demo is on Friday with their CFO)."""
    lead = _LEADS.search(part.line[: max(cut[0] - part.clause.start, 0)])
    return (part.clause.start + lead.start(), cut[1]) if lead else cut


def _with_object(part: Part, step: str) -> str:
    """A step with the words before that say what of, where it is a verb alone or only a day (让我们出个方案，周五给)."""
    news, before = part.news, part.news.before
    last = news.said.get("next_step") or news.last
    if not last or plain(last) not in news.told or _DENIED.search(last) or "next_at" in news.said:
        return step
    if step:
        return f"{bare_step(last)}，{step}" if _VERB_ALONE.fullmatch(step) and not DONE.search(before) else step
    if not _AWAITS.search(before):
        return step
    news.notes[:] = [one for one in news.notes if one != last]  # what is the step is no note as well
    if news.more.get("blocker") == last:
        del news.more["blocker"]
    return bare_step(last)
