"""Votes and nominations for awards."""

import re

from handlers.language.sentences.cues import any_of, asked
from handlers.language.sentences.meaning import Meaning, Said, deals_in, left_over, members_in
from handlers.language.sentences.trimming import trimmed
from handlers.language.shape import Clause, Shape
from handlers.language.typed.papers import CHANGED, voted_for
from handlers.language.words import Mention

_VOTE = any_of(
    "投(?!入|标|诉|资|产|放|屏|递|保|射|影|缘|机|简) 改投 选(?=<member>) 票(?=给|投|改|是|就|从|换|:|：) 支持(?=<member>) 挺(?=<member>) 站(?=<member>)",
    r"vot(?:e|es|ed|ing), my (?:vote|ballot|pick), i (?:pick|choose), going with, go with, casting, cast, ballot",
)
_SURELY_A_VOTE = any_of("投 票", r"vot(?:e|es|ed|ing), ballot")
_NO_VOTE = any_of("别 不(?:投|要|选|支持)(?!<member>) 如果 投票率", "don'?t, not sure, won'?t, if, can'?t, who")
_NOMINATE = any_of(
    "提名 推荐 推举 举荐 力荐 力推 推选 申报 候选 报(?=<member>) 推(?=<member>) 我推 提(?=<member>) 选送 推(?:一下|个) 必须是 就该 值得 该给 应该给 应该是 非<member>莫属 莫属 颁给 发给 当之无愧 实至名归",
    r"""nominat\w*, noms?, put(?:ting)? (?:forward|up|in), put <member> (?:up|forward|in), putting <member> (?:up|forward|in), nominees?,
    recommend\w*, propos(?:e|ing), suggest\w*, deserves?, should go to <member>, should (?:win|get|be|have), throw(?:ing)?, enter(?:ing)?, endors(?:e|ing),
    <member> for <award>, candidate, shortlist, my pick, backing, tipping, add <member>, goes to""",
)
_SURELY_NAMED = any_of("提名 推举 举荐 推选", r"nominat\w*, nominees?, noms?")
_AWARD = any_of("之星 评选 奖 冠军 <award>", "award, star, of the (?:month|quarter|week|year), mvp, prize, trophy")
_AWARDS_NAME = re.compile(
    r"(?:给|拿|获|得|参评|参选|当选|当|做|为|角逐|竞选|评选|候选人?|,|，|\s)*(?:(?:the )?[^\s,，。:：]{0,12}(?:之星|奖|冠军)|\ue004|(?:for |as |the )*(?:[a-z]+ ){0,4}(?:award|star|mvp|prize)(?: of the (?:month|quarter|week|year))?)"
)
_TITLE = re.compile(r"AW-?\d+|[^\s,，。:：]{0,6}之星", re.IGNORECASE)
_WHY = any_of(
    """因为 理由是? 理由[:：] 原因是? 他 她 TA 的 了 拿 当 做 参评 参选 候选人? 吧 那个 为 奖 评选 我 觉得 提名 推荐 给 选 今年 这次 这个 实至名归 当之无愧
    莫属 非 应该 该 就 这期 本期 本月""",
    r"""for, because(?: of)?, since, reason, he, she, they, his, her, their, him, them, as, a, an, the, nominee, candidate, of, who, that,
    nominat\w*, to, and, who'?s, is, was, i, we, it, in, name, names, up, forward, the hat, deserves? it, hands down, please, pls, should win, should get, on, with,
    'd like to, would like to, want to, 'm, my""",
)  # fmt: skip


def read_vote(shape: Shape) -> Meaning | None:
    """Read a vote for an award."""
    line, people = shape.line, members_in(shape)
    if not people or asked(line) or _NO_VOTE.search(line) or _SURELY_NAMED.search(line) or deals_in(shape):
        return None
    casts = _VOTE.search(line) and (_SURELY_A_VOTE.search(line) or _AWARD.search(line))
    if not casts and not _titled(shape):
        return None
    award = _award(shape)
    voted = voted_for(_TITLE.sub(" ", shape.text), shape.scene.nominees(award)) if award else None
    if not casts and (voted is None or _NOMINATE.search(line)):
        return None
    return _vote(shape, award, voted)


def as_vote(shape: Shape) -> Meaning | None:
    """Return who is voted for, and in which award."""
    award = _award(shape)
    voted = voted_for(_TITLE.sub(" ", shape.text), shape.scene.nominees(award)) if award else None
    return _vote(shape, award, voted) if members_in(shape) else None


def _vote(shape: Shape, award: str | None, voted: Mention | int | None) -> Meaning:
    people = members_in(shape)
    said: Said = {"nominee": voted or people[-1][1]}
    if award:
        said["award"] = award
    if CHANGED.search(shape.line):
        said["more"] = {"change": True}
    return Meaning("award_vote", said, doubts=[] if voted or len(people) == 1 else ["unsure"])


def read_nomination(shape: Shape) -> Meaning | None:
    """Read a nomination for an award."""
    line, people = shape.line, members_in(shape)
    if not _NOMINATE.search(line) or not people or asked(line):
        return None
    if not _SURELY_NAMED.search(line) and not _AWARD.search(line) and not _titled(shape):
        return None
    return as_nomination(shape)


def as_nomination(shape: Shape) -> Meaning | None:
    """Return who is put forward, for which award and why."""
    people = members_in(shape)
    if not people:
        return None
    place, nominee = people[0]
    said: Said = {"nominee": nominee}
    if award := _award(shape):
        said["award"] = award
    if reason := _why(shape, place):
        said["reason"] = reason
    return Meaning("award_nominate", said, deals_in(shape))


def _award(shape: Shape) -> str | None:
    """The award a text names by code or by what it is called, else the only one that is open."""
    if coded := next(shape.all("award"), None):
        return str(coded[1].value)
    found = shape.scene.awards()
    called = [one for one in found if one.label in shape.text or one.label[-4:] in shape.text]
    return (called or list(found))[0].token if len(called or found) == 1 else None


def _titled(shape: Shape) -> bool:
    """Whether an open award is named by what it is called."""
    if next(shape.all("award"), None):
        return True
    return any(one.label in shape.text or one.label[-4:] in shape.text for one in shape.scene.awards())


def _why(shape: Shape, place: int) -> str:
    """What is said of the nominee: in the clauses after them, else in another one."""
    line = shape.line
    cuts = [found.span() for found in _AWARDS_NAME.finditer(line)] + [(place, place + 1)]
    rest = trimmed(left_over(shape, Clause(place, len(line)), cuts), _WHY)
    if len(rest) > 1:
        return rest
    before = [one for one in shape.clauses() if one.end <= place]
    told = [
        trimmed(left_over(shape, one, cuts), _WHY) for one in before if not _NOMINATE.search(line, one.start, one.end)
    ]
    return ", ".join(one for one in told if len(one) > 1)
