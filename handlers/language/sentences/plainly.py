"""Whether a clause states plainly that this deal was won or lost: who, the verb, and nothing else it could be about."""

import re

from handlers.language.shape import Clause, Shape

# What may stand for the deal itself behind "won the" or 签了.
_EN_DEAL = r"(?:deals?|contract|order|orders|po|business|agreement|account|bid|tender|offer|proposal|quote|renewal|project|client|customer)"
_ZH_DEAL = r"(?:单子?|合同|订单|项目|协议|客户|标|生意|续约|商机|采购)"
_SIGN = "\ue000-\ue0ff"
_HAN = re.compile("[\u3400-\u9fff]")

# The words no object begins with: prepositions, adverbs, joints; and the pronouns that stand for the deal or for us.
_EN_GOES_ON = re.compile(
    r"[^\w']*(?:$|(?:on|at|for|to|with|by|because|due|as|since|after|from|in|against|via|thanks|and|or|over|reason|bc|cause|cos"
    r"|just|already|finally|now|too|early|late|here|earlier|again|off|sealed|done|guys|team|everyone|folks|all|again|only"
    r"|yesterday|today|tonight|last|this morning|\w+ly|they|we|he|she|i|which|who)\b"
    r"|(?:it|this|that|them|those|these|us)\b(?!\s*(?:over|back|an?|all over|round)\b))"
)
_EN_NAMED = re.compile(
    rf"[\s:]*(?:(?:the|this|that|our|their|both|whole)\s+)*"
    rf"(?:(?:[{_SIGN}][\s:]*(?:and |& )?)+(?:{_EN_DEAL}\b)?|(?:\w+ )?{_EN_DEAL}\b)(?!['’]s\b)"
)
_EN_BESIDE = re.compile(
    r"(?:\b(?:have|has|had|is|are|was|were|been|being|be|got|get|did|do|not|just|finally|officially|now|already|all|both|"
    r"fully|so|also|today|yesterday|has|to|as|and|or|deal|\w+ly|didn'?t|couldn'?t|could|never|they'?ve|it'?s|that'?s|closed|signed|sadly|nearly)|n't|'ve|'s|'re|'d)[^\w]*$"
)
_EN_WHO = re.compile(
    rf"(?:^|[{_SIGN}]|\b(?:we|i|they|it|he|she|us|you|this|that|one|who|done|news|{_EN_DEAL}|everyone|both|result|status|outcome|update|fwd))[^\w]*$"
)
_EN_TAKES = re.compile(r"(?:won|win|lost|closed|signed|landed|inked|sealed|bagged|nailed|countersigned|executed)$")
_EN_ORDER = re.compile(r"\b(?:mark|set|move|put|flag)\b.*\b(?:as|to)\W*$")
_EN_NO_TO = re.compile(r"\s*to\b(?! (?:us|our (?:offer|proposal|quote|bid)))")
_EN_TOLD = re.compile(
    r"\b(?:said|says|saying|told|tells|claims?|claimed|mentioned|announced|reports?|reported|according)\b"
)

_ZH_TOLD = re.compile(r"说|表示|讲|告诉|反馈|透露|声称|宣称|通知")
_ZH_TAKES = re.compile(
    r"^(?:签|拿下|赢|成交|搞定|中标|成单|丢|输|取消|选|定|到手|敲定|搞掂|已签|关单|落单|下单|下订单|没拿下|没搞定|淘汰|出局)"
)
_ZH_GOES_ON = re.compile(
    rf"(?:[^\w]|签[了下约]|[了啦咧咯的来下啊哈呀嘛嘞哦喽噢耶嗯]|[这那][个家]?|他们的?|我们|咱们|客户的?|整个|大|{_ZH_DEAL}|[\d一二两三四五六七八九十]+(?:年期?|个月|期)|"
    rf"金额|总价|总额|合计|价格?|共|了|给|因为|因|由于|主要|原因|嫌|在|以|处理|成功|完成|别|其他|另|竞|争|对手|友商|回款|付款|预付|首付|分|税|含|按|月|季|年|[{_SIGN}])*"
)
_ZH_WHO = re.compile(
    rf"(?:[\W\d_a-z]|[{_SIGN}]|[这那个家]|他们|我们|咱们?|人家|对方|甲方|双方|{_ZH_DEAL}|的|也|都|已经?|刚刚?|才|又|还是|终于|最终|最后|彻底|突然|这次|本次|"
    rf"可惜|遗憾|唉|哎|很|就|果然|直接|被|把|让|大|整|全|好消息|坏消息|喜报|报告|恭喜|标成?|标记为?|改成|设为|为|成|算|正式|顺利|成功|今年|去年|上周|昨天|今天|结果|老板|跟|和|与|没|不|未|给|由|因|竟然|居然|到底|医院|集团|公司|厂|真|太|啊|了)*"
)


def plainly(shape: Shape, clause: Clause, start: int, end: int) -> bool:
    """Return whether the verb between two places is said of the deal: any other object, subject or speaker is a doubt."""
    before, verb, after = shape.line[clause.start : start], shape.line[start:end], shape.line[end : clause.end]
    if _HAN.search(verb):
        return _zh(before, verb, after)
    return _en(before, verb, after)


def _en(before: str, verb: str, after: str) -> bool:
    if _EN_TOLD.search(before):
        return False
    if not _EN_TAKES.search(verb):
        return not (verb.endswith("said no") and _EN_NO_TO.match(after))
    if _HAN.search(before + after):
        return True
    ordered = _EN_ORDER.search(before)
    while (shorter := _EN_BESIDE.sub("", before)) != before:
        before = shorter
    if not _EN_WHO.search(before) and not ordered:
        return False
    if named := _EN_NAMED.match(after):
        after = after[named.end() :]
    return bool(_EN_GOES_ON.match(after))


def _zh(before: str, verb: str, after: str) -> bool:
    if _ZH_TOLD.search(before):
        return False
    rest = _ZH_GOES_ON.match(after)
    objectless = not _ZH_TAKES.match(verb) or (rest is not None and not re.search(r"\w", after[rest.end() :]))
    return objectless and bool(_ZH_WHO.fullmatch(before))
