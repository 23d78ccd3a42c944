"""A yes or a no to a quote, up to which discount, and why."""

import re
from decimal import Decimal

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in
from handlers.language.shape import Shape
from handlers.language.spans import quotes
from sales.refusal import Refused

_YES = any_of(
    zh="批准 批了 批吧 同意 通过 可以批 准了 没问题 批 可以 行(?!业) 好的? 准 没意见 照办 认可 过了 过[啦咗] 批[啦咗] 得(?:啦|喇|㗎) 就这样 放行 没毛病 妥 👌 👍 ✅",
    en="""ok(?:ay)?(?:ed)?, approv\\w*, approve, looks? (?:good|fine|ok), go ahead, go for it, good to go,
        green ?light\\w*, yes, yep, yeah, yup, lgtm, sign(?:ed|ing)? off, fine, ship it, send it, accepted, all good,
        works for me, go with, gets? my, (?:you )?have my, happy with, no objections?, done, cleared, agreed?, sure, 👍, ✅""",
)
_NO = any_of(
    zh="驳回 否决 不批 不同意 不通过 打回去? 不行 拒绝 不能批 没法批 不准 退回去? 不可以 不给批 不能通过 批不了 不认可 过不了 重做 重新做 pass掉 ❌ 👎 不ok 毙了 退了 唔[批得过] 唔同意 否了 打返 不予 没通过 没戏 免谈 没门",
    en="""reject\\w*, den(?:y|ied|ying), (?:can'?t|cannot|won'?t|not|unable to) (?:be )?(?:sign(?:ing)? (?:it |this |<quote> )?off|go ahead|ok|support|back|accept|agree), declin\\w*, no(?! more| longer| objections?| problem| issues?), can'?t approve,
        cannot approve, won'?t approve, not approv\\w*, (?:can'?t|cannot|won'?t|not) let (?:it |this |that |<quote> )?(?:go|pass|through), (?:doesn'?t|does not|don'?t) (?:get|have) my, don'?t approve, turn(?:ed|ing)? (?:it |<quote> )?down, no go,
        nope, nah, send (?:it |this |that |<quote> )?back, sent back, sending (?:it |<quote> )?back,
        back to (?:you|the drawing board), not (?:ok|okay|happy|acceptable|good), disapprov\\w*, redo, rework,
        push(?:ing)? back, refus\\w*, veto\\w*, kick(?:ed|ing)? back, bounce[ds]?""",
)
# Beyond the cap it is a no, and the whole a yes with a cap.
_BEYOND = any_of(
    zh="""(?:再|更|超过?|超出|高于|低于|多)[^，,。;；]{0,8}(?:不批|不行|不同意|驳回|免谈|别|不要|不能|不可以|找|重新) 否则[^，,。;；]{0,8} 不然[^，,。;；]{0,8}
        再低[^，,。;；]{0,6} 不能再[^，,。;；]{0,6}""",
    en="""(?:anything|any|nothing|not|no) (?:more|above|over|beyond|higher|lower|further)[^,;.]{0,24},
        otherwise[^,;.]{0,24}, (?:above|over|beyond) that[^,;.]{0,24}, or (?:it'?s )?no(?: go| deal)?,
        not a point more, else no""",
)
_CAP = any_of(
    zh="最多 不超过 控制在 压在 不能超过 别超过 不要超过 上限 封顶 最低 控制在 降到 改到 改成 调到 压到 以内 之内 就批 才批 才行 就行 的话 不低于 不能低于 不得低于 至多 顶多 让到 给到 但 只能 只给",
    en="""at most, max(?:imum)?, at or (?:below|under), up to, no more than, not more than, cap(?:ped)?, limit, but only, if, only,
        not? (?:above|over), reduce, down to, under, below, stays?, as long as, provided, but, bring it, drop, lower,
        change, make it, at, with""",
)
_POINTS = re.compile(r"(?<![\d.])(?P<points>\d{1,2}(?:\.\d)?)\s?(?:个点|个百分点|points?\b|pts\b)")
_OPEN = any_of(
    zh="[?？] 吗\\W*$ 没有?\\W*$ 如果 等 啥时候 什么时候 怎么样了? 帮忙批 求批 请批 请审 待批 谁批 尽快批 催 还没 会(?:批|通过|同意) 应该(?:能|会|可以) 可能 估计 希望 <date>(?:再|才|会|能)?(?:批|审|看)",
    en="""\\?, if, when, waiting, pending, whether, who, please approve, pls approve, plz approve, need(?:s)? approval,
        awaiting, will be, going to (?:be|get), to be approved, should be, would be, might, may, hop(?:e|ing|efully), expect\\w*, not yet, later, can (?:you|someone|we), could you, status, needs (?:your|a|to be)""",
)
_NOT_THE_WHY = any_of(
    zh="了 吧 的 请 就 去 回去 掉 按此执行 呢 哈 啦 报价单? 这个 那个 审批 单子 这单",
    en="""it, is, please, pls, from me, by me, this, that, the, quote, one, with, for, go, on, and, thanks, thx, back,
        as is, to, as, on that, send, by, of""",
)
_QUOTE = any_of(zh="报价 审批 折扣 价格", en="quotes?, quotations?, pricing, discount, proposal")
_THEIRS = any_of(
    zh="客户 对方 他们 采购 老板 <member>",
    en="customer, client, they, buyer, procurement, <member>",
)
_BARE = re.compile(
    r"\s*(?:报价单?|quote)?\s*#?\s*(?P<number>\d{3,5})\s*(?:号(?:报价单?)?|(?:那|这)(?:张|份|个)(?:报价单?)?)?\s*我?(?=\D)"
)


