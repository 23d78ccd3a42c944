"""What somebody wants to be reminded of, whom, when and how often."""

import re
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, Target, deals_in, left_over, members_in
from handlers.language.sentences.moments import MORNING, moment_of
from handlers.language.sentences.trimming import trimmed
from handlers.language.shape import Clause, Shape, Span, signs
from handlers.language.spans.dates import DateSpan
from handlers.language.spans.numerals import whole
from handlers.language.spans.rules import plain
from handlers.language.words import Mention
from sales.calendar import instant_of

_REMIND = any_of(
    """提醒 (?<!别)叫(?:一下|下)?我 喊(?:下)我 喊我 记得(?:叫|喊|让)我 别让我忘 闹钟 定个?时 敲我 戳我 踢我 艾特我 通知我 催我 招呼我 呼我 吱(?:一)?声 吼我 叮我 cue我
    (?:跟|和|给)我说一声 告诉我一声 叫醒我 替我记着 帮我记着 提示我 备忘 日历(?:上)?加 日程加 到点叫 喊一声 喊一下我""",
    r"""remind(?:er|ers|ing|s)?, remnid, remid, remaind, rmd, ping me, nudge me, poke me, buzz me, alert me, notify me, tap me, prod me,
    bug me, holler at me, shout at me, tickle me, jog my memory, don'?t let me forget, note to self,
    help me remember, make sure i (?:remember|don'?t forget|do not forget), set (?:me )?an? alarm, alarm for, wake me, (?:be|get) reminded, set (?:an? |the |my )?alarm, alarm,
    (?:remember|rember|remeber|rmbr|don'?t forget) to (?:tell|ping|remind|nudge|notify) me, tell me (?=<date>), let me know (?=<date>), give me an? (?:nudge|ping|shout|heads[- ]up|holler|buzz|poke|reminder), ask me(?! to), chase me, check (?:back |in )?with me, follow up with me, note for(?= ?<date>), remindme, hit me up, hmu, ding me, bump me, flag (?:it|this|me|that) (?:for|on|to), bring (?:this|it|that) (?:back )?up, resurface, circle back with me, calendar, (?:shoot|send|drop) me an? (?:ping|note|reminder|nudge)""",
)
# With a day these say the same.
_KEEP_IN_MIND = any_of(
    "(?<!还)(?<!不)记得(?!吗|上次|之前|昨天|他|她) 别忘 不要忘 勿忘 记着 千万别忘 记住(?=<date>)",
    "remember to, rember to, remeber to, don'?t forget, do not forget, dont forget, must not forget, mustn'?t forget, need to remember, note to self, memo",
)
_NOT = any_of(
    """什么时候 哪些提醒 有哪些 有什么提醒 几个提醒 谁提醒 不用提醒 别提醒 不要提醒 客户提醒 对方提醒 提醒过 提醒了 谢谢提醒 感谢提醒
    谢谢.{0,4}提醒 提醒得 温馨提醒 友情提醒 (?:客户|他们|王总|李总).{0,4}(?:提醒|叫|喊|催)我 已提醒 不想被提醒""",
    r"""^\W*(?:did|does|was|has|who|why|which|what|do (?:i|we|they)|have (?:i|we|they))[^.]{0,24}remind(?:ers?|ed)?,
    (?:don'?t|no need to|stop|thanks for|thanks for the|did you|that|which) remind(?:er|ers|ing|s)?, reminds me of, reminded me,
    (?:customer|client|they|he|she) (?:reminded|asked (?:me|us) to remind), (?:list|show|see|what|which|any) (?:my |all |the )?reminders?""",
)
_EVERY = any_of(
    r"""每(?=天|日|周|月|年|季|早|晚|上午|下午|中午|隔|逢|个?(?:工作日|星期|礼拜|月|季度|小时|周)|[一二两三四五六七八九十\d]+个?(?:天|周|月|小时|星期|礼拜)|<date>) (?<=每)<date> 天天 逢(?=周|<date>|单|双|\d) 工作日""",
    r"every (?:other |second |single |two |three |\d+ |working |work |business )?(?:days?|weeks?|months?|quarters?|years?|hours?|mornings?|evenings?|afternoons?|nights?|noon|weekdays?|weekends?|fortnight|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|<date>), each (?:day|week|month|quarter|year|morning|evening|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|<date>), daily, weekly, monthly, quarterly, yearly, annually, hourly, work ?days, business days, (?:mon|tues|wednes|thurs|fri)days, weekdays, biweekly, fortnightly",
)
_REPEATS = (
    ("workdays", any_of("工作日", "weekdays?, work(?:ing)? ?days?, business days?")),
    ("yearly", any_of("每年", "yearly, annually, every year, each year")),
    ("quarterly", any_of("季", "quarter(?:ly)?")),
    ("monthly", any_of("月", "month(?:ly)?")),
    ("biweekly", any_of("每两周 每隔周 隔周", "every other week, biweekly, fortnight(?:ly)?, every two weeks, every 2 weeks")),
    ("weekly", any_of("周 礼拜 星期", r"week(?:ly)?, (?:mon|tue|wed|thu|fri|sat|sun)\w*")),
    ("hourly", any_of("小时", "hour(?:ly)?")),
)  # fmt: skip
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
_AHEAD = re.compile(
    r"(?<![a-z0-9.])(?P<n>\d{1,3}|half an|an?|one|two|three) (?P<unit>min|hour|day|week)(?:ute)?s? (?:before|ahead|in advance|early|prior)|"
    r"提前(?P<zh>\d{1,3}个?|[一二两三五十半]个?)(?P<han>分钟|小时|钟头|天|日|周)"
)
_DAY_BEFORE = re.compile(
    r"\b(?:the |one )?(?:day|night) (?:before|prior|ahead)(?! yesterday| \ue005)|(?<!提)(?:前|头)一[天日晚](?=\s?(?:[再就]|提醒|叫|喊|通知|跟我|告诉))"
)
_AHEAD_CUT = re.compile(
    "提(?=\ue005)|提前(?:\\d{1,3}|[一二两三四五十半])个?(?:分钟|小时|钟头|天|日|周)|"
    r"(?<![a-z0-9.])(?:\d{1,3}|half an|an?|one|two|three) (?:min|hour|day|week)(?:ute)?s? (?:before|ahead|in advance|early|prior)"
)
_UNITS = {
    "min": "minutes",
    "hour": "hours",
    "day": "days",
    "week": "weeks",
    "周": "weeks",
    "分钟": "minutes",
    "小时": "hours",
    "钟头": "hours",
} | dict.fromkeys("天日", "days")
_OF_A_THING = re.compile(
    r"的(?!时候|早|晚|上午|下午|\d|[一二三四五六七八九十])|(?:例会|周会|月会|报表|报告|汇报|总结|复盘|目标|会议|盘点|指标|业绩|数据|预测|账单)|"
    r" (?:sales |team |pipeline |status )?(?:reports?|reviews?|meetings?|syncs?|forecasts?|newsletters?|calls?|updates?|summar\w+|numbers|stand-?ups?|check-?ins?|pipeline|recap|digest|goals?|targets?|quotas?|stats|figures|invoices?|business review|deck|dashboard|kpis?)(?![a-z])"
)
_STRAIGHT = re.compile(r"[ @,，]*(?:一下|下|一声)?[ @]*")
_ALSO_CUE = re.compile(r" ?(?:我|一下|一声|me|us|myself)(?![a-z])")
_THEM = re.compile(r" ?(?:他|她|ta|him|her|them)(?![a-z])")
# Between whom a text speaks to and what they shall remember.
_TOLD = re.compile("(?:说一?[声下]?|讲一?[声下]?|[ ,，:：@\ue005])*")
# Between a day and the cue it belongs to, before it and behind it.
_BESIDE = re.compile(
    r"[\s,，]*(?:的时候|时候|到时候|请|再|就|麻烦|帮我|记得|要|please|pls|can you|could you|then)*[\s,，]*"
)
_BEHIND = re.compile(
    r"\s*(?:一下|一声|下|我|me|us|myself|again|set|for|on|at|in|by|at about|:|：)*\s*(?:on|at|in|for|by)?\s*"
)
_HOUR = re.compile(
    r"(?:at |by |around )?\d{1,2}(?:[:.]\d{2})? ?(?:[ap]\.?m\.?|o'?clock)?|noon|midday|(?:上午|下午|中午|晚上|早上|早晨|傍晚|凌晨|晚)?\s?"
    r"[\d一二三四五六七八九十两]{1,3}[点:：时](?:[\d一二三四五]{1,2}分?|半|整|一刻|三刻|十分|十五)?钟?|上午|下午|中午|晚上|早上|傍晚|(?:in the )?(?:morning|afternoon|evening)"
)
_AND_ALSO = re.compile(r"\s*(?:我|me)?\s*(?:和|跟|与|、|&|and|还有|以及)\s*@?")
_ME_TOO = re.compile(
    r"(?:提醒|通知|叫|喊|remind|ping|nudge|notify|alert) ?(?:一下|下)?(?:我|me\b)|[叫喊]我|(?:ping|nudge) me"
)
# Two days for one wish, or a rhythm of several beats.
_SEVERAL = re.compile(
    r"\ue005 ?(?:和|与|跟|及|以及|and|&|and on|and then(?: on)?) ?(?:the )?\ue005|每周[一二三四五六日天][、和]?[一二三四五六日天]|周[一二三四五六日天]\s?[和、跟]\s?(?:下?周)?[一二三四五六日天](?!起)|早晚|隔[一两]?天|每隔|(?:提前|前)[^，,。]{1,4}和提?前|"
    r"(?:after|past) (?:the |this )?(?:weekend|lunch)|周末(?:过后|之后|以后)"
)
_SLIP = re.compile(
    r"不对|不是|说错|哦不|改成|应该是|\b(?:no,? wait|i mean|scratch that|actually|make that|sorry,|rather)\b"
)
_SET_FOR = signs(
    r"(?:给|为|帮|替)(?P<who><member>)(?:再)?(?:设|定|建|加|记|安排|弄|来|添)|(?:reminder|alarm|nudge|ping)s? (?:for|to) (?P<him><member>)|(?:set|give|send|drop|shoot) (?P<her><member>) an? (?:reminder|nudge|ping|alarm)"
)
_CLOSES = re.compile(r"\s*(?:吧|哈|左右|钟|please|pls|sharp|ok|thanks|thx)?\s*(?:[，,。.!！;；]|$)")
_EARLIER = re.compile(r"提$")  # 提前三天 is no day
_LAST_DAY = any_of("最后一?[天个] 末", "last (?:day|working day|business day|workday|[a-z]{3,9}day)")
MOST = 4
_FIRST = re.compile(r"(\d{1,2}) ?(?:号|日|st|nd|rd|th)")


