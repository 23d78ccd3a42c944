"""Votes and nominations for awards."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, deals_in, left_over, members_in
from handlers.language.sentences.trimming import trimmed
from handlers.language.shape import Clause, Shape
from handlers.language.typed.papers import CHANGED, voted_for
from handlers.language.words import Mention

_NOMINATE = any_of(
    "提名 推荐 推举 举荐 申报 候选 报(?=<member>) 推(?=<member>) 我推 提(?=<member>) 推(?:一下|个) 值得 该给",
    r"""nominat\w*, noms?, put(?:ting)? (?:forward|up|in), put <member> (?:up|forward|in),
        putting <member> (?:up|forward|in), nominees?, recommend\w*, propos(?:e|ing), suggest\w*, deserves?,
        should (?:win|get|be|have), throw(?:ing)?, enter(?:ing)?, <member> for <award>, candidate, shortlist, my pick,
        add <member>, goes to""",
)
_AWARDS_NAME = re.compile(
    r"(?:给|拿|获|得|参评|参选|当选|当|做|为|角逐|竞选|评选|候选人?|,|，|\s)*(?:(?:the )?[^\s,，。:：]{0,12}(?:之星|奖|冠军)|\ue004|(?:for |as |the )*(?:[a-z]+ ){0,4}(?:award|star|mvp|prize)(?: of the (?:month|quarter|week|year))?)"
)
_TITLE = re.compile(r"AW-?\d+|[^\s,，。:：]{0,6}之星", re.IGNORECASE)
_WHY = any_of(
    "理由是? 理由[:：] 原因是? 他 她 的 了 拿 当 做 参评 参选 候选人? 吧 那个 为 奖 评选 我 觉得 提名 推荐 给 选 这次 这个 应该 该 就 这期 本月",
    r"""for, because(?: of)?, reason, he, she, his, her, him, as, a, the, nominee, candidate, of, who, that, nominat\w*,
        to, and, is, was, i, we, it, in, name, up, forward, the hat, deserves? it, hands down, please, pls, should get, on,
        with, 'd like to, would like to, want to, 'm, my""",
)  # fmt: skip


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
