"""What somebody looks for in what the team has learnt."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM, Meaning
from handlers.language.sentences.trades import roles_in
from handlers.language.shape import Shape

_LEARNT = any_of(
    zh="""经验(?!丰富) 最佳(?:实践|实务|做法) 经验分享 案例(?:库|分享) 成功案例 打法 话术 心得 知识库 攻略 套路 技巧 总结过 干货 玩法
        怎么(?:打|切入|攻|搞定|谈|拿下|应对|破冰)(?:的|过)? 如何(?:打|切入|攻|搞定|应对|破冰)""",
    en="""best[- ]practi[cs]es?, playbooks?, success stor(?:y|ies), win stor(?:y|ies), knowledge base,
        tips?(?: and tricks)?, know-?how, lessons (?:from|on|about), how-?tos?,
        what(?:'?s| has| have)? work(?:s|ed)(?: well| best)?,
        how (?:do|does|did|should|would) (?:we|you|others|people|everyone|the team)(?: usually| normally| typically| best)? (?:handle|deal with|approach|respond to|overcome|win|pitch|position|counter|sell(?: to)?|break into|close|tackle),
        something on, anything on, cheat ?sheet, battle ?cards?, war stories, tribal knowledge,
        case stud(?:y|ies) (?:on|for|about)""",
)
_LOOKS = any_of(
    zh="有没有 有啥 有什么 查 找 搜 检索 怎么 如何 看看 哪些 谁(?:有|总结|写|做) 吗\\W*$ [?？] 求(?!助) 想看 想学 给我 发我 翻",
    en="""^\\W*best[- ]practi[cs]es? (?:for|on|about|in|around), any, find, search\\w*, show(?: me)?,
        look(?:ing)?(?: up| for)?, how, where, what(?:'s| is| are| do)?, does anyone, anyone, got, is there,
        are there, who has, pull up, need, \\?, share some, give me, do we have, check""",
)
_ADDS = any_of(
    zh="记(?:到|入|进|下|一条|一下|录) 存(?:到|入|一下) 加(?:到|入|进|一条) 分享(?:一|给|下|个) 收(?:录|入|进) 入库 沉淀 补充(?:到|一条) 写(?:到|进|入)",
    en="""add, save, log, record, note, store, put (?:this|that|it), adding, submit, new best practice,
        (?:tip|best practice):""",
)
_AROUND = any_of(
    zh="""大家 有处理 有没有(?:人)? 查询 询 查一?下? 查查 找一?下? 找找看? 找 查询 搜一?下? 搜索 检索 看看 关于 有什么 有啥 哪些 有哪些 我们 咱们 之前 以前 请 帮我 帮忙 谁 总结过? 想看
        想学 给我 发我 一下 的 吗 呢 过 有 查 里 库 好的 相关 方面 分享 是 什么 想 要 人 下 个 看""",
    en="""any, find, search(?:ing)?(?: for)?, show(?: me)?, look(?:ing)?(?: up| for)?, up, for, on, about, how, to, do,
        we, the, is, there, are, got, have, a, an, our, what's, what, in, of, from, me, please, pls, anyone, does,
        has, who, some, i, need, give, you, can, could, good, around, with, dealing, regarding, it, comes, when, us,
        check, where, best""",
)
_TAIL = re.compile(f"(?:{_AROUND.pattern})$")


def read_search(shape: Shape) -> Meaning | None:
    """Read that somebody looks for what has worked before."""
    line = shape.line
    found = _LEARNT.search(line)
    if found is None or not _LOOKS.search(line) or _ADDS.search(line) or roles_in(line):
        return None
    if next(shape.all("deal"), None) or next(shape.all("amount"), None) or len(line) > 100:
        return None
    asked = _bare(shape, found.end(), len(line)) or _bare(shape, 0, found.start())
    before = _bare(shape, 0, found.start()) if re.search("[\u4e00-\u9fff]", line) else ""
    said = before or asked
    return Meaning("best_practice_search", {"more": {"q": said}}) if said else None


def _bare(shape: Shape, start: int, end: int) -> str:
    """Return what is looked for in a part, without the words of looking at its ends."""
    words = _LEARNT.sub(" ", shape.words(start, end)).strip(TRIM)
    for _ in range(12):
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
