"""Why a deal was lost: learned from the words people have for it; and which words tell nothing of it."""

import re

from handlers.language.opinion import learned, opinion, said
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM
from handlers.language.shape import Clause, Shape

# Behind these words stands why.
_BECAUSE = re.compile(
    r"(?:原因是?|理由是?|因为|由于|主要是?|因|\b(?:reasons?(?: is| was| being)?|because(?: of)?|bc|cos|due to|since|owing to)\b)\s*[:：]?\s*"
)
# What tells that a deal was lost, or to write it down, and nothing of why.
_ZH_LOST = """<deal> 这个?单子? 那个?单子? (?:丢|失|输|死|关|跑|飞|掉)[单標标] [丢失输黄凉飞死掉崩吹挂败没冇跪散](?:掉|透|没)*[了咗啦咯]+ 凉凉 泡汤 告吹 谈崩 没戏 落标 没中标? lost dead
    (?:没|未能?|没能|不)(?:签|买|要|做|上|成|搞|谈成|签成|谈拢|拿下|搞定|考虑|合作|采购)(?:下来|成)?我?们?了? 关(?:掉|闭|了) 出局 标(?:记|注)?(?:为|成|一下|作)? 记(?:为|成) 处理 吧"""
_EN_LOST = """<deal>, (?:we|i)(?:'ve| have| just|) (?:lost|lose), lost, closed lost, (?:is |'s |’s |has |was |just )*(?:dead|gone|lost|over|off|out), fell through, (?:mark|close|set|put|move)\\w*(?: it| this| <deal>)?(?: as| to)? (?:lost|dead), please, pls"""
_LOST = any_of(zh=_ZH_LOST, en=_EN_LOST)
# Words beside them that tell nothing of why either.
_BARE = any_of(
    zh=_ZH_LOST
    + """<date> 单子? 商机 项目 结束 放弃 改成 按 算 把 被 就 都 也 还是 最后 最终 今天 终于 已经? 决定 确认 正式 彻底 明确 通知 告诉 汇报
        我们? 咱们? 他们 人家 对方 客户 那边 这边 大家 各位 很?遗憾 可惜 唉 哎 抱歉 对不起 不好意思 坏消息 麻烦 请 说 了 的 啊 啦 咯 是""",
    en=_EN_LOST
    + """, <date>, is, are, was, were, be, has, have, had, been, got, 's, ’s, 've, we, i, they, it, us, them, you, that, this, one, the, a, an, so, and, as, to, at, on, from, for, of, with, in,
        losing, loss, down, killed, no, nope, not, won't, isn't, didn't, no longer, going, go, went, ahead, happen\\w*, proceed\\w*, renew\\w*, moving, forward,
        said, says, told, chose, decided, declined, reject\\w*, turned, passed, walked, pulled, backed, plug, rip, finally, final, officially, any ?more, already, now,
        close[sd]?, closing, mark\\w*, deal, account, bid, tender, opportunity, opp, customer, client, sorry, sad\\w*, unfortunately, news, bad, team, guys, all, well, ok, thanks""",
)
_WORD = re.compile(r"[a-z0-9\u3400-\u9fff\ue006]{2}|[\u3400-\u9fff]")
MOSTLY = 0.5
SURE = 0.6  # how likely a reason is; one that is less likely is asked
_OFFERED = 3  # kinds of reason a question offers beside "other"
_FIRST, _LONGEST = 8, 24  # clauses that are looked at, and letters of what is cut from their end


def reason_for(shape: Shape) -> tuple[str | None, bool]:
    """Return the kind of reason a line gives for a loss, None where it gives none, and whether that is sure."""
    chances = learned("reasons").chances(reason_cues(shape))
    likeliest = next(iter(chances))
    return None if likeliest == "none" else likeliest, chances[likeliest] >= SURE


def likely_reasons(shape: Shape) -> list[str]:
    """Return the kinds of reason a line may give for a loss, the likeliest first, and last that it is another one."""
    kinds = [kind for kind in learned("reasons").chances(reason_cues(shape)) if kind not in ("none", "other")]
    return [*kinds[:_OFFERED], "other"]


def reason_cues(shape: Shape) -> set[str]:
    """Return what may speak for a reason: what is said beside that the deal was lost."""
    return said(_LOST.sub(" ", shape.line))


def why_lost(shape: Shape, *, known: bool) -> str:
    """Return what a line tells beside that a deal was lost, in the writer's words; where they are of no `known` kind, only what may be why."""
    told = [
        piece
        for clause in shape.clauses()[:_FIRST]
        if (piece := _piece(shape, clause)) and (known or not _of_the_loss(shape, clause))
    ]
    return ("，" if any(not piece.isascii() for piece in told) else ", ").join(told)


def _of_the_loss(shape: Shape, clause: Clause) -> bool:
    """Whether a clause says by itself no more than that the deal was lost, or nothing."""
    if _BECAUSE.search(shape.line, clause.start, clause.end):
        return False
    alone = opinion(Shape(shape.words(clause.start, clause.end), shape.scene))
    return alone["deal_lost"] >= MOSTLY


def _piece(shape: Shape, clause: Clause) -> str:
    """The words of a clause without those of the loss at its beginning and end."""
    line, start, end = shape.line, clause.start, clause.end
    if because := _BECAUSE.search(line, start, end):
        start = because.end()
    if not _WORD.search(_BARE.sub(" ", line[start:end])):
        return ""
    while start < end and (line[start] in TRIM or _LOST.match(line, start, end)):
        lead = _LOST.match(line, start, end)
        start = lead.end() if lead else start + 1
    while last := next(
        (one for one in _LOST.finditer(line, max(start, end - _LONGEST), end) if one.end() == end), None
    ):
        end = last.start()
    return shape.words(start, end).strip(TRIM)