def read_reminder(shape: Shape) -> Meaning | None:
    """Read a wish to be reminded."""
    apart = _apart(shape)
    if len(apart) < 2:
        return _read(shape)
    read = [_read(part) for part in apart]
    first, *others = [one for one in read if one is not None]
    if len(read) != len(others) + 1 or any(one.intent == "when" for one in (first, *others)):
        return Meaning("when")
    first.others += others
    return first


def _apart(shape: Shape) -> list[Shape]:
    """Several wishes in one text, each with its own moment: 3点提醒我开会，5点提醒我接孩子."""
    clauses = [
        one
        for one in shape.clauses()
        if _REMIND.search(shape.line, one.start, one.end) and next(shape.all("date", one.start, one.end), None)
    ]
    if not 1 < len(clauses) <= MOST:
        return [shape]
    ends = [*(one.start for one in clauses[1:]), len(shape.line)]
    return [Shape(shape.words(one.start, end), shape.scene) for one, end in zip(clauses, ends, strict=True)]


def _read(shape: Shape) -> Meaning | None:
    line = shape.line
    found = _REMIND.search(line) or (_KEEP_IN_MIND.search(line) if next(shape.all("date"), None) else None)
    if found is None or _NOT.search(line):
        return None
    days = _meant(shape, found)
    more: Said = _when(shape, [span.value for span in days if isinstance(span.value, DateSpan)])
    ahead = _ahead(shape)
    timed = any(isinstance(day.value, DateSpan) and day.value.has_time for day in days)
    if (at := moment_of(shape, days)) and (timed or not ahead % timedelta(days=1)):
        more["at"] = at - ahead
    if _many_moments(shape) or (more.get("repeat") and _LAST_DAY.search(line)):
        return Meaning("when")
    people = members_in(shape)
    whom = next((one for place, one in people if _STRAIGHT.fullmatch(line, found.end(), place)), None) or _called(
        shape, found
    )
    if whom is None and len(people) == 1 and _THEM.match(line, found.end()):
        whom = people[0][1]
    if whom is not None:
        more["for"] = whom
    if what := _what(shape, found, whom):
        more["what"] = what
    if "at" not in more:
        return Meaning("when")
    deals = _settled(deals_in(shape), whom)
    others = [Meaning("reminder_set", {"more": more | {"for": one}}, deals) for one in _also(shape, found, whom)]
    return Meaning("reminder_set", {"more": more}, deals, others=others)


