"""Reminders that are put off: which ones, and until when."""

import re
from datetime import datetime

from handlers.language.sentences.cues import any_of, asked
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, left_over
from handlers.language.sentences.moments import LENGTH, moment_after, moment_of
from handlers.language.shape import Clause, Shape, Span
from handlers.language.spans.dates import DateSpan

# The thing that is put off, and how one says that it is; both have to stand in one clause.
_REMINDER = any_of(
    "[这那]条(?!消息|信息|线索|建议|新闻|路|规则|龙) 提醒(?![我你他她<member>]) 待办 闹钟 催办 推送 通知(?![我你他她<member>])",
    r"""remind(?:er|ers|ing)(?! me), alerts?(?! me), nudges?(?! me), pings?(?! me), alarms?, notifications?, follow[- ]?ups?""",
)
_PUT_OFF = any_of(
    """推迟 延后 推后 往后 推到 推至 推 挪 改到 改成 改至 顺延 押后 延迟 延 缓 后移 先关 先停 停 静音 搁置 关掉 关到 拖 放到 放一放
    留到 晚点 晚一点 晚 先放 先别 先不 暂时 暂停 暂缓""",
    """push(?:ed|ing)?, postponed?, delay(?:ed)?, defer(?:red)?, moved?, shift(?:ed)?, bump(?:ed)?, reschedul(?:e|ed), put off,
    put back, put, hold off(?: on)?, hold, on hold, paused?, muted?, silenced?, suspend(?:ed)?, stop, quiet, kick, roll, park,
    later, extend(?:ed)?, waits?, sleep, rest until, skip, disable, turn off, switch off, off, back""",
)
# These say it without naming a reminder.
_STRONG = any_of(
    """先别(?:再)?(?:提醒|叫|催|吵|烦|响|弹|闹) 别催 别再(?:提醒|催|吵|弹) 先不(?:用|要)?(?:提醒|催|叫) 不要再(?:提醒|催) 暂时(?:不|别)(?:用|要)?(?:提醒|催)
    贪睡 打个盹 静音(?=到|至|<date>) 推迟提醒 延后提醒 延迟提醒 暂停提醒 稍后提醒 晚点提醒(?!我) 消停 别(?:提醒|打扰|烦)我了?(?=<date>|到)""",
    r"""snooz\w+, snoze, stop (?:reminding|pinging|nudging|bugging|bothering|nagging), leave me alone, come back to me, hush,
    (?:don'?t|do not|no need to) (?:remind|ping|nudge|bug|bother) me[^.;]{0,30}(?:until|till|before|<date>),
    quiet (?:please |pls )?(?:until|till), let (?:it|this|that|me) (?:sleep|rest|be), (?:no|no more|hold all|kill the) (?:reminders?|pings?|nudges?|notifications?|alerts?) (?:until|till|before|for|from you|today),
    try me again, (?:nudge|ping|bug|remind|poke|ask|chase|try|tell|check with) me (?:again |later |back )+(?=<date>\W*$|at <date>\W*$|on <date>\W*$|in <date>\W*$), give me (?:another )?[a-z0-9 ]{1,12} more(?! reminder), shut up (?:until|till), mute (?:me|it|this|that|everything|all|<deal>), back off""",
)
# These say it only where nothing is left that one could be reminded of.
_WEAK = any_of(
    """再等(?=\\W*(?:[\\d一二两三半几]|<date>)) (?:过|等)<date>再(?:提|说|看|弄) (?:<date>|[天周时钟月])后?再提(?!供|交|高|醒|报|案|方|一) 再给我(?=[\\d一二两三半几]|<date>) 再(?:来)?(?:提醒|叫|喊|催|通知|弹|说|弄|响) 稍后(?:提醒|说) 晚点(?:儿)?(?:提醒|叫|说|弄) 晚些(?:时候)?(?:提醒|叫|说) 过会儿?(?:提醒|叫)
    等会儿?(?:提醒|叫) 待会儿?(?:提醒|叫)""",
    """(?:remind|ping|nudge|ask|bug|poke) me (?:about (?:it|this|that) )?again, remind me (?:about (?:it|this|that) )?later, not now,
    again, give me""",
)
_NEW = any_of(
    "[设定加建记来搞弄给][了一个]*提醒 提醒我.{0,12}提醒",
    "(?:an?|another|new|daily|weekly|monthly|recurring) (?:[a-z]+ )?(?:reminder|alarm|alert), remind me to, remind me about, set (?:up )?reminders?",
)
_ALL = any_of(
    "所有 全部 一切 统统 都 全都 通通",
    "all, everything, every reminder, every one of, each, any reminders?, my reminders, (?:snooze|pause|mute|hold|stop|postpone) reminders",
)
_PIVOT = re.compile(r"(?:到|至|再|成|为|等|\bto|\buntil|\btill|\btil|\bbefore|\bfor) ?(?:the |next )?$")
_TOLD = any_of(
    "谁 什么时候 为什么 怎么 已经 客户 刚才 昨天 他们",
    "customers?, clients?, they, he, she, who, why, did, was, were, has been, meeting, they'?ve",
)
_BEGS = any_of("能不能 可以吗 行吗 好吗 可不可以", "(?:can|could|would|will) (?:you|we|i), ok")
_FILLERS = any_of(
    """请 麻烦 帮我 帮忙 先 把 的 我 了 吧 哈 啊 呀 谢谢 一下 下 这个 这条 那个 那条 提醒 叫 通知 再 单子 这单 那单 现在 忙 在忙 开会 没空 关于 回头 晚点 晚些 稍后 等 过 待会""",
    """please, pls, plz, remind, ping, nudge, can you, could you, me, my, the, this, that, it, about, on, at, in, to, for, until, till, again, thanks, thx,
    sorry, busy, right now, now, later, hey, hi, and, i'?m, in a meeting, just, reminder, deal, lead, after, then, by, s, ok""",
)


