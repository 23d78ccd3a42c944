"""Who takes a deal from the pool, and who gives one back to it."""

import re

from handlers.language.sentences.acts import TO_ME, about, clause_of, doubted, reason
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, members_in
from handlers.language.shape import Shape, signs

# Where a deal goes back to, and how.
_BACK = any_of(
    zh="公海 池 退 放[回弃出掉手返] 释放 还[回给] [丢扔][回进]",
    en="pool, queue, back, releas\\w*, return\\w*, unclaim\\w*, unassign\\w*, giv(?:e|ing) up, dropp?\\w*, free\\w*",
)


_MINE = any_of(zh="我 俺 咱", en="i, i'?ll, i'?m, me, my, mine, dibs, claim\\w*, tak\\w*, grab\\w*")
_NOT_MINE = re.compile(
    r"我[^，,。]{0,2}[没不别][再想要能]?(?:认领|领|接|跟|要|拿|抢)|\bi(?:'m|'ve| am| did| do| wo| ca| will| can| have| would)?(?:n'?t| ?not| never)(?: \w+)?? (?:claim|tak|grab|pick|want|own)"
)

# What is done with a customer, or by a day, is not done with the baton.
_OTHER_WORK = signs(r"<deal> to (?!me\b|my)|\bi'?(?:ll| will) call\b|<date>之?前|by <date>")


def as_claim(shape: Shape) -> Meaning | None:
    """Return which deals somebody takes."""
    act = clause_of(shape, _MINE)
    if members_in(shape) or _NOT_MINE.search(shape.line, act.start, act.end):
        return None
    doubts = ["object"] if _OTHER_WORK.search(shape.line, act.start, act.end) else []
    return doubted(shape, act, Meaning("lead_claim", deals=about(shape, act), needs_deal=True, doubts=doubts))


def as_release(shape: Shape) -> Meaning | None:
    """Return which deal somebody gives back, and why."""
    act = clause_of(shape, _BACK)
    if members_in(shape) or TO_ME.search(shape.line, act.start, act.end):
        return None
    why = reason(shape, act, act.start)
    meaning = Meaning("lead_release", {"reason": why} if why else {}, about(shape, act), needs_deal=True)
    return doubted(shape, act, meaning)
