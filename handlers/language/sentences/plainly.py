"""Whether a clause states plainly that this deal was won or lost: who, the verb, and nothing else it could be about."""

import re

from handlers.language.shape import Clause, Shape, signs
from handlers.language.typed.reader import CJK

# What may stand for the deal itself behind "won the" or 签了.
_EN_DEAL = r"(?:(?:\ue006 |[\w-]+[- ](?:year|yr|month)s? )*(?:deals?|rfps?|rfq|opp|opportunity|contract|order|orders|po|business|agreement|account|bid|tender|offer|proposal|quote|renewal|project|client|customer))"
_ZH_DEAL = r"(?:单子?|合同|订单|项目|协议|客户|标|生意|续约|商机|采购)"
_SIGN = "\ue000-\ue0ff"

# The words no object begins with: prepositions, adverbs, joints; and the pronouns that stand for the deal or for us.
_EN_GOES_ON = re.compile(
    r"[^\w']*(?:$|(?:on|at|for|to|with|by|because|due|as|since|after|from|in|against|via|thanks|and|or|over|reason|bc|cause|cos"
    r"|just|already|finally|now|too|early|late|here|earlier|again|off|sealed|done|guys|team|everyone|folks|all|again|only"
    r"|yesterday|today|tonight|tmrw|last|end of|sat|sun|mon|tues?|wed|thu|fri|monday|friday|worth|total|net|la|lah|liao|leh|lor|ah|alr|sia|man|bro|yay|woo\w*|boom|finally|great|phew|this morning|\w+ly|they|we|he|she|i|which|who)\b"
    r"|(?:it|this|that|them|those|these|us)\b(?!\s*(?:over|back|an?|all over|round)\b))"
)
# Behind the deal itself somebody else begins a sentence of their own.
_EN_NEXT = re.compile(
    r"[^\w']*(?:our|their|his|her|its|the|a|an|my|no|not|customer|client|budget|price|pricing|total|value|amount|both|deal|worth|net|po|contract|term|paid|payment)\b"
)
_EN_NAMED = re.compile(
    rf"[\s:]*(?:(?:the|this|that|our|their|both|whole)\s+)*"
    rf"(?:(?:[{_SIGN}][\s:]*(?:and |& )?)+(?:{_EN_DEAL}\b)?|(?:\w+ )?{_EN_DEAL}\b)(?!['’]s\b)"
)
_EN_BESIDE = re.compile(
    r"(?:\b(?:have|has|had|is|are|was|were|been|being|be|got|get|did|do|not|just|finally|officially|now|already|all|both|"
    r"fully|so|also|today|yesterday|has|to|as|and|or|deal|\w+ly|didn'?t|couldn'?t|could|never|they'?ve|it'?s|that'?s|closed|signed|sadly|nearly|please|pls|unfortunately|really|back|again|approved|confirmed|agreed|reviewed|went|came|i think|done|duly|a|the|my|your|so|well|ok|hey|yes|yep|yay|boom|woo\w*|hooray|great|good|bad|big)|n't|'ve|'s|'re|'d)[^\w]*$"
)
_EN_WHO = re.compile(
    rf"(?:^|[{_SIGN}]|\b(?:we|i|they|it|he|she|us|you|this|that|one|who|done|news|{_EN_DEAL}|everyone|both|result|status|outcome|update|fwd))[^\w]*$"
)
_EN_TAKES = re.compile(r"(?:won|win|lost|closed|signed|landed|inked|sealed|bagged|nailed|countersigned|executed)$")
_EN_WRITTEN = re.compile(
    r"(?:mark|clos|mov|archiv|fil|log|record|book|count|flag|put|set|updat|call|chalk|treat|register|report|writ)\w* .*(?:won|win|lost|loss)$"
)
_EN_ORDER = re.compile(r"\b(?:mark|set|move|put|flag)\b.*\b(?:as|to)\W*$")
# These tell of an end only beside what was agreed.
_EN_WEAK = re.compile(
    r"on board|paper ?work|docu|bought|purchased|ordered|^(?:lock|lin)ed|\ue000\S* in$|victory|on the books|went through|off$|that.?s it|bye|(?:customer|client)$"
)
_EN_NO_TO = re.compile(r"\s*to\b(?! (?:us|our (?:offer|proposal|quote|bid)))")
_EN_PROUD = re.compile(
    r"\b(?:pleased|happy|glad|delighted|proud|thrilled|excited|sorry|sad|regret|like|have|can|want|just) to (?:\w+ )?(?:say|report|announce|confirm|tell you|inform you|share)\b(?: that)?"
)
_EN_TOLD = re.compile(
    r"\b(?:said|says|saying|told|tells|claims?|claimed|mentioned|announced|reports?|reported|according)\b"
)

