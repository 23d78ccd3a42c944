"""What speaks against the end of a deal that a line seems to tell: it is to come, it is guessed, something else ended."""

import re
from datetime import timedelta

from handlers.language.opinion import opinion
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.facts import ASIDE, LAUGHS
from handlers.language.sentences.meaning import Meaning, deals_in
from handlers.language.sentences.mood import hedged
from handlers.language.shape import Shape, signs
from handlers.language.spans.dates import DateSpan

# A win that has a step before it, or a shop that is shut.
_NOT_YET_WON = any_of(
    zh="(?<![a-z])(?:msa|sow|dpa|baa|loi|mou)(?![a-z]) 意向书 框架协议 补充协议 技术协议 保密协议 公示(?!结束|[完过都]|期过) 候选人? 第[二三四五]轮 下一轮 复试 决赛 等.{0,6}(?:回签|盖章|会签|用印|批) 还(?:差|缺|要|没).{0,8}(?:章|签|批)",
    en="""(?:msa|sow|dpa|baa|loi|mou|paperwork|(?:reseller|partner(?:ship)?|pilot|data|framework) agreement)s?, signed by the,
        (?:waiting|wait|pending|awaiting)(?: for| on)? (?:their|the|our|a|legal|board|final)? ?(?:(?:counter-?)?signatures?|approval|sign-?off|stamp|seal), next round, second round, shortlist\\w*, (?:is|are|was) closed (?:on )?(?:<date>|today|now)(?! for| at| with| and| !),
        (?:is|are|was) (?:back )?open, reopens?, opening hours, closed today""",
)
# They signed, and with whom is told: it need not be us.
_WITH_OTHERS = signs(
    r"<deal> (?:just |has |also )*signed (?:an? |the )?(?:(?:[a-z]+|<amount>)[ -]){0,4}(?:deal|contract|agreement )?with (?!us\b|me\b)[a-z]{3}"
    r"|(?:<deal>|他们|人家|客户|对方)[^，,。]{0,8}(?:跟|和|与)(?!我|咱|你|他|她|客户|对方|甲方|<member>|<deal>)[^，,。]{1,8}签"
    r"|<deal>[^，,。]{0,3}(?:签|拿下|搞定|中标|赢)了(?!我|咱|<amount>|<date>|合同|单)[^，,。年期版最首第\d]{1,8}的(?!合同|单|大单|这)"
    r"|<deal>[^，,。]{0,3}(?:拿下|搞定|签)了?(?!我|咱|<amount>|<date>|合同|单|大单|这|啦|呀|哈)[^，,。]{0,3}(?:补贴|装修|员工|贷款|融资|专利|资质|地块|搬|订单)"
    r"|<deal> (?:landed|won|got|signed|closed|secured) (?:<amount>|an? (?:[a-z]+ ){0,3}(?:order|grant|loan|contract|tender)) from\b"
    r"|<deal> (?:saves?|saved|makes?|made|earns?|earned)(?: us| them)? <amount>|\bsaved <deal> <amount>"
)
_NEWS_FOR = timedelta(days=90)  # what was signed earlier was told then, or is another deal
_SURELY_WON = any_of(zh="<amount> 合同 成交", en="<amount>, won, deal, contract (?!signed), po, woo\\w*, yay, !")
# A sum that is no more than how much less or more it is than another.
_BESIDE_OLD = signs(
    r"比[^，,。]{0,6}[多少高低贵便宜]+了?<amount>|<amount> (?:less|more|cheaper|below|above|over|under)(?: than)?\b"
)
# What may be won, lost, signed or chosen and is no deal, and whose end is none of ours.
_NO_DEAL = any_of(
    zh="(?<![a-z])(?:loi|mou|nda|ndas)(?![a-z]) 选了(?:我们的?)?(?:[大小]套餐|方案[一二三AB]) 入职合同 意向书 保密协议 意向协议 官司 手机 钥匙 包裹 验收单 [赢过丢]了?第[一二三]轮 丢了(?:一|个|笔|两|几|好几)[^，,。]{0,4}单 初选 成交周期 (?<!科技)子公司(?!(?:自己)?(?:开发|做|来)) 备忘录 (?:竞争对手|竞品|对手|友商)[^，,。]{0,3}(?:丢|输|出局|黄) (?:不用|弃用|停用|换掉)了?(?:竞品|竞争对手|友商) (?<!被)(?:收购|并购)(?:了|一) 丢了(?:一|个|了|大)+[^，,。]{0,3}(?:客户|标(?!段)|项目) 打官司 把(?:竞品|对手|友商)",
    en="win[- ]win, <deal>[’']?s? (?:competitor|rival|customer|client|supplier|neighbou?r|parent|sister)\\w*, lois?, mous?, ndas?, letter of intent, won <deal>(?:['’]s)? trust, won (?:their|its|his|her), won (?:them|him|her) over, (?:contract|paperwork|signature) (?:next|this) week, won (?:an|the|best) .{0,12}(?:award|round|place), lawsuit, funding round, won't sign, went with (?:option|plan) \\w, we(?:'re| are|’re) (?:about )?<amount> (?:cheaper|lower|below), clos(?:ing|ed|es) down, (?:picked|chose|took|chose to take) (?:the |our )?(?:[\\w-]+ ){0,3}(?:plan|package|tier|bundle|version), (?:chose|picked) us (?:for|as|to), went with (?:a|the) \\w+ package, lease, lost (?:a|an|their) .{0,12}customer, lost (?:patience|trust|confidence|faith|contact|touch), lost (?:an?|their|its) (?:[a-z]+ ){0,2}(?:licen[sc]e|account|budget|funding|tender|permit), (?:chose|picked|took) us over, (?:bought|acquire[sd]?|buying|buys|merg\\w+ with) (?:an?|the|their|its|one of) [^,.;]{0,16}(?:competitor|rival), (?:dropped|dropping|unhappy with|leaving|left) (?:the|their|its) (?:current )?(?:competitor|rival|vendor|supplier|incumbent), offer letter, (?:employment|job) (?:contract|offer), (?:picked|chose) (?:the|our) (?:other|smaller|bigger|larger|second|first) (?:plan|package|option), signed an? (?:[a-z]+[ -]){0,3}(?:deal|agreement|partnership) with (?!us), old vendor lost, slot, (?:says|told me) <deal> (?:signed|won|lost)",
)
# What was signed then is another deal; what is finished in a word need not be one.
_LONG_AGO = any_of(
    zh="去年 前年 上一?期 一期 早年 当年 以前签 之前签过 曾经 签过 (?:19|20)[0-2]\\d年?(?:就|的时候|初|底|跟|和)",
    en="back in, years? ago, last year, previously signed, once signed, used to, in (?:19|20)[0-2]\\d",
)
_NO_SUCH_DAY = re.compile(
    r"(?<!\d)(?:3[2-9]|[4-9]\d)[号日](?!楼|线|机|院|店|厂|站|桥)|(?<!\d)(?:2月30|2月31|[469]月31|11月31|11/31|2/30)"
)
_FINISHED = signs(
    r"[\s,，]*(?:已经?)?(?:完成|搞定|做完|弄完|办完|done|finished|completed?)(?:了|啦)?[\s.。!！,，]*"
    r"|\W*<deal>\W*(?:is |all )?(?:done|finished|completed?)[\s.!]*"
)
# A day before it is signed or after.
_SIGNED_ON = signs(
    r"<date>[^，,。]{0,4}(?P<next>签(?!了|完|好|的|过|下)|成交(?!了)|盖章(?!了))|\b(?P<coming>(?:to |will |gonna |'ll )sign|signing|signs)(?: \w+){0,2} <date>|\b(?:sign|clos)\w+ (?:\w+ ){0,2}<date>|\b(?:sign|clos)(?:s|ing|e)? (?:\w+ ){0,3}<date>"
)
_NEXT = re.compile(r"(?i)next|tomorrow|下|明|后天")
_DECIDED = any_of(zh="丢单 失单 输单 标记?", en="lost")
_SOON = timedelta(days=300)  # a day without a year that is further ahead is rather the last one
# What is less likely ends no deal without a question: it may be news of a deal that goes on, a loss without a reason
# something else that was lost; and whatever is likely, no deal is closed that may as well have ended the other way.
ENDED, WHY_NOT_TOLD, OTHER_WAY = 0.85, 0.9, 0.2
SURELY_ENDED = 0.9  # so likely, whoever laughs is glad
_FOR_NOW = any_of(
    zh="先不 暂时 暂不 目前不 这次不",
    en="for now, not yet, right now, at the moment, this time, for the time being, maybe",
)
# Nothing is over for who starts again.
_ANEW = any_of(
    zh="再约 重新(?:谈|启动|报价|跟|开始|激活) 又(?:活|回来)了 继续(?:谈|跟)",
    en="re-?open\\w*, re-?start\\w*, back on track, still (?:in|talking|negotiating)",
)
# Who meets again has lost nothing yet.
_GOES_ON = any_of(
    zh="约了? 再(?:谈|约|聊|试|见|碰|争取|沟通|议) 改天 改约 继续(?:谈|跟|聊) 下次 <date>.{0,4}(?:见|谈|聊|碰)",
    en="rebook\\w*, re-?schedul\\w*, try(?:ing)? again, next round, (?:meet|talk|speak|call|meeting|talking|speaking|calling)\\w*(?: them| again)? (?:again|on <date>|<date>), following up, follow up",
)


