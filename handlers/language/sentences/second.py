"""A second look at what a sentence was understood as: what else it says may speak against writing it."""

import re
from collections.abc import Callable
from datetime import timedelta

from handlers.language.opinion import opinion
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.facts import ASIDE, LAUGHS, as_progress
from handlers.language.sentences.kinds import role_at
from handlers.language.sentences.meaning import ENDS, Meaning, deals_in
from handlers.language.sentences.mood import hedged
from handlers.language.sentences.residue import UNSURE
from handlers.language.sentences.roles import DOUBTED, HARDLY, ROLES
from handlers.language.sentences.sums import is_other
from handlers.language.sentences.todo import SAID_NEXT
from handlers.language.shape import Shape, signs
from handlers.language.spans.amounts import AmountSpan
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
    zh="(?<![a-z])(?:loi|mou|nda|ndas)(?![a-z]) 选了(?:我们的?)?(?:[大小]套餐|方案[一二三AB]) 入职合同 意向书 保密协议 意向协议 官司 手机 钥匙 包裹 验收单 [赢过丢]了?第[一二三]轮 丢了(?:一|个|笔|两|几|好几)[^，,。]{0,4}单 初选 成交周期 (?<!科技)子公司(?!(?:自己)?(?:开发|做|来)) 备忘录 把(?:竞品|对手|友商)",
    en="win[- ]win, <deal>[’']?s? (?:competitor|rival|customer|client|supplier|neighbou?r|parent|sister)\\w*, lois?, mous?, ndas?, letter of intent, won <deal>(?:['’]s)? trust, won (?:their|its|his|her), won (?:them|him|her) over, (?:contract|paperwork|signature) (?:next|this) week, won (?:an|the|best) .{0,12}(?:award|round|place), lawsuit, funding round, won't sign, went with (?:option|plan) \\w, we(?:'re| are|’re) (?:about )?<amount> (?:cheaper|lower|below), clos(?:ing|ed|es) down, (?:picked|chose|took|chose to take) (?:the |our )?(?:[\\w-]+ ){0,3}(?:plan|package|tier|bundle|version), (?:chose|picked) us (?:for|as|to), went with (?:a|the) \\w+ package, lease, lost (?:a|an|their) .{0,12}customer, lost (?:patience|trust|confidence|faith), offer letter, (?:employment|job) (?:contract|offer), (?:picked|chose) (?:the|our) (?:other|smaller|bigger|larger|second|first) (?:plan|package|option), signed an? (?:[a-z]+[ -]){0,3}(?:deal|agreement|partnership) with (?!us), old vendor lost, slot, (?:says|told me) <deal> (?:signed|won|lost)",
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
# What is less likely gives no deal away and ends none without a question: it may be news of a deal that goes on, a loss
# without a reason something else that was lost; and whatever is likely, no deal is closed that may as well have ended the other way.
PLAIN, ENDED, WHY_NOT_TOLD, OTHER_WAY = 0.7, 0.85, 0.9, 0.2
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
_GIVEN_UP = any_of(
    zh="退 释放 放弃 放回 公海 不跟 放了 丢回 还回",
    en="releas\\w*, pool, drop\\w*, giv(?:e|ing) (?:it |this |<deal> )?(?:up|back), hand\\w* back, return\\w*, let(?:ting)? go, put\\w* back, unclaim\\w*",
)
# Whoever gives up there may be the customer, and then the deal is lost.
_THEY_GAVE_UP = signs("<deal>(?:那边|客户|他们|最后|已经|直接|那个|这个)*(?:放弃|不要|不做|不搞|退出)了")
_PASS_ON = re.compile(r"\bpass(?:ing)? on\b")
_DONE_WITH = re.compile(r"\bdone with\b|\bfinished with\b|\bthrough with\b")
# Sums that are a part of a deal, a rate, or the other side's.
_PARTIAL = any_of(
    zh="第[一二三四五六\\d]期 每年 每月 每个月 月付 每季度? 一年<amount> 年费 月费 每人 每台 每套 还价 (?:客户|他们|对方|老板)[^，,。]{0,6}(?:要|想|希望|要求)[^，,。]{0,4}(?:砍|压)到 用掉 花掉 花了 用了",
    en="""(?:a|per|each|every) (?:year|month|quarter|yr|seat|user|head|unit|phase|site), annually, yearly, monthly, quarterly, p\\.?a, <amount> ?/ ?(?:yr|year|mo|month|seat|user),
        counter(?:ed|s|-?offer\\w*)?, they (?:want|offered|offer|said|asked)(?: (?:it|us|for|at|to|do|pay|about|only|around|just|maybe))* <amount>, spent, used up, <amount> left, only <amount>, instal\\w+ \\d, phase (?:\\d|one|two)""",
)
_CHANGED = any_of(
    zh="比(?:上次|之前|原来|去年|原先|预期) 从 由 原来 之前 改 涨 降 调 变 上调 下调 提 减 不是 而是 总 合计 一共 共 首付 首款 预付 定金 尾款 付款 回款 到账 分期 竞品 对手 友商 -> →",
    en="from, was, were, instead of, not, up, down, raised, dropped, changed, increased, reduced, bumped, total\\w*, altogether, tcv, deposit, upfront, paid, payment, invoice, competitor\\w*, rival\\w*, ->, →, original\\w*, used to",
)
_TAKEN_BACK = any_of(
    zh="当我没说 算了(?:吧)?(?=\\W*$) 作废 忽略(?:这条|上面|刚才) 撤回",
    en="scratch that, never ?mind, nvm, forget (?:it|that|i said), ignore that, strike that, disregard",
)
# What the speaker or the customer does, and nobody here is asked for.
_OWN_DOING = any_of(
    zh="^\\W*(?:<deal>\\W*)?下一步 (?:合同|协议)(?:能|会|就|预计|争取|估计)*<date>(?:之?内|之?前|左右|底)?(?:能|可以|就|要|会|必须)*(?:签(?!一?份|个)|盖章|走完|落地|回签) (?:报价|方案|合同|协议).{0,6}我(?:自己)?(?:<date>|今天|明天|下午|晚点|一会儿?)?.{0,4}(?:给|发|送|带|交)(?:给)?(?:他们|客户|对方|过去|他|她|去) (?:报价|合同|协议)<date>(?:送|寄|带|发|拿|交)(?:给|过去|去|出) (?:送|寄|发|带)过去",
    en="""^\\W*(?:<deal>\\W*)?next(?: for <deal>)?(?=\\W)(?! week| month| quarter| year), (?:quote|pricing|proposal|contract|agreement|redlines?) (?:already |just |was |is |has been |all )*(?:sent|out|delivered|shared|submitted|emailed|mailed)(?=\\W*$), i'?(?:ll| will) (?:send|share|give|bring|email|forward|deliver) (?:it|them|the)(?! to (?:legal|presales|finance))[^,.]{0,24},
        (?:sending|emailing|sharing|presenting|delivering|handing|submitting) (?:over |across )?(?:<deal> |them |him |her )?(?:the |an? |our |their )?(?:\\w+ ){0,2}(?:quote|quotation|pricing|proposal|contract|msa|sow|nda|agreement|redlines?),
        (?:have|has|had) an? (?:\\w+ )?contract with (?!us), (?:won|got|landed|lost) (?:the|a|an) (?:\\w+ ){1,3}contract, until \\d{4}, their contract (?:with|runs|expires|ends)""",
)
# What was wished for and is no more.
_CALLED_OFF = any_of(
    zh="(?:取消|撤回|停掉?|停止|作废|不用|不需要|先别|暂停)[^，,。]{0,6}(?:报价|合同|支援|帮忙|协助) (?:报价|合同|协议).{0,4}(?:取消|不用了|不要了|作废|先停|先不)",
    en="(?:stop|cancel|withdraw|hold(?: off)?(?: on)?|scrap|drop|pause|no need for|don'?t need|never ?mind|forget) (?:the|that|this|my|a|our) (?:\\w+ )?(?:quote|quotation|contract|draft|help|request)",
)
# What is to be done only where something else happens.
_CONDITION = signs(
    r"(?:如果|(?<!主)要是|假如|万一|除非|若是)(?!可以|方便|来得及|有空|有时间|行)|再(?:不|没|跟不|谈不|拖)[^，,。]{0,8}[，,\s]*我?就"
    r"|(?:不行|谈不[拢成下]来?|搞不定)(?:的话)?[，,\s]*就|实在不行|\b(?:once|if|unless|in case|as soon as) (?:they|he|she|it|<deal>|the (?:client|customer))(?!\w)"
)
_ON_CONDITION = ENDS | {
    "lead_release",
    "lead_transfer",
    "lead_assign",
    "lead_claim",
    "handover",
    "contract_request",
    "help_request",
}
# Whether to ask for it at all is what is asked.
_WHETHER = re.compile(
    r"要不(?![然行])|要不要(?!紧)|该不该|是不是(?:该|要|得|应该)|是否(?:该|要|需要|应该)|需不需要|\b(?:should|shall|do) we\b(?! not\b)|\bworth (?:asking|getting|quoting|having)\b"
)
# When a meeting was is no day of a step to come.
_MET_THEN = any_of(
    zh="(?:会|见面|拜访|演示|电话)是(?:在)?<date>",
    en="(?:meeting|call|demo|visit|review|session|lunch) was (?:on |at )?<date>",
)
_ESCALATED = any_of(
    zh="升级(?:给|到) 上报 要不 不如 也许",
    en="escalat\\w*, maybe, perhaps, i'?d (?:give|hand|pass|let|assign|put), should (?:take a |have a )?look, to (?:lunch|dinner|coffee|drinks|golf|breakfast), for (?:approval|sign-?off)",
)
# What is handed over with a deal and is not the deal.
_THINGS = any_of(
    zh="样品 样机 样册 资料 图纸 方案(?=交?给) 文件 原件 钥匙 名片",
    en="(?:hand(?:ed|ing|s)?|pass(?:ed|ing|es)?|gave|giv(?:es?|ing)|sent|send(?:ing|s)?)(?: over)? (?:the|our|their|a|an|some|his|her) (?!deal|account|lead|client|customer|opportunity|opp|whole|file)[a-z]+(?: [a-z]+)? (?:over )?to",
)
_FOR_A_WHILE = any_of(
    zh="我(?:去|在)?.{0,6}(?:的时候|期间) 我不在 这两天 这几天 今天下午 一会儿? 暂时 临时 先帮 回来之?前",
    en="while i, while i'?m, when i'?m (?:out|away|off), until i'?m back, till i'?m back, for (?:today|now|the day|the afternoon|a bit|an hour), (?:this|for the) (?:afternoon|morning), temporarily",
)
# What is stepped back from or comes out is no deal given up.
_NO_RELEASE = any_of(
    zh="退了?[一半]步 退让 先?放一?放 先放着 缓一?缓",
    en="release (?:\\w+ )?(?:slipp\\w*|delay\\w*|date|notes?|moved|pushed)",
)
# Who would like to and cannot, or does some work there.
_CANNOT = any_of(
    zh="我来(?:写|做|改|画|弄|整理)(?:标书|方案|报价|ppt|材料|合同) 想[跟接要].{0,6}(?:但|不过|可是)",
    en="(?:love|like) to take .{0,30}but",
)
_OFF_MINE = re.compile(r"\boff (?:my|our) (?:plate|hands|desk|list|shoulders|back)\b")