_ZH_TOLD = re.compile(r"说|表示|讲|告诉|反馈|透露|声称|宣称|通知")
# The customer's own word of a loss is the loss.
_ZH_SAID_BY_THEM = re.compile(
    r"^(?:客户|他们|老(?=客户)|对方|人家|甲方|[那这]边|采购|老板|领导|负责人|项目组|明确|直接|最后|终于|刚才?刚?|已经?|也|都|就|今天|昨天|\W)*+(?:跟我|和我|给我|跟我们)?(?:说|表示|讲|告诉我们?|反馈|通知我?们?|通知)(?:他们|了|我们|是|都|已经?|决定|最终|还是|\W)*$"
)
_ZH_DECIDED = re.compile(
    r"^(?:没(?:入围|中标|选上|通过)|未(?:入围|中标|入选)|落[选标]|淘汰|出局|流标|不(?:签|买|做|采购|上|搞|要|需要|合作|考虑|续|用)|取消|放弃|选了|选择了|项目(?:取消|停|砍|终止|黄)|终止|用了|没了|换了?|终止|(?:选|用|定)了?(?:别|其他|另|竞|对手|友商|同行))"
)
# These tell of an end only beside what was agreed, or why.
_ZH_WEAK = re.compile(r"废了|折了|栽在|作罢|没要|没中|捷足|便宜了|开张|落听|生效|白跑|修成")
_ZH_TAKES = re.compile(
    r"^(?:签|拿下|赢|成交|搞定|中标|成单|丢|输|取消|选|定|到手|敲定|搞掂|已签|关单|落单|下单|下订单|没拿下|没搞定|淘汰|出局|放弃|谈成|啃下|收到|拿到)"
)
_ZH_GOES_ON = re.compile(
    rf"(?:[^\w]|签[了下约]|[了啦咧咯咗的来下啊哈呀嘛嘞哦喽噢耶嗯吧]|[这那][个家]?|他们|我们|咱们|整个|大|{_ZH_DEAL}|[\d一二两三四五六七八九十]+(?:年期?|个月|期)|"
    rf"收工|了事|金额|总价|总额|合计|价格?|共|给|因为|因|由于|主要|原因|嫌|在|以|处理|成功|完成|别|其他|另|竞|争|对手|友商|同行|回款|付款|预付|首付|分|税|含|按|月|季|年|就|只|整|正好|刚好|今天|昨天|今早|上午|下午|刚刚|恭喜|开心|太)*+"
)
_ZH_BESIDE = (
    r"[\W\d_a-z]",
    "[这那个家边里]",
    "他们 我们 咱们? 人家 对方 甲方 双方 老板 领导 自己",
    "单子 单 合同 订单 项目 协议 客户 生意 续约 商机 采购 首单 第一单 头一单 大单",
    "的 也 都 已经? 刚 才 又 还是 还 最终 最后 彻底 突然 这次 本次 终 总算 一次性 一举 于 同一天 同时 一起 先后 分别 均",
    "可惜 遗憾 唉 哎 很 稳稳 稳 轻松 圆满 火速 终究 侥幸 就 果然 直接 被 把 将 让 大 整 全 好消息 坏消息 喜报 报告 恭喜 标记 标 当作? 一下 改成 设为 为 成 算 正式 顺利 成功",
    "今年 去年 上周 昨天 昨日 今天 今日 今早 早上 上午 下午 晚上 昨晚 周[一二三四五六日] 结果 跟 和 与 同 没 不 未 给 由 因 竟然 居然 到底",
    "医院 集团 公司 厂 二期 一期 三期 续签 新 老 增购 扩容 年度 真 太 啊 嗯 呃 哦 决定 确定 确认 坚决 肯定 明确 表态 中了 签了 作 了 啦 哈 吧 呢 嘛 我 已 且 并 正",
)
_ZH_WORDS = sorted((word for words in _ZH_BESIDE for word in words.split(" ")), key=len, reverse=True)
_ZH_WHO = re.compile(f"(?:{'|'.join(_ZH_WORDS)})*+")  # never tried a second way: a long line stays quick


