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
from handlers.language.sentences.rhythms import HOUR
from handlers.language.shape import Shape, Span
from handlers.language.spans.amounts import AmountSpan
from handlers.language.spans.dates import DateSpan
from sales.money import money

_OF_A_SLIP = any_of(
    zh="""(?:说|写|打|记|填|报|搞|弄|点|发|选|输|录|看|听|算|抄|敲)(?:多|少|早|晚|高|低|漏|反|岔|混|串|偏|重|乱)了 (?:多|少|漏)(?:打|写|填|输|报|记|说)了? 眼花 抄错 以.{1,8}为准
        (?:说|写|打|记|填|报|搞|弄|点|发|选|输|录|看|听|算)错 笔误 手误 口误 手滑 更正 纠正 订正 修正 勘误 改回来? (?:刚才|刚刚|前面|方才|先前)(?:说|写|报|填|记|发)的? 嘴瓢 点成 写成 打成 记成 填成 报成""",
    en="""(?:one|an?) (?:extra )?zero too (?:many|few), extra zero, supposed to be, wrongly, overstated, understated, typos?, correction, correct the, mis-?typed?, mis-?read, mis-?spoke, my mistake, my bad, oops, whoops, i meant, fat[- ]?finger\\w*, should have been, should've been, i (?:had |accidentally )*(?:wrote|written|typed|entered|logged|put), (?:missed|dropped|added|forgot) an? zero, scratch that,
        strike that, wrong (?:number|amount|date|stage|one|value|figure|day), mixed up, by mistake""",
)
# Two values of one kind, one of them denied, put something right by themselves.
_DENIED = any_of(
    zh="唔[系係] 不(?:应?该)?是 非 别是 不要 并非 不 (?:还|並|并)?[没沒]到?",
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
_OF_ITS_OWN = any_of(
    zh="币种 折扣 来源 名字 单位 地址 联系人", en="currency, discount, source, name, spelling, unit, address, contact"
)
_PERSON = any_of(zh="联系人 对接人 联络人 名字 姓名", en="contact(?: name| person)?, name")
# What somebody is called whom nobody here knows: right behind what says which name is the wrong one.
_CALLED = re.compile(
    r"(?:\b(?:is|be|not|wrote|typed|put|said|entered|meant|isn't)(?: called| named)? |(?:不是|应该是|应该叫|应为|应是|写成了?|打成了?|(?<=[人字名])是|(?<=[该人])叫|错了[，,] ?))"
    r"(?P<name>[a-z][a-z'-]+(?: [a-z][a-z'-]+){0,2}?|[\u3400-\u9fff]{2,4}?)(?=\W*$|[,，.;。]| not | instead|不是|才对)"
)
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


def as_correction(shape: Shape) -> Meaning | None:
    """Return which value, or which deal, a line puts right; None where it names none."""
    if moved := _other_deal(shape, deals_in(shape)):
        return moved
    mended = sorted(_mended(shape), key=lambda one: one[2] is None)
    return _correction(shape, *mended[0]) if mended else None


def _mended(shape: Shape) -> Iterator[tuple[str, Value, Value | None]]:
    """Yield of each kind of value the one that is meant, and the one that was wrong."""
    values = _judged(shape, _values(shape))
    for kind in dict.fromkeys(value.kind for value in values):
        right, wrong = _pair([value for value in values if value.kind == kind])
        told = wrong or kind != "contact" or (right and right.wrong) or _PERSON.search(shape.line)
        if right is not None and told:
            yield kind, right, wrong


def _correction(shape: Shape, kind: str, right: Value, wrong: Value | None) -> Meaning:
    more: Said = {"target": "last_write_by_sender", "field": _field(shape, kind), "value": _hour_or_all(shape, right)}
    if wrong is not None:
        more["old_value"] = _hour_or_all(shape, wrong)
    said: Said = {"more": more}
    if isinstance(right.value, AmountSpan) and right.value.stated_currency:
        said["currency"] = right.value.amount.currency
    return Meaning("correct", said, deals_in(shape))


def _hour_or_all(shape: Shape, right: Value) -> object:
    """The value that is meant; where only hours are said the hour, whose day is that of what it puts right."""
    day = right.value
    said = (shape.text[span.start : span.end].casefold() for _, span in shape.all("date"))
    if not isinstance(day, DateSpan) or not day.has_time or not all(map(HOUR.fullmatch, said)):
        return day
    return day.at.astimezone(shape.scene.zone).time()


def _other_deal(shape: Shape, deals: tuple[Target, ...]) -> Meaning | None:
    """Read that something was written to the wrong deal: of two one is denied, or one alone is where it belongs."""
    more: Said = {"target": "last_write_by_sender"}
    judged = _judged(shape, [Value(deal.place, deal.place + 1, "deal", deal) for deal in deals])
    if len(judged) == 2:
        meant, wrong = _pair(judged)
        if meant is not None and wrong is not None:
            doubts = ["which"] if meant.wrong == wrong.wrong or len(list(shape.all("amount"))) > 1 else []
            return Meaning(
                "correct", {"more": more | {"from_deal": wrong.value, "to_deal": meant.value}}, doubts=doubts
            )
    if len(judged) == 1 and judged[0].wrong != _SURELY and _ELSEWHERE.search(shape.line) and not _values(shape):
        doubts = ["which"] if _OF_ITS_OWN.search(shape.line) else []  # something else of it was wrong
        return Meaning("correct", {"more": more | {"to_deal": deals[0]}}, doubts=doubts)
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
    percents = [value.kind for value in found if value.kind == "percent"]
    told = _CHANCE.search(shape.line) and len(percents) < 2
    if told or (len(found) == 1 and percents):  # scratch the 70, it is 50 %
        bare = [Value(*number.span(), "percent", int(number[1])) for number in _BARE.finditer(shape.line)]
        found += [one for one in bare if told or _is_old(shape.line[: one.place])]
    return sorted(found, key=lambda value: value.place)


def _is_old(before: str) -> bool:
    """Whether what stands before a value says that it is, or was by a slip, the wrong one."""
    return bool(_OLD_BEFORE.search(before) or _SLIPPED_BEFORE.search(before))


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
            wrong = (-1 if judged else 1) if _CHANGED_TO.search(before) else 2
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
    if _worth(first) == _worth(second):
        return second, None
    wrong, meant = (second, first) if second.wrong > first.wrong else (first, second)
    if meant.wrong == _SURELY:
        return None, None
    return _timed(meant, wrong), _timed(_priced(wrong, meant), meant)


def _worth(value: Value) -> object:
    """What two values are compared by."""
    of = value.value
    return of.at if isinstance(of, DateSpan) else of.amount if isinstance(of, AmountSpan) else of


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