def second_look(shape: Shape, meaning: Meaning) -> Meaning:
    """Return a meaning with what speaks against it as doubts, or what it is instead."""
    for one in (meaning, *meaning.others):
        doubt = _LOOKS.get(one.intent)
        if doubt is not None and (why := doubt(shape, one)):
            one.doubts.append(why)
        if one.intent in _ON_CONDITION and _CONDITION.search(shape.line):
            one.doubts.append("unsure")
    if meaning.intent in ("quote_request", "contract_request") and _OWN_DOING.search(shape.line):
        return as_progress(shape) or meaning
    return meaning


def _win(shape: Shape, meaning: Meaning) -> str:
    if _BESIDE_OLD.search(shape.line) and len(list(shape.all("amount"))) == 1:
        return "which"
    signed = meaning.said.get("more", {}).get("signed_on")
    if isinstance(signed, DateSpan) and shape.scene.now - signed.at > _NEWS_FOR:
        return "unsure"
    elsewhere = _WITH_OTHERS.search(shape.line) and next(shape.all("member"), None) is None
    not_yet = _NOT_YET_WON.search(shape.line) and not _SURELY_WON.search(shape.line)
    return "object" if elsewhere or not_yet or _ahead(shape) else _end(shape, meaning)


def _loss(shape: Shape, meaning: Meaning) -> str:
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


