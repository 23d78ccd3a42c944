"""Who is away from when until when, and who stands in."""

import re
from dataclasses import replace
from datetime import datetime, time, timedelta

from handlers.language.sentences.cues import any_of, asked
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
_SELF = any_of("我 本人 俺", "i, i'?m, i'?ll, me, my, mine, myself")
_I_COVER = any_of(
    "我(?:来)?(?:代|顶|替|盯|帮)",
    "i'?(?:ll|m| will| am)? ?(?:cover|covering|stand(?:ing)? in|look(?:ing)? after|watch|watching|hold the fort|fill(?:ing)? in)(?! for me)",
)
# Whoever stands right before an absence is who is away.
_WHOSE_AWAY = signs(
    r"(?P<who><member>|<contact>)(?:['’]s|is|are|will|be|also|still|out|going|on|has|taking|takes|要|会|也|还|在|从|请|到|<date>|\s|[,，])*$"
)
_COVER = any_of(
    """代(?=班|管|理|看|跟|为|我|一下|$|，|,) 替(?=我|班|一下) 顶(?=一下|班|我|替|上|$) 帮(?:我|忙)?(?=盯|看|跟|照|管|顶|忙|接|代|处理) 接手 照看 照应 盯(?=一|着|下|几|两|$) 托付 交给 由 找 有事联系 全权代理 兼管 暂管 负责 cover""",
    r"""cover(?:s|ed|ing)?, watch(?:es|ing)?, look(?:s|ing)? after, tak(?:e|es|ing) care, handl(?:e|es|ing), mind(?:s|ing)?, back(?:s|ing)? me up, back-?up, stand(?:s|ing)?[- ]?in,
    fill(?:s|ing)? in, step(?:s|ping)? in, keep(?:s|ing)? an eye, hold(?:s|ing)? the fort, has my, ha(?:s|ve) got my, got my, 's got, on my (?:deals|accounts), takes? over, taking over, acts? for, acting for,
    act for me, in charge, contact, reach out to, go to, point of contact, poc, manning, picks? up, run(?:s|ning)? my, deputi[sz]e[sd]?, proxy, stand-in, ask, call, ping, cc, on call""",
)
_COVER_ALONE = any_of(
    "代班 代管 顶班 替班 替我(?:看|盯|管|跟|顶|一|两|三|几|\\d|$|，|,|<date>) 我的(?:单|客户|商机) 帮我(?:盯|看着|照看)(?:一下|下|着)?(?:客户|单子|$|，|,)",
    "my (?:deals|accounts|leads|book|pipeline|desk), cover(?:s|ing)? (?:for )?me, stand(?:s|ing)? in for me, holds? the fort",
)
_NOT_OURS = any_of(
    "客户.{0,4}(?:请假|休|不在|出差|放假|放长假) 对方 如果(?!有事|急|需要) 打折 折 没请 取消 他们 要不要 能不能请",
    r"""customers? (?:is|are|will)?, clients? (?:is|are|will)?, they, he, she, (?<!cover )their(?! deals), if(?! (?:it'?s |anything |something |you |there'?s |anyone )?(?:urgent|needed|need|necessary|comes up|burning|on fire|required|pressing|important|any|needs)), (?:bl(?:e|o)w[ns]?|took|takes?|carried|run|ran|threw|throw|gave|give|walk(?:ed)?|gets?|got|pass(?:ed)?|do|did)[^.,;]{0,24}away, not off, \d+% off, percent off, (?:kick|hand|sign|drop|pay|call|take|laid|log|cut|show|tick|ship|send|sell|set|put|back|lay|head|start|round|write|knock)(?:s|ed|ing|ped|ting)?[- ]?off,
    day off to, off the, off to, sold out, out of (?:stock|budget|scope|the running|touch|it), find out, found out, figure out, sent out, went out, goes out, go out, send out, turn(?:s|ed)? out, out there, work(?:s|ed)? out, reach(?:ed|ing)? out(?! to <member>), far away, right away, straight away,
    leave it, leave a, leave the, leave (?:him|her|them)(?: a)?, leave early, sick of, price, discount, cancel(?:led)?""",
)  # fmt: skip
_SUBJECT = any_of(
    "",
    "i'?m, i am, i'll, i will, i, me, my, ooo, oof, out of office, taking, take, mc, pto, al, sick leave, annual leave, on leave",
)
_BARE = re.compile(
    r"^\W*(?:off|out|ooo|away|pto|leave|sick|mc|vacation|holiday|annual|parental|maternity|paternity|not in|on leave)\b"
)
_MAYBE = any_of(
    "打算 想(?=请|休|出) 考虑 可能 也许 计划 估计 说不定",
    "might, maybe, may be, thinking (?:of|about), planning, plan to, hoping, considering, perhaps, probably, possibly",
)
_UNTIL = re.compile(r"(?:\b(?:until|till|til|through|thru|to)|到|至) ?(?:the )?$")
_BACK = re.compile(r"\b(?:back|return(?:ing)?)(?: in| to)?(?: the)?(?: office| work)?(?: on| by)? ?$")
_BACK_THEN = re.compile(r"(?:才|再|就|会|正式)?(?:回来|上班|返岗|回公司|到岗|复工|回岗)")
_GIVEN_OVER = any_of(
    "(?:转|移交|转交|过户|改|换|划|拨|分|派|交接)(?:给|到|由|成)\\s?<member> 移交<member> <member>.{0,2}(?:接管|接替我)",
    "(?:transfer|hand|pass|mov|giv|assign|reassign|transferr|send|turn)(?:e|s|ing)? [^.,;]{0,24}to <member>, <member> (?:takes?|is taking|taking) over <deal>, new owner",
)
_MEANWHILE = any_of(
    "代(?!表|理商) 帮 暂 临时 先 期间 这几天 这段时间 回来 盯 照看 顶 cover",
    "cover\\w*, while, until, till, temporarily, meanwhile, in the meantime, back, for (?:now|the week|those days|that week), during, when i'?m, look after, stand(?:s|ing)? in",
)
_SOMEONE = any_of("有人 谁能 哪位", "someone, somebody, anyone, anybody")
_IF = re.compile(r"如果|要是|的话|\bif\b|\bunless\b")
# A leave that was announced and is not taken.
_NOT_TAKEN = any_of(
    """(?:不用|不必|不需要|不再|不会|不|没)(?:再|打算|想|去)?(?:请.{0,4}假|休(?:年|病|事)?假|休(?=了|\\W*$)|调休|出差|外出|放假) 取消.{0,8}(?:请假|休假|年假|调休|假(?=\\W|$))
    (?:请假|休假|年假|调休|的?假|出差).{0,4}(?:取消|不请了|不休了|不算|作废|不去了) 照常(?:上班|在) 正常上班""",
    r"""(?:won'?t|will not|not|aren'?t|am not|isn'?t|no longer) (?:be |going to be |gonna be |going to |gonna )?(?:off|out|away|on leave|ooo|on vacation|on holiday|on pto|taking|take|need|needing|having)(?: (?:leave|the day off|pto|vacation|<date>|a day off|off|the))*(?! of (?:stock|budget|scope))(?! (?:of )?(?:the )?(?:list|table|price))(?![a-z0-9])(?! \d),
    cancel(?:led|ling|ing|ed)? (?:my|the|<date>'?s?) (?:<date>'?s? )?(?:leave|pto|vacation|holiday|day off|time off|off), (?:leave|pto|vacation|holiday|day off|time off|off)(?: (?:on|for) <date>)? (?:is |was |got |has been )?(?:cancelled|canceled|off),
    (?:cancel|scrap) (?:my )?<date>(?:'s)? (?:leave|pto|off)""",
)
_OF_OTHERS = any_of(zh="客户 对方 他 她 他们 老板 店", en="he, she, they, customers?, clients?, store, shop, office")


