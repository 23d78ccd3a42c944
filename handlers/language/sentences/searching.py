"""What somebody looks for in what the team has learnt."""

import re

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.helping import summons
from handlers.language.sentences.meaning import TRIM, Meaning
from handlers.language.sentences.trades import roles_in
from handlers.language.shape import Shape

# What the team has learnt, and where it is kept.
_LEARNT = any_of(
    zh="""经验(?!丰富) 最佳(?:实践|实务|做法) 经验分享 案例(?:库|分享)? 成功案例 打法 话术 心得 知识库 攻略 套路 技巧 总结(?:过|的|吗)? 干货 玩法 锦囊 秘籍 诀窍 窍门 妙招 高招 脚本 手册 前车之鉴 教训 资料库 沉淀 有没有(?:人)?(?:讲|写|总结|整理|分享)(?:过)?""",
    en="""best[- ]practi[cs]es?, playbooks?, success stor(?:y|ies), win stor(?:y|ies), knowledge base, kb, wiki, library,
        tips?(?: and tricks)?, tricks, know-?how, lessons(?: learn(?:ed|t))?(?: from| on| about)?, learnings?, how-?tos?, pointers, advice(?: from| on)?, insights?,
        something on, anything on, cheat ?sheet, battle ?cards?, war stories, tribal knowledge, scripts?, talk tracks?, write-?ups?, what we know(?: about)?, past wins,
        case stud(?:y|ies)""",
)
# How others did it is asked for: what follows is looked for.
_HOW = any_of(
    zh="""(?:怎么|如何|怎样|咋|点样)(?:去|来)?(?:打(?!开|印|卡)|切入|攻|搞定|谈|拿下|应对|应付|破冰|处理|聊|跟(?!进情况)|说服|对付|回(?!事)|回复|做(?:好|成|的)?|推进|突破|解决|绕|见到|约|讲|把|撬|敲开|防|催|要到)(?:的|过)?""",
    en="""what(?:'?s| has| have| did)? work(?:s|ed)?(?: well| best)?(?: for| with| on| in)?,
        how (?:do|does|did|should|would|have|has|can) (?:we|you(?: guys| all)?|others?|other (?:reps|people|teams)|people|everyone|everybody|anyone|folks|the team|top reps)(?: usually| normally| typically| best| ever)? (?!do |done |doing|perform|compare|stand|look)[a-z]+(?: with| to| on| into)?,
        what (?:do|did|have|has) (?:people|others|everyone|everybody|folks|the team|you (?:guys|all)) (?:do|done|say|said|try|tried),
        (?:has|have|did) any(?:one|body) (?:documented|written|tried|dealt with|handled|won|cracked|figured out|sold|managed)(?: up| down| how| to| into)*,
        how to(?= [a-z]+)""",
)
# Questions of how to do a thing are of what was learnt where others, or earlier times, are asked for it.
_OTHERS = any_of(
    zh="大家 别人 同事 大佬 前辈 老销售 有没有人 有人 谁 以前 之前 以往 过去 通常 一般 平时 我们 咱们 各位 高手 你们",
    en="we, you guys, you all, others?, other (?:reps|people|teams), people, everyone, everybody, anyone, anybody, folks, the team, top reps, before, in the past, what(?:'s|s)? (?:has |have |did )?work\\w*, knowledge base, kb, library",
)
_LOOKS = any_of(
    zh="""^\\W*(?:最佳实践|经验|案例|话术|打法|知识库)\\s+\\S{1,8}\\W*$ 有没有 有啥 有什么 有哪些 查 找 搜 检索 怎么 如何 怎样 咋 看看 看下 看一下 哪些 哪里 谁(?:有|总结|写|做|试|知道) 吗\\W*$ [?？] 求(?!助) 想看 想学 想了解 学习 学学 给我 给个 给点 发我 发(?:一下|下|出来|群里|给我) 翻 调出 参考""",
    en="""^\\W*best[- ]practi[cs]es? (?:for|on|about|in|around), any, find, search\\w*, show(?: me)?,
        look(?:ing)?(?: up| for)?, how, where, what(?:'s| is| are| do| did| we)?, does anyone, anyone, has anyone, got, is there,
        are there, who has, pull up, need, \\?, share some, send me, give me, do we have, check, read up""",
)
_ADDS = any_of(
    zh="记(?:到|入|进|下|一条|一下|录) 存(?:到|入|一下) 加(?:到|入|进|一条) 分享(?:一|给|下|个) 收(?:录|入|进) 入库 沉淀(?:到|一) 补充(?:到|一条) 写(?:到|进|入)",
    en="""add, save, log, record, note, store, put (?:this|that|it), adding, submit, new best practice,
        (?:tip|best practice):""",
)
_AROUND = any_of(
    zh="""大家 有处理 有没有(?:人)? 查询 询 查一?下? 查查 找一?下? 找找看? 找 查询 搜一?下? 搜索 检索 看看 看下 看一下 关于 有什么 有啥 哪些 有哪些 我们 咱们 之前 以前 以往 请 帮我 帮忙 帮 谁 总结过? 想看 想
        想学 学学 学习 给我 给个 给点 发我 发一下 发下 再发 一下 的 吗 呢 过 有 查 里 库 好的 好 相关 方面 分享过? 是 什么 要 人 下 个 看 整理过? 试过 试 讲 求 一份 一个 一套 份 现成 翻翻 翻 同事 大佬们? 前辈 们 在哪里?
        哪里 遇到过? 知道 有冇 冇 没 他们 怎么 如何 怎样 点样 都 还 最 跟着 参考 可以 能 用 我 去""",
    en="""any, find, search(?:ing)?(?: for)?, show(?: me)?, look(?:ing)?(?: up| for)?, up, for, on, about, how, to, do,
        we, the, is, there, are, got, have, a, an, our, what's, what, in, of, from, me, please, pls, anyone, does,
        has, who, some, i, need, give, send, you, can, could, good, around, with, dealing, regarding, it, comes, when, us,
        check, where, best, hey, hi, all, team, sth, something, anything, pull, documented, written, useful, existing, so, they, did""",
)
_TAIL = re.compile(f"(?:{_AROUND.pattern})$")
_BREAKS = re.compile(r"[,，。;；?？!！:：\n]|\s[-–—]\s")
_LONGEST, _ROUNDS = 100, 12


def read_search(shape: Shape) -> Meaning | None:
    """Read that somebody looks for what has worked before."""
    line = shape.line
    learnt, how = _LEARNT.search(line), _HOW.search(line)
    if (learnt is None and how is None) or not _LOOKS.search(line) or _ADDS.search(line):
        return None
    if roles_in(line) and summons(shape):
        return None
    if learnt is None and not _OTHERS.search(line) and not _how_alone(line):
        return None
    if next(shape.all("deal"), None) or next(shape.all("amount"), None) or len(line) > _LONGEST:
        return None
    return as_search(shape)


def as_search(shape: Shape) -> Meaning | None:
    """Return what somebody looks for."""
    said = _topic(shape)
    return Meaning("best_practice_search", {"more": {"q": said}}) if said else None


def _how_alone(line: str) -> bool:
    """Whether a line is nothing but how to win over somebody."""
    return bool(re.match(r"\W*(?:怎么|如何)(?:打|切入|攻|搞定|谈|应对|应付|破冰|拿下)", line))


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
    return max(parts, key=len, default="")


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
