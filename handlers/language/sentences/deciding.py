"""A yes or a no to a quote, up to which discount, and why."""

import re
from decimal import Decimal

from handlers.language.sentences.bargains import inside, paid_in, share
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, left_over
from handlers.language.shape import Clause, Shape
from handlers.language.spans.discounts import DiscountSpan

_YES = any_of(
    zh="批准 批了 批吧 同意 通过 可以批 准了? 没问题 核准 放行 点头 照准 批 可以 行(?!业) 好的? 准 没意见 照办 认可 过了 过[啦咗] 批[啦咗] 得(?:啦|喇|㗎) 就这样 没毛病 妥 👌 👍 ✅",
    en="""ok(?:ay)?(?:ed)?, approv\\w*, thumbs up, bless\\w*, sanctioned, authori[sz]ed, passe?s?, looks? (?:good|fine|ok), go ahead, go for it, good to go,
        green ?light\\w*, yes, yep, yeah, yup, lgtm, sign(?:ed|ing)? off, fine, ship it, send it, accepted, all good,
        works for me, go with, gets? my, (?:you )?have my, happy with, no objections?, done, cleared, agreed?, sure, 👍, ✅""",
)
_NO = any_of(
    zh="驳回 否决 不批 不同意 不通过 打回去? 不行 拒绝 不能批 没法批 不准 退回去? 不可以 不给批 不能通过 批不了 不认可 过不了 重做 重新做 pass掉 ❌ 👎 不ok 毙了 退了 唔[批得过] 唔同意 否了 打返 不予 没通过 没戏 免谈 没门",
    en="""reject\\w*, den(?:y|ied|ying), (?:can'?t|cannot|won'?t|not|unable to) (?:be )?(?:sign(?:ing)? (?:it |this |<quote> )?off|go ahead|ok|support|back|accept|agree), declin\\w*, no\\b(?! more| longer| objections?| problem| issues?), can'?t approve, not going to (?:sign|approve|accept), not (?:at|with|for|in|like|going|signing|passing),
        cannot approve, won'?t approve, not approv\\w*, (?:can'?t|cannot|won'?t|not) let (?:it |this |that |<quote> )?(?:go|pass|through), (?:doesn'?t|does not|don'?t) (?:get|have) my, don'?t approve, turn(?:ed|ing)? (?:it |<quote> )?down, no go,
        nope, nah, send (?:it |this |that |<quote> )?back, sent back, sending (?:it |<quote> )?back,
        back to (?:you|the drawing board), not (?:ok|okay|happy|acceptable|good), disapprov\\w*, redo, rework,
        push(?:ing)? back, refus\\w*, veto\\w*, kick(?:ed|ing)? back, bounce[ds]?""",
)
# Beyond the cap it is a no, and the whole a yes with a cap.
_BEYOND = any_of(
    zh="""(?:再|更|超过?|超出|高于|低于|多)[^，,。;；]{0,8}(?:不批|不行|不同意|驳回|免谈|别|不要|不能|不可以|找|重新) 否则[^，,。;；]{0,8} 不然[^，,。;；]{0,8}
        (?:其他|别的)[^，,。;；]{0,8} 再低[^，,。;；]{0,6} 不能再[^，,。;；]{0,6}""",
    en="""(?:anything|any|nothing|not|no) (?:more|above|over|beyond|higher|lower|further)[^,;.]{0,24},
        otherwise[^,;.]{0,24}, not a (?:cent|penny|dollar)[^,;.]{0,24}, (?:above|over|beyond) that[^,;.]{0,24}, or (?:it'?s )?no(?: go| deal)?,
        not a point more, else no""",
)
_LIMIT = any_of(
    zh="最多 不超过 不能超过 别超过 不要超过 上限 封顶 最低 控制在 压在 降到 改到 改成 调到 压到 以内 之内 不低于 不能低于 不得[逾低超]\\w? 至多 顶多 让到 给到",
    en="""at most, max(?:imum)?, at or (?:below|under), up to, (?:not|doesn'?t) (?:go|exceed|be)(?: above| over| beyond)?, no(?:t|thing)? (?:a \\w+ )?(?:more than|above|over|below|under), cap(?:ped)?, limit\\w*,
        reduce, down to, under, below, bring it, drop, lower""",
)
_MOST = any_of(zh="最多 不超过 封顶 上限 至多 顶多", en="at most, max(?:imum)?, cap(?:ped)?, no more than, up to")
POINTS = re.compile(r"(?<![\d.])(?P<points>\d{1,2}(?:\.\d)?)\s?(?:个点|个百分点|points?\b|pts?\b)")
_DENIED = re.compile(r"n['’]t\b|\b(?:cannot|not)\b|不(?!过)|再(?:给我)?[看提报来送]")
# A yes that depends on something other than the discount: nobody has said it yet.
_DEPENDS = any_of(
    zh="有条件 前提 只要 如果 除非 才[行批能可]",
    en="if, provided, providing, unless, as long as, only when, on condition, conditional\\w*",
)
_NOT_THE_WHY = any_of(
    zh="了 吧 的 请 就 我 那份 这份 那张 那个 看 去 回去 掉 按此执行 呢 哈 啦 报价单? 这个 那个 审批 单子 这单",
    en="""it, is, please, pls, from me, by me, this, that, the, quote, one, with, for, go, on, and, thanks, thx, back,
        as is, to, as, on that, send, by, of""",
)
_WHY = re.compile(r"^(?:because|since|as|due to|reason|因为|理由|原因|毕竟)\s*[:：]?\s*", re.IGNORECASE)
_QUOTE = any_of(zh="报价 审批 折扣 价格", en="quotes?, quotations?, pricing, discount, proposal")
_THEIRS = any_of(
    zh="客户 对方 他们 采购 老板 <member>",
    en="customer, client, they, buyer, procurement, <member>",
)
_BARE = re.compile(
    r"(?:^|报价|批|#|[，,:：。.;；]|\b(?:quote|q|on|for|to|with|approv\w*|reject\w*|declin\w*|send|down|okay|ok)) ?#?(?P<number>\d{3,4})"
    r"(?! ?(?:seats?|users?|licen\w*|units?|days?|天|个|套|万|折|块|元|k\b|usd|[%\d.]))(?=\W|$|[a-z号\u4e00-\u9fff])"
)