def read_absence(shape: Shape) -> Meaning | None:
    """Read that somebody is away, and who stands in, or that they are there after all."""
    return _not_taken(shape) or _away(shape)


def _away(shape: Shape) -> Meaning | None:
    line, people = shape.line, members_in(shape)
    away, cover = _cues(shape)
    if not (away or _said_in(shape) or (cover and _COVER_ALONE.search(line))):
        return None
    if (
        _hands_over(shape)
        or asked(line)
        or _NOT_OURS.search(line)
        or _elsewhere(shape, away, told=bool(people and cover))
    ):
        return None
    if not people and away and away[0].isascii() and not (_SUBJECT.search(line) or _BARE.search(line)):
        return None
    meaning, whose = as_cover(shape), away and _WHOSE_AWAY.search(line[: away.start()])
    if meaning and whose and "to" not in meaning.said and not _SELF.search(line):
        return Meaning("nothing")
    return meaning


def as_cover(shape: Shape) -> Meaning | None:
    """Return who is away from when until when, and who stands in."""
    line = shape.line
    days = [span.value for _, span in shape.all("date") if isinstance(span.value, DateSpan)]
    if not days or _NOT_TAKEN.search(line):
        return None
    first, last = _stretch(shape, days)
    over = (last.until or last.at) < shape.scene.now - timedelta(days=1)
    if over or _unread_year(shape):
        return None
    said: Said = {"since": first, "until": last}
    away, cover = _cues(shape)
    subject, by = _roles(shape, away, cover)
    if by:
        said["to"] = by
    elif subject and _I_COVER.search(line):
        said["to"] = shape.scene.me
    if subject:
        said["more"] = {"who": subject}
    unsure = _MAYBE.search(line) or (cover and not members_in(shape) and _SOMEONE.search(line))
    return Meaning("cover_set", said, doubts=["unsure"] if unsure else [])