def _meant(shape: Shape, cue: re.Match[str]) -> list[Span]:
    """The days a wish may mean: the one beside its cue alone, where that is a day and not only an hour."""
    days = [
        (place, span)
        for place, span in shape.all("date")
        if not _EARLIER.search(shape.line, 0, place) and not (_repeats(span) and _of_a_thing(shape, span))
    ]
    clause = next((one for one in shape.clauses() if one.start <= cue.start() < one.end), Clause(0, len(shape.line)))
    within = [(place, span) for place, span in days if clause.start <= place < clause.end]
    beside = [(place, span) for place, span in within or days if _BESIDE.fullmatch(shape.line, place + 1, cue.start())]
    beside = beside or [
        (place, span)
        for place, span in within
        if place >= cue.end() and _BEHIND.fullmatch(shape.line, cue.end(), place)
    ]
    beside = beside or within
    if (slip := _SLIP.search(shape.line)) and (right := [one for one in days if one[0] >= slip.end()]):
        beside = right[:1]
    alone = beside and not any(_HOUR.fullmatch(shape.text[one.start : one.end].casefold()) for _, one in beside)
    if not alone or any(_repeats(one) for _, one in days):
        return [span for _, span in days]
    hours = [span for place, span in days if (place, span) not in beside and _hour_alone(shape, place, span)]
    return [span for _, span in beside] + hours