def _release(shape: Shape, _meaning: Meaning) -> str:
    if _THEY_GAVE_UP.search(shape.line) or _NO_RELEASE.search(shape.line):
        return "object"
    loosely = _DONE_WITH.search(shape.line) or _OFF_MINE.search(shape.line)
    return "object" if loosely and not _GIVEN_UP.search(shape.line) else _weak(shape, "lead_release")


def _news(shape: Shape, meaning: Meaning) -> str:
    amount, line = meaning.said.get("amount"), shape.line
    if set(meaning.said) == {"note"} and UNSURE.search(line):
        return "unsure"
    if any(_unlike(shape, field, value) for field, value in (meaning.said | meaning.said.get("more", {})).items()):
        return "day"
    if not isinstance(amount, AmountSpan):
        return ""
    if _TAKEN_BACK.search(line):
        return "unsure"
    if _PARTIAL.search(line) or _rhythm(shape):
        return "which"
    several = {
        span.value.amount
        for place, span in shape.all("amount")
        if isinstance(span.value, AmountSpan) and not is_other(shape, place)
    }
    return "which" if len(several) > 1 and len(meaning.deals) == _deals(shape) and not _CHANGED.search(line) else ""


def _unlike(shape: Shape, field: str, value: object) -> bool:
    """Whether the words around a day say that it is something else than it was read as."""
    if field not in ROLES or not isinstance(value, DateSpan):
        return False
    place = next((place for place, span in shape.all("date") if span.start == value.start), None)
    if place is None:
        return False
    chances = role_at(shape, place)
    said = any(SAID_NEXT.match(shape.line, one.start, place) for one in shape.clauses())
    least = DOUBTED if field == "next_at" and not said else HARDLY
    return chances[ROLES[field]] < least and (field != "activity_at" or chances["none"] < HARDLY)


