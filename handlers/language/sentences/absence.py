"""Who is away from when until when, and who stands in."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, deals_in, members_in
from handlers.language.shape import Shape, signs
from handlers.language.spans.dates import DateSpan
from handlers.language.words import Mention
from sales.calendar import instant_of

_AWAY = any_of(
    """请假 请.{0,6}假 休假 年假 年休 调休 轮休 补休 病假 事假 产假 婚假 丧假 陪产 探亲假 育儿假 护理假 休(?=\\d|一|两|三|四|五|半|息|到|个|<date>)
    不在(?!线|乎|意|状态) 不在岗 不上班 出差 外出 出国 出门 休息 放假 度假 旅游(?!集团|公司|局|文|业|项目) 旅行 回老家 回家 离岗 不坐班 停工 住院 手术 脱产""",
    r"""off, ooo, out of (?:the )?office, out of town, on leave, (?:annual|sick|medical|parental|maternity|paternity|personal|unpaid|study|compassionate|earned|casual) leave, leave,
    vacation, vacay, holidays?, hols, pto, away, sick, out, not in, not working, travel+ing, offline, unavailable, mc, al(?= from| on| next| this| tomorrow|:| <date>), mat leave, pat leave, furlough, sabbatical,
    bereavement, time off, day off, days off, honeymoon, oof, ooto, half day, gone, half-day""",
)
# What keeps somebody from work, said for a reason: leave only where somebody stands in.
_BUSY = any_of(
    """陪(?:孩子|老婆|老公|爸|妈|家人|产|床|考|娃) 打疫苗 看病 体检 搬家 家里有事 有事(?!找) 去医院 医院 接娃 产检 考试 结婚 婚礼 在国外 在外地 生病 发烧 感冒 培训 学习 驾照 开家长会 家长会 办事 葬礼 牙医 过不来 来不了""",
    r"dentist, doctor, hospital, surgery, wedding, funeral, moving (?:house|flat)?, jury duty, ill, unwell, flu, covid, fever, training, conference, exam, school run, appointment, visa, can'?t make it, not feeling well",
)
_I_COVER = any_of(
    "(?<![帮替代给让])我(?:来|先|会|可以)*(?:代|顶|替|盯|帮|\\scover)(?!我) (?<![帮替代给让])我(?:先|会|可以)?来(?:看|管|跟|接|照看|照应|照顾|处理|负责|兜)",
    "i'?(?:ll|m| will| am)? ?(?:cover|covering|stand(?:ing)? in|look(?:ing)? after|watch|watching|hold the fort|fill(?:ing)? in)(?! for me)",
)
# A length or a last day nobody could read: what was read is not all that was said.
_UNREAD = re.compile(
    r"\bfrom (?:the )?[a-z]+(?:th|st|nd|rd)\b|(?:\bthrough|\bthru|\bto|\buntil|\btill|[到至–-])\s?\d|[\d两三四五六七八九十]个?(?:天|周|星期|礼拜|月)|\b(?:\d+|two|three|four|five|ten) (?:days|weeks|months)\b"
)
# Whoever stands right before an absence is who is away.
_WHOSE_AWAY = signs(
    r"(?P<who><member>|<contact>)(?:['’]s|is|are|will|be|also|still|out|going|on|has|taking|takes|要|会|也|还|在|从|请|到|<date>|\s|[,，])*$"
)
# What only points to the days that were named.
_THEN = re.compile(r"[这那](?:几|两|段|些)(?:天|日|时间)|期间|(?:these|those) days", re.IGNORECASE)
# Whoever is named first with a day, of a line that tells of leave, is who is away.
_OPENS = signs(r"\W*<member>\W{0,2}<date>")
_COVER = any_of(
    """代(?=班|管|理|看|跟|为|我|一下|$|，|,) 替(?=我|班|一下) 顶(?=一下|班|我|替|上|$) 帮(?:我|忙)?(?=盯|看|跟|照|管|顶|忙|接|代|处理) 接手 照看 照应 盯(?=一|着|下|几|两|$) 托付 交给 由 找 有事联系 全权代理 兼管 暂管 负责 cover""",
    r"""cover(?:s|ed|ing)?, watch(?:es|ing)?, look(?:s|ing)? after, tak(?:e|es|ing) care, handl(?:e|es|ing), mind(?:s|ing)?, back(?:s|ing)? me up, back-?up, stand(?:s|ing)?[- ]?in,
    fill(?:s|ing)? in, step(?:s|ping)? in, keep(?:s|ing)? an eye, hold(?:s|ing)? the fort, has my, ha(?:s|ve) got my, got my, 's got, on my (?:deals|accounts), takes? over, taking over, acts? for, acting for,
    act for me, in charge, contact, reach out to, go to, point of contact, poc, manning, picks? up, run(?:s|ning)? my, deputi[sz]e[sd]?, proxy, stand-in, ask, call, ping, cc, on call""",
)
# Who stands in for whom, where both are named: Amy covers Tom, 娜姐替张伟.
_FOR_WHOM = signs(
    r"(?P<by><member>)(?:['’](?:s|ll)|is|will|can|to|going|gonna|来|会|先|可以|\s)*(?:cover(?:s|ing|ed)?(?: up)?(?: for)?|stand(?:s|ing)? in for|fill(?:s|ing)? in for|代替?|替|顶替?) ?(?P<who><member>)"
)
_MAYBE = any_of(
    "打算 想(?=请|休|出) 考虑 可能 也许 计划 估计 说不定",
    "might, maybe, may be, thinking (?:of|about), planning, plan to, hoping, considering, perhaps, probably, possibly",
)
_UNTIL = re.compile(r"(?:\b(?:until|till|til|through|thru|to)|到|至) ?(?:the )?$")
_BEFORE = re.compile("之?前")
_BACK = re.compile(r"\b(?:back|return(?:ing)?)(?: in| to)?(?: the)?(?: office| work)?(?: on| by)? ?$")
_BACK_THEN = re.compile(r"(?:才|再|就|会|正式)?(?:回来|上班|返岗|回公司|到岗|复工|回岗)")
_SOMEONE = any_of(
    "有人 谁(?:能|帮|来|可以|有空) 哪位 (?:安排|找|派)(?:一?个)?人?(?:代班|代管|接手|顶班|顶一?下|帮?盯)",
    "someone, somebody, anyone, anybody, (?:set ?up|arrange|sort(?: out)?|organi[sz]e|find(?: me)?|get me|assign|need)(?: a| some| the)? cover, cover needed",
)
# A leave that was announced and is not taken.
_NOT_TAKEN = any_of(
    """(?:不用|不必|不需要|不再|不会|不|没)(?:再|打算|想|去)?(?:请.{0,4}假|休(?:年|病|事)?假|休(?=了|\\W*$)|调休|出差|外出|放假) 取消.{0,8}(?:请假|休假|年假|调休|假(?=\\W|$))
    (?:请假|休假|年假|调休|的?假|出差).{0,4}(?:取消|不请了|不休了|不算|作废|不去了) 照常(?:上班|在) 正常上班""",
    r"""(?:won'?t|will not|not|aren'?t|am not|isn'?t|no longer) (?:be |going to be |gonna be |going to |gonna )?(?:off|out|away|on leave|ooo|on vacation|on holiday|on pto|taking|take|need|needing|having)(?: (?:leave|the day off|pto|vacation|<date>|a day off|off|the))*(?! of (?:stock|budget|scope))(?! (?:of )?(?:the )?(?:list|table|price))(?![a-z0-9])(?! \d),
    cancel(?:led|ling|ing|ed)? (?:(?:my|the|<date>'?s?) )?(?:<date>'?s? )?(?:leave|pto|vacation|holiday|day off|time off|off), (?:leave|pto|vacation|holiday|day off|time off|off)(?: (?:on|for) <date>)? (?:is |was |got |has been )?(?:cancelled|canceled|off),
    (?:cancel|scrap) (?:my )?<date>(?:'s)? (?:leave|pto|off)""",
)


def as_cover(shape: Shape) -> Meaning | None:
    """Return who is away from when until when, and who stands in."""
    line = shape.line
    days = [span.value for _, span in shape.all("date") if isinstance(span.value, DateSpan)]
    days = [day for day in days if not _THEN.fullmatch(shape.text, day.start, day.end)] or days
    if not days:
        return None
    if _for_hours(shape, days[-1]):
        return None
    first, last = _stretch(shape, days)
    if _NOT_TAKEN.search(line):  # whoever announced a leave is there after all; what colleagues do is theirs to say
        return None if members_in(shape) or deals_in(shape) else Meaning("back", {"since": first, "until": last})
    over = (last.until or last.at) < shape.scene.now - timedelta(days=1)
    if over or _unread_year(shape):
        return None
    said: Said = {"since": first, "until": last}
    away, cover = _cues(shape)
    subject, by = _roles(shape, away, cover)
    if _I_COVER.search(line) and len(members_in(shape)) == 1:
        subject, said["to"] = members_in(shape)[0][1], shape.scene.me
    elif by:
        said["to"] = by
    if subject:
        said["more"] = {"who": subject}
    unread = (len(days) == 1 and _UNREAD.search(line)) or _day(last) < _day(first)
    unsure = unread or _MAYBE.search(line) or (cover and not members_in(shape) and _SOMEONE.search(line))
    return Meaning("cover_set", said, doubts=["unsure"] if unsure else [])


def _for_hours(shape: Shape, day: DateSpan) -> bool:
    """Whether the last day that is named is an hour of today at which somebody is back: that is no leave."""
    *_, (place, _) = shape.all("date")
    today = shape.scene.calendar.day_start(shape.scene.now)
    return day.has_time and day.at - today < timedelta(days=1) and _is_return(shape.line, place)


def _day(day: DateSpan | datetime) -> datetime:
    return day if isinstance(day, datetime) else day.until or day.at


def _cues(shape: Shape) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """The words for an absence and for standing in; being busy is one where somebody stands in."""
    cover = _COVER.search(shape.line)
    busy = _BUSY.search(shape.line) if cover and members_in(shape) else None
    return _AWAY.search(shape.line) or busy, cover


def _stretch(shape: Shape, days: list[DateSpan]) -> tuple[DateSpan | datetime, DateSpan]:
    """The first and the last day: of "next week (30 Nov - 4 Dec)" what is said more closely; until a day is from today."""
    places = [place for place, _ in shape.all("date")]
    back = len(places) == len(days) and _is_return(shape.line, places[-1])
    if back:
        eve = days[-1].at - timedelta(days=1)
        days = [*days[:-1], replace(days[-1], at=eve, until=None, has_time=False, precision="day")]
    if len(days) == 1 and (back or _UNTIL.search(shape.line[: places[0]]) or _BEFORE.match(shape.line, places[0] + 1)):
        today = shape.scene.now.astimezone(shape.scene.zone).date()
        return instant_of(today, time(), shape.scene.zone), days[0]
    closer = len(days) > 1 and days[-1].until and (days[0].until or not days[-1].fuzzy) and days[0].at <= days[-1].at
    return (days[-1] if closer else days[0]), days[-1]


def _is_return(line: str, place: int) -> bool:
    """Whether a day is the one somebody is back on."""
    return bool(_BACK.search(line[:place]) or _BACK_THEN.match(line, place + 1))


def _roles(
    shape: Shape, away: re.Match[str] | None, cover: re.Match[str] | None
) -> tuple[Mention | None, Mention | None]:
    """Who is away when it is not the speaker, and who stands in."""
    line, people = shape.line, members_in(shape)
    if stands_in := _FOR_WHOM.search(line):
        named = dict(people)
        return named.get(stands_in.start("who")), named.get(stands_in.start("by"))
    opens = _OPENS.match(line) is not None
    whose = opens or bool(away and _WHOSE_AWAY.search(line[: away.start()]))
    subject = [one for at, one in people if away and at < away.start() and not (cover and cover.start() < at)][:1]
    subject = subject or [one for _, one in people if opens and len(people) > 1][:1]
    by = [one for _, one in people if one not in subject]
    if len(people) == 1 and cover and not whose:
        subject, by = [], [people[0][1]]
    return (subject[0] if subject and len(people) > len(by) else None), (by[-1] if by else None)


def _unread_year(shape: Shape) -> bool:
    """Whether a year is written that no date of ours has."""
    if not re.search(r"20\d\d", shape.text):
        return False
    return not any(re.search(r"20\d\d", shape.text[span.start : span.end]) for _, span in shape.all("date"))
