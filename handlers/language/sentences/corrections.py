"""Putting right what was said before: which value was wrong, which is meant, and of which field.

Every value a sentence holds is either the wrong one, or the one that is meant; the words right before and after it say
which. A deal is such a value too: "that was for BlueWave, not Acme".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, Target, deals_in
from handlers.language.sentences.outcomes import read_outcome
from handlers.language.shape import Shape, Span
from handlers.language.spans.amounts import AmountSpan
from handlers.language.spans.dates import DateSpan
from sales.money import money

# Somebody says that something said before was wrong.
_SLIPPED = any_of(
    zh="""(?:说|写|打|记|填|报|搞|弄|点|发|选|输|录|看|听|算|抄|敲)(?:多|少|早|晚|高|低|漏|反|岔|混|串|偏|重|乱)了 (?:多|少|漏)(?:打|写|填|输|报|记|说)了? 眼花 抄错 以.{1,8}为准 不对 不是这个 笔误 手误 口误 手滑 手抖 说错 写错 打错 记错 搞错 弄错 填错 输错 报错 发错 讲错 看错 听错 算错 选错 按错 录错 敲错 贴错
        更正 纠正 修正 订正 勘误 错了 有误 搞混 弄混 记混 说混 搞反 弄反 记反 说反 记岔 说岔 串了 张冠李戴 搞乱 我说的是 我是说 我的意思是
        我想说的是 应该是 应为 应當是 才对 才是 说成 写成 打成 记成 填成 报成 录成 敲成 看成 记到 记错单 记串 嘴瓢 打岔""",
    en="""correction, corrected, correcting, typo, typos, i meant, meant to (?:say|write|type|put|enter|log), meant (?=\\W*<), should (?:be|have been|read|say|have said),
        wrong(?! (?:time|moment|season|year)), mis-?read, mis-?typed?, mis-?spoke, mis-?wrote, mis-?heard, mis-?entered, mis-?logged, oops, whoops, sorry, my mistake, my bad, my error,
        apologies, let me correct, let me fix, fix, amend, fat[- ]?finger\\w*, mixed (?:them|it|those|up), mix-?up, confused, i (?:had |have |['’]d |accidentally |just )*(?:wrote|written|typed|put|said|entered|logged|noted),
        was supposed to, scratch that, strike that, make (?:that|it), that was (?:for|about|on), actually, rather, wait, no wait, erratum, instead of,
        (?:please |pls )?correct (?:the|my|that|<deal>), got (?:it|that|the \\w+) wrong, transposed, swapped, brain fart""",
)
_OF_A_SLIP = any_of(
    zh="""(?:说|写|打|记|填|报|搞|弄|点|发|选|输|录|看|听|算|抄|敲)(?:多|少|早|晚|高|低|漏|反|岔|混|串|偏|重|乱)了 (?:多|少|漏)(?:打|写|填|输|报|记|说)了? 眼花 抄错 以.{1,8}为准
        (?:说|写|打|记|填|报|搞|弄|点|发|选|输|录|看|听|算)错 笔误 手误 口误 手滑 更正 纠正 订正 修正 勘误 改回来? (?:刚才|刚刚|前面|方才|先前)(?:说|写|报|填|记|发)的? 嘴瓢 点成 写成 打成 记成 填成 报成""",
    en="""(?:one|an?) (?:extra )?zero too (?:many|few), extra zero, supposed to be, wrongly, overstated, understated, typos?, correction, correct the, mis-?typed?, mis-?read, mis-?spoke, my mistake, my bad, oops, whoops, i meant, fat[- ]?finger\\w*, should have been, should've been, i (?:had |accidentally )*(?:wrote|written|typed|entered|logged|put), (?:missed|dropped|added|forgot) an? zero, scratch that,
        strike that, wrong (?:number|amount|date|stage|one|value|figure|day), mixed up, by mistake""",
)
# Two values of one kind, one of them denied, put something right by themselves.
_DENIED = any_of(
    zh="唔[系係] 不是 而不是 并不是 可不是 不该是 不应该是 非 别是 不要 并非 不",
    en="not, isn'?t, wasn'?t, is not, was not, rather than, instead of, no longer, never, and not, but not, (?:scratch|strike|drop|forget|ignore)(?: the| that)?",
)
_AT_END = (
    r"(?:了|的|是|记|写|it|that|the|a|an|at|for|on|to|as|was|is|in|by|about|with|around|<member>|<date>|<deal>|\W)*$"
)
_OLD_BEFORE = re.compile(f"(?:{_DENIED.pattern}){_AT_END}")
_SLIP_BEFORE = any_of(
    zh="(?:说|写|打|记|填|报|录|输|敲|发|讲|看|搞|弄|算|点|选|拖|勾|标|设|改|更新)(?:错|混)?(?:成|了|的是|到|在|给)+(?:了)? (?:前面|先前|早先|方才)(?:是|写的|说的|报的|发的|填的)? 之前(?:发的|是|写的|说的|报的)? (?:刚才|刚刚)(?:是|[写说报填发记打]的?)? 误(?:写|记|报|打|填)(?:成|为)?",
    en="""wrote, typed, put(?: down)?, said, entered, logged, keyed(?: in)?, posted, recorded, had(?: it)?, says, reads, shows?, sent, gave, noted,
        previously, before, earlier, from, was""",
)
_SLIPPED_BEFORE = re.compile(f"(?:{_SLIP_BEFORE.pattern}){_AT_END}")
_ONCE_BEFORE = re.compile(f"(?:原来|本来|原本|原先)(?:写|说|报|填)?的?{_AT_END}")
_NEW_BEFORE = any_of(
    zh="应[该當当][系係] 应该是 应该 应为 应是 应当是 应该写 该是 其实是 实际是 实际上是 正确的是 正确是 改成 改为 改到 更正为 纠正为 修正为 换成 才是 是 到 为",
    en="should be, should have been, should read, should say, meant, is, to, make (?:it|that), it's, actually, but, now, correct(?:ly)?, really",
)
_MEANT_BEFORE = re.compile(f"(?:{_NEW_BEFORE.pattern})(?:for|about|on|at|the|to say|\\W)*$")
_CHANGED_TO = re.compile(r"(?:改|更新|调)(?:成|为|到)\W*$")
_WRONG_AFTER = re.compile(
    r"\s*(?:那个|这个|的)?(?:是|was|is|'s|’s)?\s*(?:a |an |the )?我?(?:写错|记错|说错|打错|填错|报错|错了|错的|不对|笔误|作废|不算|无效|有误|wrong|typo|incorrect|mistake|error)"
)
_RIGHT_AFTER = re.compile(r"\s*(?:才对|才是|为准|是对的|is right|is correct|is the right)")
_CHANCE = any_of(
    zh="概率 把握 可能性 赢率 胜率 成功率", en="probability, chances?, likelihood, odds, confidence, prob, win rate"
)
_BARE = re.compile(r"(?<![a-z0-9_.\ue000-\ue0ff-])(\d{1,3})(?![a-z0-9_.%万亿千])")
_CLOSING = any_of(
    zh="成交 签约 签单 签字 预计签 关单 落单 交割",
    en="clos(?:e|es|ing), sign(?:s|ing|ature)?, close date, decision date, expected close",
)
_WORTH = any_of(
    zh="金额 价格 报价 预算 总价 数额 合同额 价", en="amount, price, value, budget, worth, deal size, total, figure"
)
_STAGE = any_of(zh="阶段 节点 环节 状态 进度", en="stage, phase, status, step")
_ELSEWHERE = any_of(
    zh="记错单 记错了? 记串 单子 那条 这条 进展 记到 搞错 弄错 说错 发错 写错 串 混 的$ 的[。！!]*$ 客户",
    en="wrong (?:deal|account|customer|client|one|company|opp\\w*|thread), that was (?:for|about|on), meant, was for, belongs, for, should (?:be|have)",
)
# Said of a slip, and as often of anything else.
_REGRET = any_of(
    zh="不好意思 抱歉 其实",
    en="oops, whoops, sorry, apologies, actually, rather, wait, no wait, instead of, wrong timing, bad timing, my bad",
)
_NAMED_FIELD = any_of(
    zh="不是 应该 应为 改成 改为 才对",
    en="should(?:'ve)?, meant, not, was supposed, make (?:it|that), change, wrong, typo, correct\\w*, fix",
)
_PERSON = any_of(zh="联系人 对接人 联络人 名字 姓名", en="contact(?: name| person)?, name")
# What somebody is called whom nobody here knows: right behind what says which name is the wrong one.
_CALLED = re.compile(
    r"(?:\b(?:is|be|not|wrote|typed|put|said|entered|meant|isn't)(?: called| named)? |(?:不是|应该是|应该叫|应为|应是|写成了?|打成了?|(?<=[人字名])是|(?<=[该人])叫|错了[，,] ?))"
    r"(?P<name>[a-z][a-z'-]+(?: [a-z][a-z'-]+){0,2}?|[\u3400-\u9fff]{2,4}?)(?=\W*$|[,，.;。]| not | instead|不是|才对)"
)
_WORD = re.compile(r"[a-z']{2,}|[\u3400-\u9fff]")
_FEW = 5
_MENDED = ("amount", "percent", "date", "phone", "email", "contact")
_SURELY = 3
_FIELD = {"amount": "amount", "percent": "probability", "date": "next_at", "stage": "stage"}


@dataclass(frozen=True, slots=True)
class Value:
    """Something said: where, of which kind, what it was read as, and how surely it is the wrong one (below 0: meant)."""

    place: int
    end: int
    kind: str
    value: object
    wrong: int = 0


def corrects(line: str) -> bool:
    """Whether a line speaks of a slip: what it tells is no plain news."""
    return bool(_OF_A_SLIP.search(_REGRET.sub(" ", line)))


def read_correction(shape: Shape) -> Meaning | None:
    """Read that a value, or the deal something was written to, was wrong and which one is meant."""
    slipped = bool(_SLIPPED.search(shape.line))
    if moved := _other_deal(shape, deals_in(shape), slipped=slipped):
        return moved
    for kind, right, wrong in _mended(shape):
        contrasted = wrong is not None and wrong.wrong == _SURELY
        if contrasted or (slipped and (wrong is not None or not _tells_more(shape))):
            return _correction(shape, kind, right, wrong)
    return None


def as_correction(shape: Shape) -> Meaning | None:
    """Return which value, or which deal, a line puts right; None where it names none."""
    if moved := _other_deal(shape, deals_in(shape), slipped=True):
        return moved
    mended = sorted(_mended(shape), key=lambda one: one[2] is None)
    return _correction(shape, *mended[0]) if mended else None


def _mended(shape: Shape) -> Iterator[tuple[str, Value, Value | None]]:
    """Yield of each kind of value the one that is meant, and the one that was wrong."""
    values = _judged(shape, _values(shape))
    for kind in dict.fromkeys(value.kind for value in values):
        right, wrong = _pair([value for value in values if value.kind == kind])
        if right is not None:
            yield kind, right, wrong


def _correction(shape: Shape, kind: str, right: Value, wrong: Value | None) -> Meaning:
    more: Said = {"target": "last_write_by_sender", "field": _field(shape, kind), "value": right.value}
    if wrong is not None:
        more["old_value"] = wrong.value
    said: Said = {"more": more}
    if isinstance(right.value, AmountSpan) and right.value.stated_currency:
        said["currency"] = right.value.amount.currency
    return Meaning("correct", said, deals_in(shape))


def _tells_more(shape: Shape) -> bool:
    """Whether a word of regret (sorry, actually) stands beside news, and puts nothing right."""
    beside = _REGRET.sub(" ", shape.line)
    if _OF_A_SLIP.search(beside) or _NAMED_FIELD.search(beside):
        return False
    return read_outcome(shape) is not None or len(_WORD.findall(beside)) > _FEW


def _other_deal(shape: Shape, deals: tuple[Target, ...], *, slipped: bool) -> Meaning | None:
    """Read that something was written to the wrong deal: of two one is denied, or one alone is where it belongs."""
    more: Said = {"target": "last_write_by_sender"}
    if len(deals) == 2:
        judged = _judged(shape, [Value(deal.place, deal.place + 1, "deal", deal) for deal in deals])
        meant, wrong = _pair(judged)
        if not slipped and not (wrong and wrong.wrong == _SURELY):
            return None
        if meant is not None and wrong is not None:
            return Meaning("correct", {"more": more | {"from_deal": wrong.value, "to_deal": meant.value}})
    if len(deals) == 1 and slipped and _ELSEWHERE.search(shape.line) and not _values(shape):
        [named] = _judged(shape, [Value(deals[0].place, deals[0].place + 1, "deal", deals[0])])
        if named.wrong != _SURELY:
            return Meaning("correct", {"more": more | {"to_deal": deals[0]}})
    return None


def _values(shape: Shape) -> list[Value]:
    """Everything in a text that may be the value of a field, in its order."""
    found = [Value(at, at + 1, kind, _said(shape, span)) for kind in _MENDED for at, span in shape.all(kind)]
    if not found and _PERSON.search(shape.line):
        found += [
            Value(*name.span("name"), "contact", shape.words(*name.span("name")))
            for name in _CALLED.finditer(shape.line)
        ]
    stages = list(_stages(shape))
    if _STAGE.search(shape.line) or (not found and len(stages) == 2):  # their names are ordinary words as well
        found += stages
    if _CHANCE.search(shape.line) and sum(value.kind == "percent" for value in found) < 2:
        found += [Value(bare.start(), bare.end(), "percent", int(bare[1])) for bare in _BARE.finditer(shape.line)]
    elif [value.kind for value in found] == ["percent"]:  # scratch the 70, it is 50 %
        found += [
            Value(bare.start(), bare.end(), "percent", int(bare[1]))
            for bare in _BARE.finditer(shape.line)
            if _OLD_BEFORE.search(shape.line, 0, bare.start()) or _SLIPPED_BEFORE.search(shape.line, 0, bare.start())
        ]
    return sorted(found, key=lambda value: value.place)


def _said(shape: Shape, span: Span) -> object:
    """What a span was read as; of people of the customer, whom nobody here knows, what they were called."""
    return shape.text[span.start : span.end] if span.kind == "contact" else span.value


def _stages(shape: Shape) -> Iterator[Value]:
    """Yield the stages a text names."""
    taken = 0
    for stage in shape.scene.stages:
        for name in sorted({stage.zh, stage.en.casefold(), *stage.words}, key=len, reverse=True):
            if (at := shape.line.find(name)) >= 0 and not taken & 1 << at:
                taken |= 1 << at
                yield Value(at, at + len(name), "stage", stage.key)
                break


def _judged(shape: Shape, values: list[Value]) -> list[Value]:
    """Say of every value whether it is the wrong one or the one that is meant."""
    judged, last = list[Value](), 0
    for value in values:
        before, after = shape.line[last : value.place], shape.line[value.end :]
        wrong = 0
        if _RIGHT_AFTER.match(after):
            wrong = -1
        elif _OLD_BEFORE.search(before) or _WRONG_AFTER.match(after):
            wrong = _SURELY
        elif _SLIPPED_BEFORE.search(before):
            wrong = 1 if _CHANGED_TO.search(before) else 2
        elif _ONCE_BEFORE.search(before):
            wrong = 1
        elif _MEANT_BEFORE.search(before):
            wrong = -1
        judged.append(replace(value, wrong=wrong))
        last = value.end
    return judged


def _pair(same: list[Value]) -> tuple[Value | None, Value | None]:
    """Of the values of one kind the one that is meant, and the one that was wrong: in doubt the first."""
    if len(same) == 1:
        return (None, same[0]) if same[0].wrong == _SURELY else (same[0], None)
    if len(same) != 2:
        return None, None
    first, second = same
    wrong, meant = (second, first) if second.wrong > first.wrong else (first, second)
    if meant.wrong == _SURELY:
        return None, None
    return _timed(meant, wrong), _timed(_priced(wrong, meant), meant)


def _priced(value: Value, other: Value) -> Value:
    """Give an amount without a currency that of the one it is contrasted with."""
    one, whole = value.value, other.value
    if not (isinstance(one, AmountSpan) and isinstance(whole, AmountSpan)) or one.stated_currency:
        return value
    if not whole.stated_currency:
        return value
    return replace(
        value, value=replace(one, amount=money(one.amount.units, whole.amount.currency), stated_currency=True)
    )


def _timed(value: Value, other: Value) -> Value:
    """Give an hour that was said alone the day of the other one: 3pm, not 2pm tomorrow."""
    day, whole = value.value, other.value
    if not (isinstance(day, DateSpan) and isinstance(whole, DateSpan) and day.has_time and whole.has_time):
        return value
    short, long = day.end - day.start, whole.end - whole.start
    if short >= long or day.at.date() == whole.at.date():
        return value
    moved = day.at + timedelta(days=(whole.at.date() - day.at.date()).days)
    return replace(value, value=replace(day, at=moved))


def _field(shape: Shape, kind: str) -> str:
    if kind == "date" and _CLOSING.search(shape.line):
        return "close_date"
    return _FIELD.get(kind, kind)