LONGEST = 400  # nobody puts off a reminder at greater length


def read_snooze(shape: Shape) -> Meaning | None:
    """Read that a reminder is put off."""
    line = shape.line
    if len(line) > LONGEST:
        return None
    how = _STRONG.search(line) or _named(shape)
    weak = None if how else _WEAK.search(line)
    if not (how or weak) or (asked(line) and not _BEGS.search(line)) or _TOLD.search(line) or _NEW.search(line):
        return None
    until = _until(shape)
    if weak and (until is None or _content(shape, weak)):
        return None
    return _put_off(shape, until)


def as_snooze(shape: Shape) -> Meaning | None:
    """Return until when a line puts off which reminders; None where it names no moment."""
    until = _until(shape)
    return _put_off(shape, until) if until else None


def _put_off(shape: Shape, until: datetime | None) -> Meaning:
    more: Said = {"until": until} if until else {}
    deals = deals_in(shape)
    if not deals and _ALL.search(shape.line):
        more["scope"] = "all"
    return Meaning("reminder_snooze", {"more": more}, deals)


def _named(shape: Shape) -> re.Match[str] | None:
    """Where a reminder is named in one clause with a word for putting off: before it, or soon after it."""
    for clause in shape.clauses():
        reminder = _REMINDER.search(shape.line, clause.start, clause.end)
        if reminder is None:
            continue
        before = _PUT_OFF.search(shape.line, clause.start, reminder.start())
        after = _PUT_OFF.search(shape.line, reminder.end(), min(clause.end, reminder.end() + 24))
        if before or after:
            return reminder
    return None


def _content(shape: Shape, cue: re.Match[str]) -> bool:
    """Whether anything is left that one could be reminded of."""
    line = shape.line
    cuts = [(place, place + 1) for kind in ("date", "deal", "member") for place, _ in shape.all(kind)] + [cue.span()]
    rest = LENGTH.sub("", left_over(shape, Clause(0, len(line)), cuts).casefold())
    return len(_FILLERS.sub("", rest).strip(TRIM)) > 1


def _ahead_of(shape: Shape, span: Span) -> bool:
    """Whether a day is still to come: "not today" tells no end."""
    return not isinstance(span.value, DateSpan) or span.value.at > shape.scene.now or bool(span.value.until)


def _has_begun(shape: Shape, span: Span) -> bool:
    return isinstance(span.value, DateSpan) and span.value.at <= shape.scene.now


def _until(shape: Shape) -> datetime | None:
    """Return the moment that was named last, or when the time that was named is over."""
    days = [(place, span) for place, span in shape.all("date") if _ahead_of(shape, span)]
    after = next((no for no, (place, _) in enumerate(days) if no and _PIVOT.search(shape.line[:place])), 0)
    if not after and len(days) > 1 and _has_begun(shape, days[0][1]):
        after = 1  # not this week: on Monday
    return moment_of(shape, [span for _, span in days[after:]]) or moment_after(shape)