# What part of it is spoken of, and how a deal is described: it is the deal all the same (跟了两个月的华重信息化项目).
_ZH_OF_IT = re.compile(
    rf"(?<=[{_SIGN}])的?(?!竞|对手|友商|别|其他|另)[\u3400-\u9fff]{{1,8}}(?:项目|单子|采购|平台|系统|合同|订单)(?=$|[^\u3400-\u9fff]|[的也都已刚被这今昨终最还])"
    rf"|^(?!.*(?:担心|怕|以为|梦|说|让|把|竞|对手|友商|隔壁|别人|别家|人家|朋友|没|不|未))[^{_SIGN}]{{1,16}}(?:的|那个|这个|那家|这家)(?=[{_SIGN}])"
)


# Who or what is none of ours beside a verb: others who offer, papers before the contract, what was once.
_OTHERS = signs(
    r"竞品|对手|友商|别家|同行|原供应商|上一?家|原来|以前|去年|前年|报价单|验收|发货单|对账单|送货单|纪要|意向|保密|立项|试用|试点|样机|初稿|草稿|补充协议"
    r"|(?:跟|和|与|找)(?!我|咱|<deal>|他|她|客户|对方|甲方|人家|老板|采购)[\u3400-\u9fff]{2,6}$|(?:友商|竞品|对手)签的合同"
    r"|\b(?:vendors?|competitors?|incumbent|suppliers?|rivals?|others?|used to|last year|friend|previous|former|old|pilot|trial|draft|quote|minutes)\b"
)


def plainly(shape: Shape, clause: Clause, start: int, end: int) -> bool:
    """Return whether the verb between two places is said of the deal: any other object, subject or speaker is a doubt."""
    before, verb, after = shape.line[clause.start : start], shape.line[start:end], shape.line[end : clause.end]
    if CJK.search(verb):
        return _zh(before, verb, after)
    return _en(before, verb, after)


def bearable(shape: Shape, clause: Clause, start: int, end: int) -> bool:
    """Return whether nothing beside a verb is somebody else's, so that what else is told may bear it out."""
    before, verb, after = shape.line[clause.start : start], shape.line[start:end], shape.line[end : clause.end]
    if _OTHERS.search(before) or _EN_TOLD.search(_EN_PROUD.sub("", before)):
        return False
    if CJK.search(verb):
        return _zh_objectless(verb, after) and not _ZH_TOLD.search(before)
    return not _EN_TAKES.search(verb) or _en_objectless(after)


def _en(before: str, verb: str, after: str) -> bool:
    before = _EN_PROUD.sub("", before)
    ordered_at_once = _EN_WRITTEN.match(verb)
    if ordered_at_once or _EN_TOLD.search(before):
        return bool(ordered_at_once)
    if not _EN_TAKES.search(verb):
        return not _EN_WEAK.search(verb) and not (verb.endswith("said no") and _EN_NO_TO.match(after))
    return _en_of_the_deal(before, after)


def _en_of_the_deal(before: str, after: str) -> bool:
    """Whether who stands before a verb and what stands behind it are the deal, or we."""
    if CJK.search(before + after):
        return True
    ordered = _EN_ORDER.search(before)
    while (shorter := _EN_BESIDE.sub("", before)) != before:
        before = shorter
    if not _EN_WHO.search(before) and not ordered:
        return False
    return _en_objectless(after)


def _en_objectless(after: str) -> bool:
    """Whether nothing but the deal itself stands behind a verb."""
    if CJK.search(after):
        return True
    if named := _EN_NAMED.match(after):
        after = after[named.end() :]
        if not re.match(r"['’]s\b", after) and _EN_NEXT.match(after):
            return True
    return bool(_EN_GOES_ON.match(after))


def _zh(before: str, verb: str, after: str) -> bool:
    if _ZH_TOLD.search(before) and not (_ZH_DECIDED.match(verb) and _ZH_SAID_BY_THEM.search(before)):
        return False
    if _ZH_WEAK.search(verb):
        return False
    before = _ZH_OF_IT.sub("", before)
    told = _ZH_DECIDED.match(verb) and _ZH_SAID_BY_THEM.search(before)
    return _zh_objectless(verb, after) and bool(told or _ZH_WHO.fullmatch(before))


def _zh_objectless(verb: str, after: str) -> bool:
    """Whether nothing but the deal itself stands behind a verb."""
    if verb.endswith(("单", "标", "给")) or not _ZH_TAKES.match(verb):
        return True
    rest = _ZH_GOES_ON.match(after)
    return rest is not None and not re.search(r"\w", after[rest.end() :])
