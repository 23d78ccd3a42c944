"""What somebody looks for in what the team has learnt."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM, Meaning
from handlers.language.shape import Shape

# What the team has learnt, and where it is kept.
_LEARNT = any_of(
    zh="经验(?!丰富) 最佳(?:实践|实务|做法) 案例(?:库|分享)? 打法 话术 心得 知识库 套路 技巧 总结(?:过|的|吗)? 玩法 诀窍 妙招 沉淀 有没有(?:人)?(?:讲|写|总结|整理|分享)(?:过)?",
    en="""best[- ]practi[cs]es?, playbooks?, knowledge base, library, tips?(?: and tricks)?, tricks,
        lessons(?: learn(?:ed|t))?(?: from| on| about)?, learnings?, advice(?: from| on)?, something on, war stories,
        what we know(?: about)?""",
)
# How others did it is asked for: what follows is looked for.
_HOW = any_of(
    zh="(?:怎么|如何|怎样|咋|点样)(?:去|来)?(?:打(?!开|印|卡)|切入|攻|搞定|谈|拿下|应对|应付|破冰|处理|聊|跟(?!进情况)|说服|对付|回(?!事)|回复|做(?:好|成|的)?|推进|突破|解决|绕|见到|约|讲|把|撬|敲开|防|催|要到)(?:的|过)?",
    en="""what(?:'?s| has| have| did)? work(?:s|ed)?(?: well| best)?(?: for| with| on| in)?,
        how (?:do|does|did|should|would|have|has|can) (?:we|you(?: guys| all)?|others?|other (?:reps|people|teams)|people|everyone|everybody|anyone|folks|the team|top reps)(?: usually| normally| typically| best| ever)? (?!do |done |doing|perform|compare|stand|look)[a-z]+(?: with| to| on| into)?,
        (?:has|have|did) any(?:one|body) (?:documented|written|tried|dealt with|handled|won|cracked|figured out|sold|managed)(?: up| down| how| to| into)*,
        how to(?= [a-z]+)""",
)
_AROUND = any_of(
    zh="""大家 同事 有没有(?:人)? 查询 询 查一?下? 查查 找一?下? 找找看? 找 查询 搜一?下? 检索 看看 看下 关于 有什么 有啥 哪些 有哪些 咱们 之前 以前 以往 请 帮我 帮 谁 总结过? 想看 想 想学 学学
        给我 一下 的 吗 过 有 查 里 库 好 相关 分享过? 是 什么 要 人 下 个 看 试 讲 求 一个 现成 翻翻 翻 前辈 们 遇到过? 没 他们 怎么 如何 都 最 参考 可以 用 我 去""",
    en="""any, find, search(?:ing)?(?: for)?, show(?: me)?, look(?:ing)?(?: up| for)?, up, for, on, about, how, to, do, we,
        the, is, there, are, got, have, a, our, what's, what, in, of, from, me, please, pls, anyone, does, has, who, some,
        i, need, give, send, you, can, could, good, around, with, dealing, regarding, it, when, us, check, where, best,
        all, something, anything, pull, written, they, did""",
)
_TAIL = re.compile(f"(?:{_AROUND.pattern})$")
_BREAKS = re.compile(r"[,，。;；?？!！:：\n]|\s[-–—]\s")
_ROUNDS = 12


def as_search(shape: Shape) -> Meaning | None:
    """Return what somebody looks for."""
    said = _topic(shape)
    return Meaning("best_practice_search", {"more": {"q": said}}) if said else None


def _topic(shape: Shape) -> str:
    """Return what is looked for: what follows "how", else the longest part beside the words of looking."""
    line = shape.line
    how = _HOW.search(line)
    if how is not None and len(asked := _bare(shape, how.end(), _until(line, how.end()))) > 1:
        return asked
    cuts = [found.span() for words in (_LEARNT, _BREAKS) for found in words.finditer(line)]
    parts, last = [], 0
    for start, end in [*sorted(cuts), (len(line), len(line))]:
        if start > last:
            parts.append(_bare(shape, last, start))
        last = max(last, end)
    return max(reversed(parts), key=len, default="")  # who shared it stands before what it is about


def _until(line: str, start: int) -> int:
    """Where the part that begins at a place ends."""
    found = _BREAKS.search(line, start)
    return found.start() if found else len(line)


def _bare(shape: Shape, start: int, end: int) -> str:
    """Return what is looked for in a part, without the words of looking at its ends."""
    words = _LEARNT.sub(" ", shape.words(start, end)).strip(TRIM)
    for _ in range(_ROUNDS):
        folded = words.casefold()
        lead = _AROUND.match(folded)
        tail = _TAIL.search(folded)
        if lead and lead.end():
            words = words[lead.end() :].strip(TRIM + "'’")
        elif tail:
            words = words[: tail.start()].strip(TRIM + "'’")
        else:
            break
    return re.sub(r"\s+", " ", words)