def _cues(shape: Shape) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    """The words for an absence and for standing in; being busy is one where somebody stands in."""
    cover = _COVER.search(shape.line)
    busy = _BUSY.search(shape.line) if cover and members_in(shape) else None
    return _AWAY.search(shape.line) or busy, cover


def _hands_over(shape: Shape) -> bool:
    """Whether a deal goes to a colleague for good, and an absence only says why."""
    given = _GIVEN_OVER.search(shape.line)
    return given is not None and bool(deals_in(shape)) and not _MEANWHILE.search(shape.line)


def _not_taken(shape: Shape) -> Meaning | None:
    """Read that somebody will be there on days they may have announced as leave."""
    line = shape.line
    denied = _NOT_TAKEN.search(line)
    days = [span.value for _, span in shape.all("date") if isinstance(span.value, DateSpan)]
    if denied is None or not days or asked(line) or _IF.search(line):
        return None
    about_others = _OF_OTHERS.search(line) or deals_in(shape) or members_in(shape)
    plain_leave = re.search(r"[假休]|leave|pto|vacation|holiday|day off|time off|off|out|away|ooo", denied[0])
    if about_others or not plain_leave:
        return None
    first, last = _stretch(shape, days)
    return Meaning("back", {"since": first, "until": last})


def _stretch(shape: Shape, days: list[DateSpan]) -> tuple[DateSpan | datetime, DateSpan]:
    """The first and the last day: of "next week (30 Nov - 4 Dec)" what is said more closely; until a day is from today."""
    places = [place for place, _ in shape.all("date")]
    back = len(places) == len(days) and _is_return(shape.line, places[-1])
    if back:
        eve = days[-1].at - timedelta(days=1)
        days = [*days[:-1], replace(days[-1], at=eve, until=None, has_time=False, precision="day")]
    if len(days) == 1 and days[0].until is None and (back or _UNTIL.search(shape.line[: places[0]])):
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
    whose = bool(away and _WHOSE_AWAY.search(line[: away.start()]))
    subject = [one for at, one in people if away and at < away.start() and not (cover and cover.start() < at)][:1]
    by = [one for _, one in people if one not in subject]
    if len(people) == 1 and cover and not whose:
        subject, by = [], [people[0][1]]
    return (subject[0] if subject and len(people) > len(by) else None), (by[-1] if by else None)


def _said_in(shape: Shape) -> bool:
    """Whether what was read as a day says it: 24号休一天."""
    return any(re.search("[休假]", shape.text[span.start : span.end]) for _, span in shape.all("date"))


def _unread_year(shape: Shape) -> bool:
    """Whether a year is written that no date of ours has."""
    if not re.search(r"20\d\d", shape.text):
        return False
    return not any(re.search(r"20\d\d", shape.text[span.start : span.end]) for _, span in shape.all("date"))


def _elsewhere(shape: Shape, away: re.Match[str] | None, *, told: bool) -> bool:
    """Whether an absence is a customer's, or a trip to one: then it is news of the deal, and nobody's leave."""
    if away is None or _SELF.search(shape.line[: away.end()]):
        return False
    whose = _WHOSE_AWAY.search(shape.line[: away.start()])
    customers = whose is not None and next(shape.all("contact", whose.start("who"), whose.end("who")), None) is not None
    return customers or (bool(deals_in(shape)) and not told)
