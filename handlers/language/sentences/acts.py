"""What the deeds on a deal's baton share: their clause, whether they are meant, and what stands beside them as why."""

import re
from collections.abc import Iterator

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM, Meaning, Target, deals_in
from handlers.language.sentences.mood import conditional
from handlers.language.shape import SIGNS, Clause, Shape

# What a deed on a deal is done with: who does it, how it goes from hand to hand, and who may have it then.
DEED = any_of(
    zh="""不(?:想|再|打算|准备|能)*(?:继续)?(?:跟(?!他|她|客户|对方)(?!不)|做|要|管|搞|弄|盯)(?:进)?了? 唔跟啦? 放弃(?:跟进)? 退(?!休|款|货|税)(?:回|掉|还|出|给|到|单|池)?(?:去|来)? 放(?!假|款)(?:回|掉|出|进|到|手|返|了)?(?:去|来)? 释放 认?领
        (?:还|丢|扔|踢|打|挪|流|吐)(?:回|进|到|给|还)(?:去|来)? 让(?:出|给)?(?:来)? 撤了? (?:公海|公共|线索)?池子?里? 公海 (?:调|改|换|挂|安排)(?:给|到|至|成|由|在|往) (?:转|移|交|分|指|划|拨|派|给|归|由)(?:给|让|到|至|交|由|接|配|派|成|为|户|往|回)? (?:主)?负责人?
        跟(?:进|着|一下|起来|吧|$) 接(?:手|管|着|过去|下|一下) 名下 手[里上头] 换人 申请 (?:给|让)?(?:别人|别的同事|其他(?:人|同事)|大家|有兴趣的|有缘人)(?:可以|能)?(?:试试|来|去|接|拿|跟)? 谁(?:想|有|要|愿意|能)+(?:兴趣|空)?的?谁?[拿跟接上来]? 谁[拿跟接]? 重新分(?:配)?""",
    en="""releas\\w*, return(?:ing|ed)?, (?:un|re)?assign\\w*, unclaim\\w*, giv(?:e|es|ing|en)(?: up)?(?: on)?, gave up, dropp?(?:ing|ed)?, dump\\w*, free(?:ing)?(?: up)?, let(?:ting)?(?: go)?, relinquish\\w*, abandon\\w*, hand\\w*, pass(?:ing|es|ed)?, putt?(?:ing)?, throw\\w*, toss\\w*, send(?:ing)?, mov\\w+, set,
        back, pool, queue, for grabs, (?:not|no longer|stop) (?:working|pursuing|chasing)(?: on)?, done with, tran\\w*fer\\w*, switch\\w*, swap\\w*, chang(?:e|ing), tak(?:e|es|ing|en)(?: over)?, own(?:s|ership|er)?, go(?:es)?, going, pick(?:s|ing)?, belongs?, yours, hers, his, off (?:my )?(?:plate|hands|list|name)?,
        (?:someone|somebody|anyone|anybody|everyone) ?(?:else)?, (?:the )?others, whoever (?:wants|needs|is)(?: it)?, who wants it, grabs?, gets?, inherits?, keep, run, work, handle, have, make""",
)
_FILLER = any_of(
    zh="请 麻烦 帮忙? 辛苦 哈 吧 了 啊 呗 呀 啦 哦 呢 嗯 嘛 那 就 先 还是 都 也 直接 可以 能 以后 后面 今后 今天起 从 起 开始 正式 这 个 家 单子? 条 笔 线索 客户 项目 一下 把 将 的 去 来 我(?:们|先|这边)? 你 兹 谢谢 一起 自己 下 里 和 与 吗 系统 不是 各位 大家好? 早上好",
    en="please, pls, plz, ok, hey, hi, so, um, and, both, all, the, this, that, one, it, lead, deal, account, now, then, thanks?, just, i'?m, i'?ll, i, we, me, my, myself, you, her, him, 's, should, could, would, will, can, is, be, to, on, in, into, from, for, with, of, up, over, again, now on, going forward, like, want, yes, no, not",
)
WHY = re.compile(
    r"(?:因为?(?!此)|由于|原因[是为]?|理由[是为]?|考虑到|鉴于|\bbecause(?: of)?\b|\b(?:becos|coz|cuz|bc|due to|given(?! to))\b|\breasons?\b\s*(?:is|being)?|\b(?:as|since)\b(?= (?:i|we|he|she|they|it|there|my|our|their|his|her)\b))\s*[:：]?\s*"
)
# A condition that is mere courtesy: nobody else wants it, nobody minds.
_COURTESY = any_of(
    zh="(?:如果|要是|若)?(?:还|尚)?(?:没|无|空着|在)[^，,。]{0,6}(?:的话)? (?:可以|方便|行|不介意)的话",
    en="(?:if|unless|before|until) (?:nobody|no one|no-one|none|somebody|someone|anyone|anybody|it'?s|its|still|it is|that'?s|you don'?t mind|possible|there is no|there'?s no)[^.,;]{0,24}, if (?:<deal> )?is (?:still )?(?:free|open|available|up), (?:alright|ok|okay|fine|cool) if i",
)
# Who only thinks of it has not decided.
_MUSED = any_of(
    zh="觉得 感觉 建议 考虑(?!到) 要不要 想不想 是不是",
    en="i (?:think|guess|feel|reckon|believe|suggest), considering, thinking, perhaps, maybe, not sure",
)
# Of so many deals that no one is named.
_ALL = any_of(
    zh="所有 全部?(?:给|都|退|转|放|分|派|归) 都(?:给|退|转|放|分|派|归) 全部", en="all, everything, every, each"
)
# Directly before such a word a "not" denies the deed.
_DENIED = re.compile(
    r"(?:别|不用|不必|不会|先不|没有?|不(?:能|是)?)(?:[要再给想]|急着)*(?:[把将]?\ue000)?(?=(?:认领|退|放|释放|转|移|交给|分给|派给|给|接))"
    r"|(?:n['’]t|\b(?:do|wo|ca|should)nt|\bnot|\bnever)(?: (?:be|been|to|going to|gonna|really))* (?=releas|return|giv|dropp?|hand|assign|transfer|mov|claim|tak|grab|put)"
)
TO_ME = re.compile(r"(?:给|转|转到|到|(?<!不)归|俾|畀)\s?(?:回)?我(?!们)|\b(?:to|over to) me\b")
_ASKED = re.compile(r"\s?[?？]")
_MAY_I = re.compile(r"\b(?:can|could|may|will|would|ok|okay|please|pls)\b|[吗不嘛]\W*$|可以|能|好|行")
_WORDS = re.compile(r"[a-z0-9'’%]+|[\u3400-\u9fff\ue002-\ue0ff]")
_WEIGHTS = (1.5, 1, 2)  # of a deed's words, of a deal and of a colleague, in the clause that is the deed
ENOUGH = 1.5  # of weight, that is why within the deed's own clause