def against_win(shape: Shape, meaning: Meaning) -> str:
    """Return why a win is doubtful, or nothing."""
    if _BESIDE_OLD.search(shape.line) and len(list(shape.all("amount"))) == 1:
        return "which"
    signed = meaning.said.get("more", {}).get("signed_on")
    if isinstance(signed, DateSpan) and shape.scene.now - signed.at > _NEWS_FOR:
        return "unsure"
    elsewhere = _WITH_OTHERS.search(shape.line) and next(shape.all("member"), None) is None
    not_yet = _NOT_YET_WON.search(shape.line) and not _SURELY_WON.search(shape.line)
    return "object" if elsewhere or not_yet or _ahead(shape) else _end(shape, meaning)


def against_loss(shape: Shape, meaning: Meaning) -> str:
    """Return why a loss is doubtful, or nothing."""
    goes_on = _GOES_ON.search(shape.line) or (_FOR_NOW.search(shape.line) and not _DECIDED.search(shape.line))
    if _ANEW.search(shape.line) or (goes_on and meaning.said.get("choice") in (None, "timing", "other")):
        return "unsure"
    return _end(shape, meaning)


def _ahead(shape: Shape) -> bool:
    """Whether it is to be signed on a day to come, and is not yet."""
    found = _SIGNED_ON.search(shape.line)
    return found is not None and any(
        isinstance(span.value, DateSpan)
        and timedelta() < span.value.at - shape.scene.now < _SOON
        and (
            found["next"] is not None or found["coming"] is not None or _NEXT.search(shape.text[span.start : span.end])
        )
        for _, span in shape.all("date", *found.span())
    )


def _end(shape: Shape, meaning: Meaning) -> str:
    """Why an end is doubtful, whichever it is: it is guessed, of something else, or of too little weight to close a deal."""
    if hedged(shape.line) and meaning.said.get("choice") != "timing":
        return "unsure"
    if _LONG_AGO.search(shape.line) or _NO_SUCH_DAY.search(shape.line) or _FINISHED.fullmatch(shape.line):
        return "unsure"
    chances = opinion(shape)
    line = LAUGHS.sub("", shape.line) if chances[meaning.intent] >= SURELY_ENDED else shape.line
    if _NO_DEAL.search(line) or ASIDE.search(line):
        return "object"
    won, lost = chances["deal_won"], chances["deal_lost"]
    least = ENDED if meaning.intent == "deal_won" or meaning.said.get("choice") else WHY_NOT_TOLD
    if len(meaning.deals) < len(deals_in(shape)):  # one may be won and another lost
        weak = won + lost < least
    else:
        weak = chances[meaning.intent] < least or min(won, lost) > OTHER_WAY
    return "reading" if weak and "reading" not in meaning.doubts else ""
