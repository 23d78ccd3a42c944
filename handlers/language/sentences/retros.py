"""What is to be learnt of a deal that was won or lost: why it came so, the lesson, and who does what about it."""

from collections.abc import Iterator

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, deals_in, left_over, members_in
from handlers.language.sentences.trimming import trimmed
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.dates import DateSpan

_RETRO = any_of(
    "复盘 (?:经验)?教训 反思",
    r"""retro, retrospective, post[- ]?mortem, lessons? learn(?:ed|t), what we learn(?:ed|t), learnings?, takeaways?,
        root cause, lessons? (?:from|on) <deal>, debrief, loss review, win review""",
)
# A part is told by the word that opens it; what is said before the first such word is the cause.
_PARTS = {
    "cause": any_of(
        """(?:丢单|丢标|输单|赢单|丢分|失败|根本|主要|真正|成功|丢|输|赢)?(?:的)?原因(?:是|在于|为|就是)? 主因(?:是|在于)? 根因(?:是)? 起因(?:是)? 问题(?:出在|在于|在|是)
        [丢输赢败胜](?:单|标|分)?(?:在|因为|是因为) (?:是)?因为 归因(?:于)? 关键(?:是|在于)""",
        r"""(?:the )?(?:root |main |real )?causes?(?: (?:was|is|were|:))?,
        (?:the )?(?:main |real |key )?reasons?(?: (?:was|is|why))?, (?:lost |won |lost it |we lost )?because(?: of)?,
        what went (?:wrong|well), why""",
    ),
    "lesson": any_of(
        "(?:经验)?教训(?:是|就是|为|要)? 心得(?:是)? 学到(?:的是|了)? 反思(?:是)? 体会(?:是)? 经验(?:是|就是) 下次 下回 以后 今后 早该 应该",
        r"""(?:the |key |main )?lessons?(?: learn(?:ed|t))?(?: (?:is|was|here))?, learnings?(?: (?:is|was))?,
        (?:key )?takeaways?(?: (?:is|was))?, (?:we )?learn(?:ed|t)(?: that)?, next time, going forward,
        (?:we )?should(?:'ve| have)?""",
    ),
    "action": any_of(
        "行动(?:项|计划|点)?(?:是)? 改进(?:项|措施|点|计划|动作)?(?:是)? 措施(?:是)? 对策(?:是)? 之后 后续",
        r"actions?(?: items?| points?)?(?: (?:is|are))?, follow[- ]?ups?, fix(?: is)?, owner",
    ),
}  # fmt: skip
_SOFT = any_of(
    "先 要(?!求) 需(?!求) 必须 得 别 多 早点 提前 一定",
    """always, never, start, do, don'?t, get, bring, qualify, ask, involve, map, build, keep, check, send, have, be, talk,
        test""",
)
# Whoever does something by a day does it about what was found.
_BY_WHOM = signs(r"\W*<member>(?:will |to |要|会|去|来|负责|\W){0,2}<date>|\W*<member> (?:will|to) ")
_LEAD = any_of(
    """之?前(?!期|台|端|置|提) 记录?(?:一下|个|一条|下)? 一下 做个 给 个 这单 这个 这次 总结 我们 是 就是 在 的 了 主要 补充 加(?:一)?(?:条|个)? 写 里 到 丢单 赢单 复盘
        需要?(?=建|加|提|先) 要 于 为 项目""",
    r"""retro, what, what we, note, notes?, add, to, the, for, on, from, of, was, is, were, that, we, our, lost, won, it,
        because, log, record, this, deal, a, an, in, by, and, s, here, i, be, review, quick, my, win, loss, time""",
)
_TAIL = any_of(
    "的 了 丢的 吧 前 之前 复盘 记一下 做好 完成",
    "retro, by, on, before, until, and, the, note, to, for, from, in, please",
)


def as_retro(shape: Shape) -> Meaning | None:
    """Return what a line says was the cause, what was learnt, and who does what about it by when."""
    parts: dict[str, list[str]] = {}
    more: Said = {}
    for kind, clause in _parts(shape):
        if told := _told(shape, kind, clause):
            parts.setdefault(kind, []).append(told)
        if kind == "action":
            more |= _by_whom(shape, clause)
    if not parts:
        return None
    glue = ", " if shape.text.isascii() else "，"
    more |= {kind: glue.join(told) for kind, told in parts.items()}
    return Meaning("retro_note", {"more": more}, deals_in(shape)[:1], needs_deal=True)


def _parts(shape: Shape) -> Iterator[tuple[str, Clause]]:
    """Yield the pieces of a text with what each tells: a piece without a word of its own goes on with the last."""
    kind, opened, labelled = "cause", False, False
    for clause in shape.clauses():
        last = clause.start
        marks = list(_marks(shape, clause))
        for name, start, end in marks:
            if start > last:
                yield kind, Clause(last, start)
            kind, last, opened = name, end, True
        if last < clause.end:
            rest = shape.line[last : clause.end].lstrip()
            if not marks and kind == "cause" and opened and not labelled and _SOFT.match(rest):
                kind = "lesson"
            if not marks and opened and _BY_WHOM.match(rest):
                kind = "action"
            opened = opened or bool(_told(shape, kind, Clause(last, clause.end)))
            yield kind, Clause(last, clause.end)
        labelled = bool(marks) and last == clause.end  # cause: never met their CFO


def _marks(shape: Shape, clause: Clause) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a clause that open a part, none inside another."""
    found = [
        (mark.start(), -mark.end(), kind)
        for kind, words in _PARTS.items()
        for mark in words.finditer(shape.line, clause.start, clause.end)
    ]
    last = clause.start
    for start, end, kind in sorted(found):
        if start >= last:
            yield kind, start, -end
            last = -end


def _told(shape: Shape, kind: str, clause: Clause) -> str:
    """What a piece says beside the deal it is about, and of an action beside who does it and by when."""
    cuts = [found.span() for found in _RETRO.finditer(shape.line, clause.start, clause.end)]
    cuts += [(place, place + 1) for place, _ in list(shape.all("deal"))[:1]]
    if kind == "action":
        cuts += [(place, place + 1) for name in ("member", "date") for place, _ in shape.all(name)]
    told = trimmed(left_over(shape, clause, cuts), _LEAD, _TAIL)
    return told if len(told) > 1 else ""


def _by_whom(shape: Shape, clause: Clause) -> Said:
    """Who does it and by when."""
    people = members_in(shape, start=clause.start, end=clause.end)
    days = [one.value for _, one in shape.all("date", clause.start, clause.end) if isinstance(one.value, DateSpan)]
    return ({"owner": people[0][1]} if people else {}) | ({"due": days[0]} if days else {})
