"""Votes and nominations for awards."""

import re

from handlers.language.sentences.cues import asked
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, members_in
from handlers.language.shape import Shape

_VOTE = re.compile(
    r"投(?:票)?给|我投|投(?!入|标|诉|资|产|放|屏)|选(?=[\ue001])|改投|支持(?=[\ue001])|\bvot(?:e|ing)\b|\bmy vote\b|\bi pick\b|\bgoing with\b"
)
_NOMINATE = re.compile(
    r"提名|推荐|\bnominat\w*|\bput(?:ting)? (?:forward|up)\b|\bput \ue001 up\b|\bnominee\b|\brecommend\w*"
)
_AWARD_WORDS = re.compile(r"之星|评选|奖|冠军|award|star|of the (?:month|quarter|week|year)|mvp", re.IGNORECASE)


def _award(shape: Shape) -> str | None:
    """The award a text names by code or by what it is called, else the only one that is open."""
    if coded := next(shape.all("award"), None):
        return str(coded[1].value)
    found = shape.scene.awards()
    called = [one for one in found if one.label in shape.text or one.label[-4:] in shape.text]
    return (called or list(found))[0].token if len(called or found) == 1 else None


def read_vote(shape: Shape) -> Meaning | None:
    """Read a vote for an award."""
    line, people = shape.line, members_in(shape)
    found = _VOTE.search(line)
    if (
        found is None
        or not people
        or asked(line)
        or re.search(r"别|不(?:投|要)|\b(?:don'?t|not|won'?t)\b|如果|\bif\b", line)
    ):
        return None
    if not (_AWARD_WORDS.search(line) or next(shape.all("award"), None) or re.search(r"投|\bvot", line)):
        return None
    said: Said = {"nominee": people[-1][1]}
    if award := _award(shape):
        said["award"] = award
    if re.search(r"改|换|\bchang|\bswitch|\binstead", line):
        said["more"] = {"change": True}
    return Meaning("award_vote", said)


def read_nomination(shape: Shape) -> Meaning | None:
    """Read a nomination for an award."""
    line, people = shape.line, members_in(shape)
    found = _NOMINATE.search(line)
    if found is None or not people or asked(line):
        return None
    if not re.search(r"提名|nominat", line) and not (_AWARD_WORDS.search(line) or next(shape.all("award"), None)):
        return None
    said: Said = {"nominee": people[0][1]}
    if award := _award(shape):
        said["award"] = award
    clauses = shape.clauses()
    rest = shape.words(people[0][0] + 1, len(line))
    rest = re.sub(
        r"^.{0,4}(?:参评|当选?|做|为|角逐|竞选|评选|for|as)\s*(?:the )?[^，,。:：]{0,30}?(?:之星|奖|award|star(?: of (?:the )?\w+)?|of the month)[，,。:：\s]*",
        "",
        rest,
        flags=re.IGNORECASE,
    )
    rest = re.sub(
        r"^(?:因为|理由是?|原因是?|for|because(?: of)?|,|，|:|：|\s|of the|she|he|他|她)+",
        "",
        rest,
        flags=re.IGNORECASE,
    ).strip(TRIM)
    if len(rest) > 1 and not _AWARD_WORDS.fullmatch(rest) and len(clauses):
        said["reason"] = rest
    return Meaning("award_nominate", said, deals_in(shape))
