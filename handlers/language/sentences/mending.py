"""Taking back and putting right what was said before."""

import re

from handlers.language.sentences.meaning import Meaning, Said, deals_in
from handlers.language.shape import Shape, signs

_UNDO = re.compile(
    r"撤销|撤回|撤掉|回退|回滚|恢复(?:成|到|原|回)?|还原|(?:刚才|刚刚|上(?:一)?(?:条|个|次|步)|前面|那条|这条).{0,8}(?:不算|作废|取消|删(?:掉|了|除)?|去掉|收回|当我没说|搞错|弄错|记错|发错)|(?:取消|删(?:掉|除)?|去掉|收回|作废).{0,4}(?:刚才|刚刚|上(?:一)?(?:条|个|次|步)|那条|这条|前面)|当我没说|我(?:刚才|刚刚)?(?:点|按|发|手滑)错了|手滑|(?:刚才|刚刚|上一?[条个]|那条).{0,10}撤|"
    r"\b(?:undo|udno|unod)\b|\brevert\b|\broll(?: it| that)? back\b|\btake (?:that|it|this) back\b|\bscratch that\b|\bstrike that\b|\b(?:cancel|delete|remove|reverse|discard|forget|ignore|disregard) (?:that|my|the) (?:last|previous|update|change|one|entry|thing)\b|\bnever ?mind (?:that|my|the) (?:last|update|change)\b|\bput (?:it|that) back\b|\bthat was (?:a mistake|wrong|an error|by mistake|an accident)\b|\boops\b.{0,20}\b(?:back|wrong|mistake)\b|\bmy (?:bad|mistake)\b.{0,20}\b(?:undo|back|cancel)|\bmisclick\w*\b"
)
# What no deal is for: its history stays.
_UNMADE = signs(
    r"\W*(?:(?:please|pls) |请)?(?:delete|remove|erase|merge|re-?open|删除|删掉|删|合并|重新打开|重开)[\s:：]*<deal>"
    r"(?:\s*(?:and|with|into|to|和|与|跟|到|,|，|、)?\s*<deal>)*[\s.!。！]*"
)
_NOT_UNDO = re.compile(
    r"客户.{0,6}(?:撤|取消|回滚)|项目.{0,4}(?:撤|取消)|撤(?:标|资|诉|单了)|恢复(?:合作|联系|谈判|正常|了)|[?？]|怎么撤|如何撤|\bhow (?:do|to|can)\b|\bcan'?t\b|\bthey\b"
)
_WRONG = re.compile(
    r"不对|笔误|说错|写错|打错|记错|搞错|弄错|填错|输错|报错了?(?:数|金额|价)|更正|纠正|修正|应该是|应为|是.{1,20}(?:，|,|、)?(?:不是|而不是)|不是.{1,20}(?:，|,)?(?:而?是|应该)|改(?:成|为|回|一下)|我说的是|刚才.{0,10}(?:应该|错|改)|"
    r"\bi meant\b|\bscratch that\b|\boops\b|\bwait\b|\bmy mistake\b|\blet me correct\b|\bamend\b|\bfat[- ]?finger\w*|\brather\b|\bno,|\bthat was for\b|\bi wrote\b|\bcorrection\b|\btypo\b|\bsorry\b|\bshould (?:be|have been|read|say)\b|\bactually\b|\bnot .{1,24}(?:,| )(?:but|it's)\b|\bit'?s .{1,24}\bnot\b|\bi wrote\b|\bscratch that\b|\boops\b|\bamend\b|\blet me correct\b|\bmake (?:that|it)\b|\bwrong (?:deal|amount|number|date|one|account|customer)\b|\bmisread\b|\bmistyped\b|\binstead of\b|\bfix(?: that| the| it)?\b|\bchange (?:that|it|the)\b|\bmy bad\b"
)
_FIELDS = (
    ("amount", r"金额|价格?|报价|预算|数(?!据)|amount|price|value|budget|number"),
    ("close_date", r"成交|签约|预计|close|signing"),
    ("next_at", r"时间|日期|周|号|date|day|meeting|call|约|下一步|next"),
    ("stage", r"阶段|stage"),
    ("probability", r"概率|把握|probab|%"),
    ("owner", r"负责人|owner"),
    ("name", r"名字|名称|公司名|name"),
    ("phone", r"电话|手机|phone"),
    ("contact", r"联系人|contact"),
)


def read_mending(shape: Shape) -> Meaning | None:
    """Read that something said before is to be taken back or put right."""
    line = shape.line
    if len(line) > 90:
        return None
    if _UNMADE.fullmatch(line):
        return Meaning("deal_unmade")
    wrong, undo = _WRONG.search(line), _UNDO.search(line)
    if wrong and (meaning := _corrected(shape)) is not None:
        return meaning
    if undo and not _NOT_UNDO.search(line):
        deals = deals_in(shape)
        return Meaning("undo", {"more": {"target": "last_write_by_sender"}}, deals)
    return None


def _corrected(shape: Shape) -> Meaning | None:
    line, deals = shape.line, deals_in(shape)
    explicit = re.search(
        r"不对|笔误|错|更正|纠正|修正|我说的是|不是|\bi meant\b|\bcorrection\b|\btypo\b|\bsorry\b|\bshould\b|\bactually\b|\bwrong\b|\bnot\b|\bi wrote\b|\bmake (?:that|it)\b|\bmistyped\b|\binstead\b|\bmy bad\b|\bfix\b",
        line,
    )
    if not explicit:
        return None
    more: Said = {"target": "last_write_by_sender"}
    if len(deals) == 2:
        first, second = deals
        after_not = re.search(r"不是|not|instead of", line)
        right = first if after_not and first.place < after_not.start() < second.place else second
        wrong = second if right is first else first
        more |= {"from_deal": wrong, "to_deal": right}
        return Meaning("correct", {"more": more})
    for kind, fallback in (("amount", "amount"), ("percent", "probability"), ("date", "next_at"), ("phone", "phone")):
        spans = list(shape.all(kind))
        if not spans:
            continue
        value, old = spans[-1][1].value, None
        if len(spans) == 2:
            after_not = re.search(r"(?:不是|而不是|not|instead of)\W*$", line[: spans[1][0]])
            value, old = (spans[0][1].value, spans[1][1].value) if after_not else (spans[1][1].value, spans[0][1].value)
        named = next((key for key, words in _FIELDS if re.search(words, line)), None)
        more["field"] = (
            fallback if kind in ("amount", "percent", "phone") or named not in ("close_date", "next_at") else named
        )
        more["value"] = value
        if old is not None:
            more["old_value"] = old
        return Meaning("correct", {"more": more}, deals)
    if len(deals) == 1 and re.search(r"我说的是|应该是|\bi meant\b|\bshould (?:be|have been)\b|\bwrong deal\b", line):
        more["to_deal"] = deals[0]
        return Meaning("correct", {"more": more})
    return None