def _hour_alone(shape: Shape, place: int, span: Span) -> bool:
    """Whether an hour closes its clause: 明天下午提醒我，3点吧; in "the 3pm call" it is a thing's."""
    said = shape.text[span.start : span.end].casefold()
    return bool(_HOUR.fullmatch(said) and _CLOSES.match(shape.line, place + 1))


def _repeats(span: Span) -> bool:
    return isinstance(span.value, DateSpan) and bool(span.value.repeat)


def _many_moments(shape: Shape) -> bool:
    """Whether one wish has several moments: two days, or two deals each with its own; one reminder cannot keep them."""
    days = [one.value for _, one in shape.all("date") if isinstance(one.value, DateSpan)]
    several = len({one.at for one in days}) > 1 and len(deals_in(shape)) > 1
    return several or bool(_SEVERAL.search(shape.line) or _SEVERAL.search(plain(shape.text)))


def _also(shape: Shape, cue: re.Match[str], whom: Mention | None) -> list[Mention]:
    """Who shall be reminded as well: those named beside whom, or beside me, right behind the cue."""
    more: list[Mention] = []
    line, last = shape.line, cue.end()
    for place, one in members_in(shape, start=cue.end()):
        if one is whom or (
            _AND_ALSO.fullmatch(line, last, place) and (more or whom or _ME_TOO.match(line, cue.start()))
        ):
            more += [one] if one is not whom else []
            last = place + 1
        else:
            break
    return more