def clause_of(shape: Shape, deed: re.Pattern[str]) -> Clause:
    """Return the clause a deed stands in: of those with its words the one that names whom and what it is about."""

    def weight(one: Clause) -> float:
        named = (next(shape.all(kind, one.start, one.end), None) is not None for kind in ("deal", "member"))
        return sum(
            part * told
            for part, told in zip(_WEIGHTS, (bool(deed.search(shape.line, one.start, one.end)), *named), strict=True)
        )

    return max(shape.clauses(), key=weight)


def about(shape: Shape, act: Clause) -> tuple[Target, ...]:
    """Return the deals a deed is done to: those of its clause and of clauses that hold nothing but its words, else all."""
    own = deals_in(shape, start=act.start, end=act.end)
    beside = [
        one
        for one in deals_in(shape)
        for part in shape.clauses()
        if part.start <= one.place < part.end and not says(shape, part)
    ]
    codes = {target.code or target.name for target in own}
    return (*own, *(one for one in beside if (one.code or one.name) not in codes)) or deals_in(shape)


def doubted(shape: Shape, act: Clause, meaning: Meaning) -> Meaning | None:
    """Return a deed with a doubt where it is only supposed, thought of or asked; None where it is denied, "bulk" where it is done to many."""
    if not meaning.deals and _ALL.search(shape.line):
        return Meaning("bulk")
    told = shape.line[act.start : act.end]
    if _DENIED.search(told):
        return None
    asked = _ASKED.match(shape.line, act.end) and not _MAY_I.search(told)
    line = _COURTESY.sub(lambda found: " " * len(found[0]), shape.line)
    beside = (line[one.start : one.end] for one in shape.clauses())
    hangs = conditional(line[act.start : act.end]) or any(conditional(one, begins=True) for one in beside)
    if asked or hangs or _MUSED.search(told):
        meaning.doubts.append("unsure")
    return meaning


def reason(shape: Shape, act: Clause, start: int) -> str:
    """Return what is said beside a deed, that is why: clauses that hold more than its words, and the most its own holds from a place on."""
    line = shape.line
    if why := WHY.search(line):
        end = act.start if why.start() < act.start else len(line)
        return shape.words(why.end(), end).strip(TRIM + "()（）")
    pieces = []
    for one in shape.clauses():
        if one.start == act.start:
            kept = max(_stretches(line, max(start, one.start), one.end), key=len, default=range(0))
            pieces.append(shape.words(kept.start, kept.stop))
        elif says(shape, one):
            pieces.append(shape.words(one.start, one.end))
    kept_words = [piece for told in pieces if (piece := told.strip(TRIM + "()（）"))]
    return ("，" if any(not piece.isascii() for piece in kept_words) else ", ").join(kept_words)


def _stretches(line: str, start: int, end: int) -> Iterator[range]:
    """Yield the stretches of a part of a line between names and words of a deed that say something of their own."""
    for found in re.finditer("[^\ue000]+", _without_deed(line[start:end])):
        if _weight(found[0]) >= ENOUGH:
            yield range(start + found.start(), start + found.end())


def says(shape: Shape, clause: Clause) -> bool:
    """Whether a clause beside a deed holds more than its words."""
    return _weight(_without_deed(shape.line[clause.start : clause.end])) >= 1


def _without_deed(part: str) -> str:
    return DEED.sub(lambda found: SIGNS["deal"] * len(found[0]), part.replace(SIGNS["member"], SIGNS["deal"]))


def _weight(part: str) -> float:
    """How much words say that are no deed's: a Latin word or another sign as much as two Chinese ones."""
    words = _WORDS.findall(_FILLER.sub(" ", part))
    return sum(0.5 if "\u3400" <= word <= "\u9fff" else 1 for word in words)