def _rhythm(shape: Shape) -> bool:
    """Whether a day is said to come again: a sum beside it is paid each time."""
    days = [shape.text[span.start : span.end].casefold() for _, span in shape.all("date")]
    return any(day.startswith(("每", "every", "each")) for day in days)


def _mended(shape: Shape, meaning: Meaning) -> str:
    back = _TAKEN_BACK.search(shape.line) and "old_value" not in meaning.said.get("more", {})
    return "unsure" if back or _met(shape) else ""


def _met(shape: Shape) -> bool:
    """Whether a line tells when a meeting was."""
    found = _MET_THEN.search(shape.line)
    day = shape.at(found.end() - 1) if found else None
    return day is not None and isinstance(day.value, DateSpan) and day.value.at <= shape.scene.now


def _deals(shape: Shape) -> int:
    return len({shape.text[span.start : span.end] for _, span in shape.all("deal")})


def _handing(shape: Shape, _meaning: Meaning) -> str:
    if any(words.search(shape.line) for words in (_ESCALATED, _FOR_A_WHILE, _THINGS)):
        return "object"
    return _weak(shape, "lead_assign", "lead_transfer")  # who holds the deal says which of the two it is


def _weak(shape: Shape, *intents: str) -> str:
    """Why a change of owner is doubtful: too little speaks for it."""
    return "" if sum(opinion(shape)[intent] for intent in intents) >= PLAIN else "reading"


def _claim(shape: Shape, meaning: Meaning) -> str:
    held = any(one.owner is not None for target in meaning.deals for one in target.candidates)
    given_up = _GIVEN_UP.search(shape.line) and (
        held or not meaning.deals
    )  # what is taken from the pool is named with it
    if given_up or any(words.search(shape.line) for words in (_OFF_MINE, _CANNOT, _DONE_WITH, _PASS_ON)):
        return "object"
    return _weak(shape, "lead_claim")


def _wish(shape: Shape, _meaning: Meaning) -> str:
    if _WHETHER.search(shape.line):
        return "unsure"
    return "object" if _CALLED_OFF.search(shape.line) else ""


def _help(shape: Shape, meaning: Meaning) -> str:
    return "object" if _ESCALATED.search(shape.line) else _wish(shape, meaning)


_LOOKS: dict[str, Callable[[Shape, Meaning], str]] = {
    "help_request": _help,
    "quote_request": _wish,
    "contract_request": _wish,
    "deal_won": _win,
    "deal_lost": _loss,
    "lead_release": _release,
    "progress_update": _news,
    "lead_transfer": _handing,
    "lead_assign": _handing,
    "lead_claim": _claim,
    "correct": _mended,
}