def read_decision(shape: Shape) -> Meaning | None:
    """Read a yes or a no to a quote that is named."""
    cap = next(shape.all("discount"), None) or next(shape.all("percent"), None)
    if _OPEN.search(shape.line) and not (cap and _CAP.search(shape.line)):
        return None
    return as_decision(shape)


def as_decision(shape: Shape) -> Meaning | None:
    """Return which quote is decided on, how, up to which discount and why."""
    line, found = shape.line, _named(shape)
    if found is None:
        return None
    code, place, clear = found
    cap = next(shape.all("discount"), None) or next(shape.all("percent"), None)
    beyond = _BEYOND.search(line) if cap else None
    no = next(
        (one for one in _NO.finditer(line) if not (beyond and beyond.start() <= one.start() < beyond.end())), None
    )
    yes = next((one for one in _YES.finditer(line) if one.start() >= clear), None)
    if no is None and yes is None and not (cap and _CAP.search(line)):
        return None
    said: Said = {"quote": code, "decision": "approve" if no is None else "reject"}
    if no is None and cap is not None:
        return _capped(shape, said, place)
    if no is None and (points := _POINTS.search(line)) and _CAP.search(line):
        said |= {"decision": "approve_with_changes", "max_discount_pct": Decimal(points["points"])}
        return Meaning("quote_decision", said)
    if comment := _comment(shape, (no or yes, place)):
        said["comment"] = comment
    return Meaning("quote_decision", said)


def _named(shape: Shape) -> tuple[str, int, int] | None:
    """Return the quote's code, where it stands, and where what is said of it may begin."""
    named = [(place, str(span.value)) for place, span in shape.all("quote")]
    if len(named) == 1:
        return named[0][1], named[0][0], 0
    bare = _BARE.match(shape.line) if not named else None
    if bare and len(shape.line) < 24 and (_YES.match(shape.line, bare.end()) or _NO.match(shape.line, bare.end())):
        return f"Q-{int(bare['number'])}", bare.end() - 1, bare.end()
    return None if named else _of_deal(shape)


def _of_deal(shape: Shape) -> tuple[str, int, int] | None:
    """Return the quote of the deal that is named, where it waits for the speaker's word and nobody else's is told."""
    deals = deals_in(shape)
    if len(deals) != 1 or deals[0].fuzzy or not _QUOTE.search(shape.line) or _THEIRS.search(shape.line):
        return None
    codes = {code for one in deals[0].candidates if (code := shape.scene.quote_to_decide(one.id))}
    return (codes.pop(), deals[0].place, 0) if len(codes) == 1 else None


def _capped(shape: Shape, said: Said, place: int) -> Meaning | None:
    span = shape.at(place)
    start, end = (span.start, span.end) if span else (0, 0)
    try:
        read = quotes.decision(shape.text[:start] + " " + shape.text[end:], "approve")
    except Refused:
        return None
    return Meaning("quote_decision", said | {key: value for key, value in read.items() if key != "comment"})


def _comment(shape: Shape, beside: tuple[re.Match[str] | None, int]) -> str:
    """Return why, said in a clause of its own or behind the answer."""
    answer, place = beside
    if answer is None:
        return ""
    told = []
    for clause in shape.clauses():
        start = clause.start
        if start <= answer.start() < clause.end:
            start = answer.end()
        if clause.start <= place < clause.end:
            start = max(start, place + 1)
        words = shape.words(min(start, clause.end), clause.end).strip(TRIM)
        words = re.sub(
            r"^(?:because|since|as|due to|reason|因为|理由|原因|毕竟)\s*[:：]?\s*", "", words, flags=re.IGNORECASE
        )
        bare = _NOT_THE_WHY.sub("", words.casefold()).strip(TRIM + "🙏👌👍✅～")
        yes = _YES.fullmatch(bare)
        if len(bare) > 1 and not yes:
            told.append(words.strip(TRIM + "了吧"))
    return "，".join(told) if re.search("[\u4e00-\u9fff]", "".join(told)) else ", ".join(told)