def _called(shape: Shape, cue: re.Match[str]) -> Mention | None:
    """Whom a text speaks to that tells somebody to remember: who stands right before it."""
    if told := _SET_FOR.search(shape.line):
        return next((one for place, one in members_in(shape) if place == told.start(told.lastgroup or 0)), None)
    if _REMIND.match(shape.line, cue.start()):
        return None
    before = [(place, one) for place, one in members_in(shape) if place < cue.start()]
    return next((one for place, one in before if _TOLD.fullmatch(shape.line, place + 1, cue.start())), None)


def _settled(deals: tuple[Target, ...], whom: Mention | None) -> tuple[Target, ...]:
    """Of deals that share a name the one is meant that belongs to whoever is reminded of it."""
    if whom is None or len(whom.named) != 1:
        return deals
    mine = [(one, [named for named in one.candidates if named.owner == whom.named[0].id]) for one in deals]
    return tuple(replace(one, candidates=tuple(own)) if len(own) == 1 else one for one, own in mine)


def _when(shape: Shape, days: list[DateSpan]) -> Said:
    """How often, and of a rhythm whose day was not read the first time."""
    every = next((one for one in _EVERY.finditer(shape.line) if not _OF_A_THING.match(shape.line, one.end())), None)
    days = [day for day in days if not (day.repeat and _of_a_thing(shape, day))]
    said = f"{shape.line} {' '.join(shape.text[day.start : day.end].casefold() for day in days)}"
    if every is None and not any(day.repeat for day in days):
        return {}
    rhythms = said[every.start() :] if every else said
    inner = next((day.repeat for day in days if day.repeat), None)
    repeat = {"day": "daily", "workday": "workdays"}.get(inner or "") or next(
        (name for name, words in _REPEATS if words.search(inner or rhythms[:24])), "daily"
    )
    return {"repeat": repeat, "at": _first_of(shape, repeat)}


def _of_a_thing(shape: Shape, day: DateSpan | Span) -> bool:
    """Whether a rhythm is that of a thing, as in "the weekly report" and 每周的例会."""
    return bool(_OF_A_THING.match(plain(shape.text), day.end))


def _ahead(shape: Shape) -> timedelta:
    """How long before what is named: 提前15分钟, an hour before."""
    if _DAY_BEFORE.search(shape.line):
        return timedelta(days=1)
    found = _AHEAD.search(plain(shape.text))
    if found is None or any(one.start < found.end() and found.start() < one.end for _, one in shape.all("date")):
        return timedelta()  # a date says it itself, as in "a week before Dec 20"
    said, unit = (found["n"], found["unit"]) if found["n"] else (found["zh"], found["han"])
    count = {"half an": 0.5, "半": 0.5, "半个": 0.5, "an": 1, "a": 1}.get(said) or whole(said.removesuffix("个"))
    return timedelta(**{_UNITS[unit]: count})


def _what(shape: Shape, cue: re.Match[str], whom: Mention | None) -> str:
    """What is left beside the cue, the dates, the deals and whom: that is what it is about."""
    line = shape.line
    rest = _ALSO_CUE.match(line, cue.end())
    cuts = [(place, place + 1) for place, _ in shape.all("date")] + [(cue.start(), rest.end() if rest else cue.end())]
    cuts += [(place, place + 1) for place, _ in shape.all("deal")] if deals_in(shape) else []
    cuts += [(place, place + 1) for place, one in members_in(shape) if one is whom]
    cuts += [one.span() for one in _AHEAD_CUT.finditer(line)]
    return trimmed(left_over(shape, Clause(0, len(line)), cuts), _LEAD, _TAIL)


def _first_of(shape: Shape, repeat: str) -> datetime | None:
    """The first of a repeated reminder whose day was not read: the first of next month, else tomorrow at nine."""
    scene = shape.scene
    today = scene.now.astimezone(scene.zone).date()
    if repeat == "monthly":
        first = _FIRST.search(shape.line)
        later = (today.replace(day=1) + timedelta(days=32)).replace(day=min(28, int(first[1]) if first else 1))
        return instant_of(later, MORNING, scene.zone)
    return instant_of(today + timedelta(days=1), MORNING, scene.zone)
