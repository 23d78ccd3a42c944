"""What somebody wants to be reminded of, whom, when and how often."""

import re
from dataclasses import replace
from datetime import timedelta

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, Target, deals_in, left_over, members_in
from handlers.language.sentences.moments import moment_of
from handlers.language.sentences.rhythms import AHEAD_SAID, LAST_DAY, ahead_of, days_meant, many_moments, rhythm
from handlers.language.sentences.trimming import trimmed
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.dates import DateSpan
from handlers.language.words import Mention

_REMIND = any_of(
    r"""弹我 闹我(?:一?下)? 提一嘴(?!他|她|的) 提我(?![们供议方出名]) (?:<date>)(?:\W{0,2}(?:帮我|给我|替我))?记(?:一下|着|得)(?=\W{0,2}我?要?去?\w) (?:帮我|给我|替我)记(?:一下|着|个)(?=[\W我要]{0,3}<date>) (?:加|建|设|记|新建|添加|安排|定|订|来)(?:个|一个|一条|条)?(?:待办|提醒|日程|备忘|todo) ^\W*待办 帮我(?:标?记|备注)(?:一?下|着|上)?(?=\W{0,2}<date>) 提醒 (?<!别)叫(?:一下|下)?我 喊(?:下)我 喊我 记得(?:叫|喊|让)我 别让我忘 闹钟 定个?时 (?:到时候?|届时|准时)(?:再)?(?:提(?!醒)|叫(?!他|她)|喊|催(?!他|她|客户)|说) (?:别|不要|千万别)(?:让我)?(?:给)?忘 催一?下我 盯着我 提个醒 提我一?下 响(?:一下)?铃 记个事 敲我 戳我 踢我 艾特我 通知我 催我 招呼我 呼我 吱(?:一)?声 吼我 叮我 cue我
    (?:跟|和|给)我说一声 告诉我一声 叫醒我 替我记着 帮我记着 提示我 备忘 日历(?:上)?加 日程加 到点叫 (?:ping|nudge|alert|notify|call|msg|cue|@)\s?我 喊一声 喊一下我""",
    r"""diari[sz]e, pencil (?:me )?in, block (?:out )?(?:my )?(?:time|calendar), keep me honest, hold me to, prompt me, (?:need|want|like) an? (?:nudge|reminder|ping|poke|alert), (?:reminder|nudge|alarm) <date>, give me a (?:prompt|kick), kick me, i (?:need|want|have) (?:a|to get a) reminder, don'?t let this slip, make sure i(?! am|'m), see that i, stop me (?:from )?forgetting, so i don'?t forget, before i forget, (?:i )?(?:must|shouldn'?t|can'?t|mustn'?t|better not) forget, (?:on|in|to) my (?:calendar|diary|to-?do(?: list)?), (?:add|create|make|set|log|put) (?:me )?(?:an? )?(?:task|to-?do), make a note to, snag me, can you remember that, remember that i, ^\W*to-?do\b, remind(?:er|ers|ing|s)?, remnid, remid, remaind, rmd, ping me, nudge me, poke me, buzz me, alert me, notify me, tap me, prod me,
    bug me, holler at me, shout at me, tickle me, jog my memory, don'?t let me forget, note to self,
    help me remember, make sure i (?:remember|don'?t forget|do not forget), set (?:me )?an? alarm, alarm for, wake me, (?:be|get) reminded, set (?:an? |the |my )?alarm, alarm,
    (?:remember|rember|remeber|rmbr|don'?t forget) to (?:tell|ping|remind|nudge|notify) me, tell me (?=<date>), let me know (?=<date>), give me an? (?:nudge|ping|shout|heads[- ]up|holler|buzz|poke|reminder), ask me(?! to), chase me, check (?:back |in )?with me, follow up with me, note for(?= ?<date>), remindme, hit me up, hmu, ding me, bump me, flag (?:it|this|me|that) (?:for|on|to), bring (?:this|it|that) (?:back )?up, resurface, circle back with me, calendar, (?:shoot|send|drop) me an? (?:ping|note|reminder|nudge)""",
)
# With a day these say the same.
_KEEP_IN_MIND = any_of(
    "(?<!还)(?<!不)记得(?!吗|上次|之前|昨天|他|她) 别忘 不要忘 勿忘 记着 千万别忘 记住(?=<date>)",
    "remember to, rember to, remeber to, don'?t forget, do not forget, dont forget, must not forget, mustn'?t forget, need to remember, note to self, memo",
)
# Where nothing else says it, who shall be told is to be reminded.
_TELL = any_of(
    "(?:叫|喊|催|通知|告诉|让)(?:一下|下)?[ @]*(?=<member>)",
    "(?:nudge|ping|poke|tell|alert|notify|prod|ask|buzz|get|have) @?(?=<member>)",
)
_LEAD = any_of(
    """能不能 可不可以 请(?!假|客|示|教|款|柬) 之?前(?!期|台|端|往) 到(?!访|期|账|场|货|位|店) 了(?=给|要|把|去) 麻烦 帮我 帮忙 到时候 到时 到点 记得 别忘了 要 需要 我 一下 一声 下 的时候 在 设置?(?:个|一个)? 定(?:个|一个)? 加个 来个 给 个 条 嗯 那个 然后 再(?=\\s?我)""",
    """please, pls, plz, will you, can you, could you, would you, kindly, set, up, add, create, put, an?, hey, hi, ok, me, to, about, that, at, on,
    for, in, by, and, of, the, re, end, every, each, i need(?: to)?, i have to, i should, i must, i, also, again, so, there, us,
    need, quarterly, daily, weekly, monthly, yearly, from now, from, starting, first, early, around, regarding, is, it'?s""",
)
_TAIL = any_of(
    "的时候 之前 前 吧 哈 了 谢谢 谢啦 啊 呀 哦 一下 一声 麻烦了 多谢 好吗 可以吗 行吗 行不 到时候 的事 这件事",
    """thanks, thank you, thx, ty, please, pls, plz, at, on, in, by, for, me, about, here, then, ok, cheers, to, every, each, and,
    starting, from, the, around, there""",
)
_STRAIGHT = re.compile(r"[ @,，]*(?:一下|下|一声)?[ @]*")
_ALSO_CUE = re.compile(r" ?(?:我|一下|一声|me|us|myself)(?![a-z])")
_THEM = re.compile(r" ?(?:他|她|ta|him|her|them)(?![a-z])")
# Between whom a text speaks to and what they shall remember.
_TOLD = re.compile("(?:说一?[声下]?|讲一?[声下]?|[ ,，:：@\ue005])*")
_AND_ALSO = re.compile(r"\s*(?:我|me)?\s*(?:和|跟|与|、|&|and|还有|以及)\s*@?")
_ME_TOO = re.compile(
    r"(?:提醒|通知|叫|喊|remind|ping|nudge|notify|alert) ?(?:一下|下)?(?:我|me\b)|[叫喊]我|(?:ping|nudge) me"
)
_SET_FOR = signs(
    r"(?:给|为|帮|替)(?P<who><member>)(?:再)?(?:设|定|建|加|记|安排|弄|来|添)|(?:reminder|alarm|nudge|ping)s? (?:for|to) (?P<him><member>)|(?:set|give|send|drop|shoot) (?P<her><member>) an? (?:reminder|nudge|ping|alarm)"
)


