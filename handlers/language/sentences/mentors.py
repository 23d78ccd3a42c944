"""Who mentors whom, in what, and until when."""

import re
from dataclasses import dataclass
from datetime import datetime

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, left_over, members_in
from handlers.language.sentences.moments import moment_after
from handlers.language.sentences.trimming import trimmed
from handlers.language.shape import Clause, Shape
from handlers.language.spans.dates import DateSpan
from handlers.language.words import Mention

# Words for it, which are no topic.
_MENTORING = any_of(
    zh="师[傅父] 导师 徒弟 师徒 学员 拜师 为师 带教 结对 一对一 手把手 传帮带 辅导员? 带一?带? 教",
    en=r"mentor\w*, mentees?, coach\w*, buddy, apprentices?, tutor\w*, shadow\w*, onboard(?:s|ing)?, train(?:s|ing)?, pair(?:s|ed|ing)?, learn\w*, teach\w*, guide, under, wing",
)
# What stands behind or before whoever teaches, and whoever learns; a label says it twice as surely.
_TEACHES = (
    re.compile(
        r"\s?[（(]?(?:来|去|帮|可以|能|负责|会|先|同学|老师)*\s?(?:带|教|指导|辅导|[给为]\ue001[做当]|做|当|担任|收|师[傅父]|导师(?!是|定|换|：)|是\ue001的)"
        r"|\s?[（(]?(?:will |to |should |can |could |shall |is going to |going to )?(?:be |is |as )?(?:the |a |an |\ue001(?:['’]s)? )?(?:\w+ )?(?:mentor|coach|train|teach|onboard|guide|buddy|tutor|show|will do)"
    ),
    re.compile(
        r"(?:由|请|跟着?|向|拜|问|找|归|认|[托交]给|换成|换|配|定了?|我定了，)\s?@?$|\b(?:by|with|from|under|behind|shadow(?:s|ing)?|follow(?:s|ing)?|make it|goes to|instead)\s?$"
    ),
)
_LEARNS = (
    re.compile(
        r"(?:以后|今后|从今天起|就|来)*(?:跟着?|拜|向|由|让|归|需要|交给|托|认|入职|初来|刚来|新来|有不懂)|\s?(?:的|[（(])?\s?(?:新|new )*(?:徒弟|学员|mentee|(?:的\s?|\s)(?:师[傅父]|导师|buddy|mentor|coach))"
        r"|['’]s (?:\w+ )?(?:mentor|coach|buddy|tutor)|\s(?:should |will |to |must |can )?(?:be )?(?:shadow|learn|follow|needs?\b|gets?\b|has\b|have\b|(?:is |being )?(?:mentored|coached|trained)|under|with|goes|up with)"
    ),
    re.compile(
        r"(?:带一?[带下]?|教|给|为|帮|替|指导|辅导|收|[做当](?!师)|新人|住)\s?@?$|\b(?:mentors?|mentoring|coach(?:es|ing)?|trains?|training|teach(?:es|ing)?|onboards?|guides?|for|of|pair|pairing|set|take|takes|put|hire|joiner|guy)\s?$"
    ),
)
_LABELS = (
    re.compile(
        r"(?:mentor|coach|buddy|tutor)\s?(?:[:：=]| is| will be|就?是|就|定|换成?)\s?$|(?:导师|师[傅父])(?:\s?[:：是为]|换成|改成|定为?|指定|安排)*\s?$"
    ),
    re.compile(r"(?:mentee|apprentice|徒弟|学员|新人)\s?(?:[:：=是为]| is| will be)?\s?$"),
)
_ME = re.compile(
    r"我(?!们)|本人|(?<![a-z])(?:i(?!'?d (?:like|love)| would (?:like|love)| want| was| think)|i'll|i'm|me|my)(?![a-z])"
)
# A day somebody begins on.
_SINCE, _ONWARD = (
    re.compile(r"(?:\b(?:from|starting|effective|as of)|[从自打])\s?$"),
    re.compile(r"\s?(?:起|开始|onward)"),
)
_LEAD = any_of(
    """学习? 做 方面 关于 主题(?:是)? 内容(?:是)? 负责 来 教 的 为期 期间? 在 就 吧 一下 当 担任 安排 从 今天起 开始 有关 专门 主要 重点 结束 到 至 怎么 讲""",
    """on, in, about, around, for, to, with, learn(?:ing)?, the, topic(?: is)?, focus(?:ing)?(?: on)?, regarding, during, how to, of, as, until, till, through, from, starting, a, and,
    by, his, her, their, please, is, will, be, s, over, next, this""",
)
_TAIL = any_of(
    "吧 的 方面 到 至 截止 为止 期限 为期 期 直到 当 做 是 了 就 开始 前",
    "until, till, through, for, by, from, starting, the, to, please, over, and, as, in, on, of, a, is, with, during, thanks",
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is spoken of, and where: by name, or as me."""

    place: int
    end: int
    who: Mention | int


def as_mentor(shape: Shape) -> Meaning | None:
    """Return who mentors whom, in what and until when."""
    people = _people(shape)
    if len(people) < 2:
        return None
    if people[0].who == people[1].who:
        return None
    mentor, mentee = sorted(people, key=lambda one: -_teaches(shape, one))
    doubts = (
        ["unsure"]
        if _teaches(shape, mentor) == _teaches(shape, mentee) or len({one.named for _, one in members_in(shape)}) > 2
        else []
    )
    more: Said = {"mentor": mentor.who, "mentee": mentee.who}
    if until := _until(shape):
        more["until"] = until
    if topic := _topic(shape, people):
        more["topic"] = topic
    return Meaning("mentor_assign", {"more": more}, doubts=doubts)


def _people(shape: Shape) -> list[Person]:
    """Two people: both named, or one of them who speaks."""
    named = [Person(place, place + 1, one) for place, one in members_in(shape)]
    if not named:
        return []
    first = named[0].who
    different = [
        one
        for one in named[1:]
        if not (isinstance(one.who, Mention) and isinstance(first, Mention) and one.who.named == first.named)
    ]
    if different:
        return [named[0], different[0]]
    me = _ME.search(shape.line)
    if me is None:
        return named[:1]
    return sorted([named[0], Person(me.start(), me.end(), shape.scene.me)], key=lambda one: one.place)


def _teaches(shape: Shape, one: Person) -> int:
    """How surely somebody teaches, by what stands beside the name; below zero they learn."""
    before, after = shape.line[: one.place], shape.line[one.end :]
    whose = isinstance(one.who, Mention) and shape.text[one.who.start : one.who.end].endswith(("'s", "’s"))
    (teaches, of_teacher), (learns, of_learner) = _TEACHES, _LEARNS
    told = bool(of_teacher.search(before)) - bool(of_learner.search(before))
    told += -1 if whose else bool(teaches.match(after)) - bool(learns.match(after))
    return told + 2 * (bool(_LABELS[0].search(before)) - bool(_LABELS[1].search(before)))


def _until(shape: Shape) -> datetime | None:
    """Return the last day that is named, or when the time that was named is over."""
    days = [
        span.value
        for at, span in shape.all("date")
        if isinstance(span.value, DateSpan)
        and not (_SINCE.search(shape.line, 0, at) or _ONWARD.match(shape.line, at + 1))
    ]
    return days[-1].until or days[-1].at if days else moment_after(shape)


def _topic(shape: Shape, people: list[Person]) -> str:
    """What is left behind them in their clauses: that is what it is about."""
    line = shape.line
    cuts = [(place, place + 1) for kind in ("date", "member") for place, _ in shape.all(kind)]
    cuts += [found.span() for words in (_MENTORING, _LENGTHS) for found in words.finditer(line)]
    for clause in (one for one in shape.clauses() if one.end > people[1].place):
        start = max(clause.start, people[1].end)
        told = trimmed(left_over(shape, Clause(start, max(start, clause.end)), cuts), _LEAD, _TAIL)
        if len(told) > 1:
            return told
    return ""


_LENGTHS = any_of(
    r"[\d一二两三四五六半]{1,3}个?(?:月|周|星期|季度|天|年)",
    r"(?:\d+|a|an|one|two|three|six|the) (?:weeks?|months?|quarters?|years?|days?)",
)
