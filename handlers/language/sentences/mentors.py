"""Who mentors whom, in what, and until when."""

import re
from dataclasses import dataclass
from datetime import datetime

from handlers.language.sentences.cues import any_of, asked
from handlers.language.sentences.meaning import Meaning, Said, deals_in, left_over, members_in
from handlers.language.sentences.moments import moment_after
from handlers.language.sentences.trimming import trimmed
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.dates import DateSpan
from handlers.language.words import Mention

_MENTOR = any_of(
    """师傅 师父 导师 老师(?=是|换|改) 徒弟 师徒 学员 拜师 为师 带教 结对 一对一带 传帮带 收徒 指导人 辅导 带路人 当师 做师""",
    r"mentor(?:s|ed|ing|ship)?, mentees?, coach(?:es|ed|ing)?, buddy, buddies, apprentices?, prot[eé]g[eé], tutor(?:s|ed|ing)?",
)
# These may mean something else: only between two people, and where no deal is named.
_WEAK = any_of(
    """带(?!来|去|上|了|走|回|给|着?<deal>|货|病|话|头|宽|动) 教(?=<member>|我|他|她|一?教) 指导(?=<member>|我|他|她) 跟着?(?=<member>|我) 向<member>学 跟<member>学""",
    r"shadow(?:s|ing)?, onboard(?:s|ing)?, train(?:s|ing)?, pair(?:s|ed|ing)?, learns? from, learning from, under (?:<member>['’]?s?|my|his|her|their) wing, the ropes, teach(?:es|ing)?",
)
_TRIP = any_of(
    "见客户 见面 去(?:见|拜访|跑|看|谈|参观|出差|[^，,。]{0,6}(?:公司|工厂|现场|客户)) 来(?:开会|公司|现场) 拜访 客户那 上门 过去 一起 看 走访 现场 跟进 跟单",
    "visit, call, meeting, demo, onsite, lunch, trip",
)
_MENTORS_ARE = signs(
    r"(?:(?:mentor|coach|buddy)(?: ?[:：]| is| will be| =|(?=.*mentee))|(?:导师|师傅|师父)(?: ?[:：是为]|换成|改成|定|指定|安排)?) ?(?P<who><member>|我|\bme\b)"
)
_MENTOR_AFTER = signs(r"(?P<who><member>) ?[（(] ?(?:师傅|师父|导师|mentor|coach)")
_MENTEES_ARE = signs(
    r"(?:mentee|apprentice|徒弟|学员|新人)(?: ?[:：是为]| is| will be| =)? ?(?P<who><member>|我|\bme\b)"
)
# Between two people: the first is the one who learns.
_LEARNS_FROM = any_of(
    """跟 拜 认 由 让 交给 归 的?师傅 的?师父 的?导师 向 换成 配 托给 跟着 找""",
    r"by, shadow(?:s|ing)?, learns? from, learning from, learn [^.,;]{2,30} from, under, 's (?:new )?(?:mentor|coach|buddy), (?:should|will|to|must|can)? ?(?:have|get|gets|follow), with, follows?, assigned to, gets, has",
)
# Before the first of them: the same.
_FOR_WHOM = re.compile(
    r"(?:给|为|替|帮|\bfor|\bpair|\bpairing|\bmentee|\bassign(?=.{0,40}\bto\b)) ?(?:new (?:hire|joiner) )?$"
)
_AS_MENTOR = any_of(
    "带 教 指导 辅导 做 当 担任 收 是<member>的",
    "as (?:the |a )?(?:mentor|coach|buddy), mentors?, coach(?:es)?, to (?:mentor|coach|train), will (?:mentor|coach|train)",
)
_ME = re.compile(r"我(?!们)|本人|(?<![a-z])(?:i|i'll|i'm|me|my)(?![a-z])")
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


def read_mentor(shape: Shape) -> Meaning | None:
    """Read who mentors whom."""
    line, named = shape.line, members_in(shape)
    strong = _MENTOR.search(line)
    weak = None if strong else _WEAK.search(line)
    if not named or not (strong or weak) or asked(line) or (weak and (deals_in(shape) or _TRIP.search(line))):
        return None
    people = _people(shape)
    return None if len(people) < 2 or (weak and weak.start() > people[1].end) else as_mentor(shape)


def as_mentor(shape: Shape) -> Meaning | None:
    """Return who mentors whom, in what and until when."""
    people = _people(shape)
    if len(people) < 2:
        return None
    line = shape.line
    mentor, mentee = _roles(line, people)
    if mentor.who == mentee.who:
        return None
    more: Said = {"mentor": mentor.who, "mentee": mentee.who}
    if until := _until(shape):
        more["until"] = until
    if topic := _topic(shape, people):
        more["topic"] = topic
    return Meaning("mentor_assign", {"more": more})


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


def _roles(line: str, people: list[Person]) -> tuple[Person, Person]:
    """Return the mentor and the mentee."""
    first, second = people
    for pattern, mentors in ((_MENTOR_AFTER, True), (_MENTEES_ARE, False), (_MENTORS_ARE, True)):
        found = pattern.search(line)
        said = next((one for one in people if found and one.place == found.start("who")), None)
        if said is not None:
            other = second if said is first else first
            return (said, other) if mentors else (other, said)
    between = line[first.end : second.place]
    after = line[second.end : second.end + 2]
    if _FOR_WHOM.search(line[: first.place]) and not _AS_MENTOR.search(between):
        return second, first
    if _LEARNS_FROM.search(between) and not (
        _AS_MENTOR.search(between) and "by" not in between and after[:1] not in "带教"
    ):
        return second, first
    return first, second


def _until(shape: Shape) -> datetime | None:
    """Return the last day that is named, or when the time that was named is over."""
    days = [span.value for _, span in shape.all("date") if isinstance(span.value, DateSpan)]
    return days[-1].until or days[-1].at if days else moment_after(shape)


def _topic(shape: Shape, people: list[Person]) -> str:
    """What is left behind them in their clauses: that is what it is about."""
    line = shape.line
    cuts = [(place, place + 1) for kind in ("date", "member") for place, _ in shape.all(kind)]
    cuts += [found.span() for words in (_MENTOR, _WEAK, _LENGTHS) for found in words.finditer(line)]
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