def as_reminder(shape: Shape) -> Meaning:
    """Return what a line wants somebody reminded of, and when."""
    found = _REMIND.search(shape.line) or _KEEP_IN_MIND.search(shape.line) or _TELL.search(shape.line)
    return _wish(shape, *(found.span() if found else (0, 0)))


def _wish(shape: Shape, start: int, end: int) -> Meaning:
    """What is said beside the words of a wish, which stand between two places."""
    line = shape.line
    days = days_meant(shape, start, end)
    more: Said = rhythm(shape, [span.value for span in days if isinstance(span.value, DateSpan)])
    ahead = ahead_of(shape)
    timed = any(isinstance(day.value, DateSpan) and day.value.has_time for day in days)
    if (at := moment_of(shape, days)) and (timed or not ahead % timedelta(days=1)):
        at -= ahead
        more["at"] = more.get("at") if "repeat" in more and at <= shape.scene.now else at
    if many_moments(shape) or (more.get("repeat") and LAST_DAY.search(line)):
        return Meaning("when")
    people = members_in(shape)
    whom = next((one for place, one in people if _STRAIGHT.fullmatch(line, end, place)), None) or _called(shape, start)
    if whom is None and len(people) == 1 and _THEM.match(line, end):
        whom = people[0][1]
    if whom is not None:
        more["for"] = whom
    if what := _what(shape, start, end, whom):
        more["what"] = what
    if "at" not in more:
        return Meaning("when")
    deals = _settled(deals_in(shape), whom)
    others = [Meaning("reminder_set", {"more": more | {"for": one}}, deals) for one in _also(shape, start, end, whom)]
    return Meaning("reminder_set", {"more": more}, deals, others=others)


def _also(shape: Shape, start: int, end: int, whom: Mention | None) -> list[Mention]:
    """Who shall be reminded as well: those named beside whom, or beside me, right behind the cue."""
    more: list[Mention] = []
    line, last = shape.line, end
    for place, one in members_in(shape, start=end):
        if one is whom or (_AND_ALSO.fullmatch(line, last, place) and (more or whom or _ME_TOO.match(line, start))):
            more += [one] if one is not whom else []
            last = place + 1
        else:
            break
    return more


def _called(shape: Shape, start: int) -> Mention | None:
    """Whom a text speaks to that tells somebody to remember: who stands right before it."""
    if told := _SET_FOR.search(shape.line):
        return next((one for place, one in members_in(shape) if place == told.start(told.lastgroup or 0)), None)
    if _REMIND.match(shape.line, start):
        return None
    before = [(place, one) for place, one in members_in(shape) if place < start]
    return next((one for place, one in before if _TOLD.fullmatch(shape.line, place + 1, start)), None)


def _settled(deals: tuple[Target, ...], whom: Mention | None) -> tuple[Target, ...]:
    """Of deals that share a name the one is meant that belongs to whoever is reminded of it."""
    if whom is None or len(whom.named) != 1:
        return deals
    mine = [(one, [named for named in one.candidates if named.owner == whom.named[0].id]) for one in deals]
    return tuple(replace(one, candidates=tuple(own)) if len(own) == 1 else one for one, own in mine)


def _what(shape: Shape, start: int, end: int, whom: Mention | None) -> str:
    """What is left beside the cue, the dates, the deals and whom: that is what it is about."""
    line = shape.line
    rest = _ALSO_CUE.match(line, end)
    cuts = [(place, place + 1) for place, _ in shape.all("date")] + [(start, rest.end() if rest else end)]
    cuts += [(place, place + 1) for place, _ in shape.all("deal")] if deals_in(shape) else []
    cuts += [(place, place + 1) for place, one in members_in(shape) if one is whom]
    cuts += [one.span() for one in AHEAD_SAID.finditer(line)]
    return trimmed(left_over(shape, Clause(0, len(line)), cuts), _LEAD, _TAIL)