def as_decision(shape: Shape) -> Meaning | None:
    """Return which quote is decided on, how, up to which discount and why."""
    line, found = shape.line, _named(shape)
    if found is None:
        return None
    code, place, clear = found
    beyond = _BEYOND.search(line)
    no = next(
        (one for one in _NO.finditer(line) if not (beyond and beyond.start() <= one.start() < beyond.end())), None
    )
    yes = next((one for one in _YES.finditer(line, clear) if no is None or not _meets(no, one)), None)
    caps = _caps(shape)
    if no is None and yes is None and not caps:
        return None
    doubts = _doubts(line, caps, yes, no)
    if no is None and caps:
        return Meaning(
            "quote_decision",
            {"quote": code, "decision": "approve_with_changes", "max_discount_pct": caps[0]},
            doubts=doubts,
        )
    said: Said = {"quote": code, "decision": "approve" if no is None else "reject"}
    if comment := _comment(shape, no or yes, place):
        said["comment"] = comment
    return Meaning("quote_decision", said, doubts=doubts)


def _meets(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def _doubts(line: str, caps: list[Decimal], yes: re.Match[str] | None, no: re.Match[str] | None) -> list[str]:
    """Return what is to be asked: whether it is a yes that depends on more, or which of two discounts is the most."""
    rest = _BEYOND.sub(" ", _LIMIT.sub(" ", line))
    if no is not None:
        return ["unsure"] if yes is not None and _DEPENDS.search(line) else []
    if len(set(caps)) > 1 or (caps and (_DENIED.search(rest) or not (yes or _LIMIT.search(line)))):
        return ["which"]
    return ["unsure"] if not caps and (_DEPENDS.search(line) or _MOST.search(line)) else []


def _caps(shape: Shape) -> list[Decimal]:
    """Return the discounts that are named, and the shares that are none of how it is paid."""
    pay = paid_in(shape, {}, None)
    found = [span.value.percent_off for _, span in shape.all("discount") if isinstance(span.value, DiscountSpan)]
    found += [share(shape, span) for place, span in shape.all("percent") if not inside(place, pay)]
    return found or [Decimal(one["points"]) for one in POINTS.finditer(shape.line)]


def _named(shape: Shape) -> tuple[str, int, int] | None:
    """Return the quote's code, where it stands, and where what is said of it may begin."""
    named = {str(span.value): place for place, span in shape.all("quote")}
    if named:
        code, place = next(iter(named.items()))
        return (code, place, 0) if len(named) == 1 else None
    bare = list(_BARE.finditer(shape.line))
    if len(bare) == 1:
        return f"Q-{int(bare[0]['number'])}", bare[0].end() - 1, 0
    return _of_deal(shape)


def _of_deal(shape: Shape) -> tuple[str, int, int] | None:
    """Return the quote of the deal that is named, where it waits for the speaker's word and nobody else's is told."""
    deals = deals_in(shape)
    if len(deals) != 1 or deals[0].fuzzy or not _QUOTE.search(shape.line) or _THEIRS.search(shape.line):
        return None
    codes = {code for one in deals[0].candidates if (code := shape.scene.quote_to_decide(one.id))}
    return (codes.pop(), deals[0].place, 0) if len(codes) == 1 else None


def _comment(shape: Shape, answer: re.Match[str] | None, place: int) -> str:
    """Return why, said in a clause of its own or behind the answer."""
    told: list[str] = []
    if answer is None:
        return ""
    for clause in shape.clauses():
        own = clause.start <= answer.start() < clause.end
        start = max(answer.end(), place + 1 if place < clause.end else 0) if own else clause.start
        words = left_over(shape, Clause(min(start, clause.end), clause.end), [(place, place + 1)])
        words = _WHY.sub("", words.strip(TRIM))
        bare = _NOT_THE_WHY.sub("", words.casefold()).strip(TRIM + "🙏👌👍✅～")
        if len(bare) > 1 and not _YES.fullmatch(bare):
            told.append(words.strip(TRIM + "了吧"))
    return "，".join(told) if re.search("[\u4e00-\u9fff]", "".join(told)) else ", ".join(told)
