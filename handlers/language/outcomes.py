"""How a deal ended: won or lost, for how much, why."""

import re

from handlers.language.meaning import TRIM, Meaning, Said, deals_in
from handlers.language.mood import Mood, mood_of
from handlers.language.shape import Clause, Shape, signs

_WON = signs(
    r"签(?:了|下来|下|单|约|完|成|掉|妥|好)+(?!到|收|名|证|字笔)|签字(?:了|盖章)|已签(?!到|收)|(?:合同|单子|协议)(?:已经|都|刚|终于)?签|成交|赢单|赢(?:了|下)|"
    r"拿下(?:来)?(?:了|$|\W|<|这|单)|搞定(?:了)?(?=\W*$|<)|中标|成单|落袋|落单|下单了|关单|(?:合同|盖章)(?:已)?(?:回来|寄回|盖好)了|成了(?=\W*$|<)|"
    r"\bwon\b|\bclosed(?:[- ]won)?\b(?! (?:lost|the (?:door|office|book|round|meeting|call|gap|file|tab|loop)))|\bclosing won\b|\bsigned\b(?! (?:up|in|off|out|for|by mistake))|\blanded\b|\binked\b|\bsealed\b|\bbagged\b|\bnailed\b|\bgot (?:it|the deal|the signature|the po|the contract)\b|\bin the bag\b|\bdeal(?:'s| is)? (?:done|won|closed|signed)\b|\bit'?s a win\b|\bbooked\b(?= <amount>|\W*$)|\bclosed it\b|\bcame through\b|\bbrought (?:it|<deal>) home\b|\bpo (?:is )?(?:in|received|arrived|came)\b|\bgot <deal>\W*$|\bwin\b(?=\W*$| for | at )|<deal> is ours\b"
)
_NOT_WON = signs(
    r"签字笔|签到|签收|签名|签证|签售|签(?:了|下|完|好|署)*.{0,4}(?:nda|保密|意向|备忘|loi|mou|框架意向|试用|poc|授权|会议)|(?:nda|保密协议|意向书|备忘录|loi|mou|授权书|试点协议).{0,6}签|"
    r"\b(?:nda|loi|mou|letter of intent|term sheet|pilot|poc|trial|sow draft|verbal)\b|拿下.{0,6}(?:技术标|poc|第一轮|初试|面试|决策人|关系)|"
    r"\bwon(?:'t| over| their trust| the (?:trust|tender shortlist|argument|toss|lottery|game|match|raffle))\b|\bsigned up\b|\bwon't\b|won dollars|获奖|签字权|签字流程|签约仪式|待签|签约率|赢单率|成交率|转化率|"
    r"\blanded (?:in|at|on|safely|a meeting)\b|\bclosed for\b|\bbooked (?:a|the|my|our|flights?|hotel|meeting|call|demo|travel|room)"
)
_LOST = signs(
    r"丢(?:了|单|掉)|输(?:了|单|给|掉)|黄了|没戏|飞了|凉了|凉凉|挂了|(?:被|让)[^，,。]{1,12}(?:抢|拿|截|签|撬)(?:走|去|下|了|胡)|选了(?:别|其他|另|竞|对手|友商|<)|选择了?(?:别|其他|另|竞|对手|友商)|"
    r"不做了|不买了|不采购了|不考虑(?:我们)?了|取消了|项目(?:取消|停|砍|终止|黄)|流标|没中标|未中标|落标|废标|死了|泡汤|吹了|告吹|跟丢|没拿下|没签成|用了(?:别家|对手|竞品|友商)|去了(?:别家|竞品)|转投|"
    r"\blost\b(?! (?:touch|my|count|track|time|in|on the way|contact|him|her|them|interest|sight|his|the (?:file|email|thread|plot)|your|momentum))|\bwent with (?!us|our)\b|\bgone with (?!us)|\b(?:chose|picked|selected|signed with|going with|went for|switched to|moved to) (?:a |an |the )?(?:competitor|competition|rival|someone else|another|other|cheaper|incumbent|[a-z]+ instead)|"
    r"\bclosed[- ]lost\b|\bis dead\b|\b(?:deal|it|<deal>)(?:'s| is| has| just)? (?:dead|gone|lost|fell through|fallen through|killed)\b|\bfell through\b|\bslipped away\b|\bwalk(?:ed|ing) away\b|\bback(?:ed|ing) out\b|\bpulled (?:the plug|out)\b|\bpassed on us\b|\bturned us down\b|\bdropped us\b|\bno deal\b|\bdecided (?:not to|against)\b|\bcancell?ed (?:the )?(?:project|purchase|it|deal)\b|\bkilled (?:the )?(?:deal|project|it)\b|\bsaid no\b|\bwe'?re out\b|\bbuild(?:ing)? (?:it )?(?:in[- ]house|themselves|internally)\b"
)
_REASONS = (
    (
        "price",
        r"太贵|贵了|嫌贵|价格|低价|便宜|报价高|价高|压价|\bprice|\bpricing|expensive|cheaper|undercut|\bcost|cheap",
    ),
    ("budget", r"预算|没钱|资金|经费|砍了|缺钱|\bbudget|funding|no money|out of money|spend freeze|froze|frozen|cash"),
    (
        "feature_gap",
        r"功能|不满足|不支持|缺少|没有.{1,6}(?:模块|能力|接口)|集成不了|对接不了|\bfeature|missing|doesn'?t support|lack(?:s|ed|ing)?\b|integration|no sso|gap|couldn'?t do|can'?t do|functionality",
    ),
    (
        "in_house",
        r"自研|自己(?:做|开发|搞|弄|干|搭)|内部开发|内部团队|\bin[- ]house|themselves|internal(?:ly)?|build(?:ing)? (?:it|their own)|own (?:team|solution|tool|system)|diy",
    ),
    (
        "competitor",
        r"竞品|竞争对手|竞对|对手|友商|别家|别人|另一家|其他家|其他供应商|输给|被.{1,10}(?:抢|拿|截|撬|签)|选了|选择了|换了|用了|competit|rival|went with|gone with|going with|chose|picked|selected|signed with|switched|incumbent|someone else|another vendor|other vendor",
    ),
    (
        "timing",
        r"时机|延期|推迟|推到|明年再|搁置|暂停|暂缓|以后再|太晚|来不及|等不及|不急|\btiming|postpon|next year|not now|on hold|delay|too late|too early|bad time|push(?:ed)? (?:it )?(?:out|back)|later|not the right time|shelved",
    ),
    ("budget", r"取消|cancel"),
)
_ACT = re.compile(
    r"认领|释放|退回|转给|分给|派给|成交|签|丢(?!给)|黄了|赢|\b(?:claim\w*|releas\w*|assign\w*|transfer\w*|sign(?:s|ed|ing)?|clos(?:e|es|ed|ing)|win|wins|won|lose|losing|lost|said no|walk)\b"
)
_OFF = frozenset({Mood.NOT, Mood.WISH, Mood.IF, Mood.ASKED})
_PO = re.compile(r"\bpo[ #:：]*((?=[\w-]*\d)[\w-]{3,30})|采购单号?[:：# ]*([\w-]{3,30})", re.IGNORECASE)
_TERM = re.compile(
    r"(\d{1,2}|[一二两三四五])[- ]?(?:年|years?|yrs?)(?:期|合同|约|的|\s|-|deal|contract|term|$|，|,|。|\.)|(\d{1,3})[- ]?(?:个月|months?|mo\b)",
    re.IGNORECASE,
)
_HAN = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


def read_outcome(shape: Shape) -> Meaning | None:
    """Read that a deal was won or lost; a hedged win or loss carries the doubt."""
    for name, pattern, instead in (("deal_lost", _LOST, None), ("deal_won", _WON, _NOT_WON)):
        for clause in shape.clauses():
            found = pattern.search(shape.line, clause.start, clause.end)
            if found is None or (instead and instead.search(shape.line, clause.start, clause.end)):
                continue
            mood = mood_of(shape, clause, found.start(), found.end())
            if mood in (Mood.FACT, Mood.UNSURE):
                meaning = _won(shape, clause) if name == "deal_won" else _lost(shape, clause, found)
                if mood is Mood.UNSURE:
                    meaning.doubts.append("unsure")
                return meaning
    return None


def denied(shape: Shape, clause: Clause) -> bool:
    """Whether a clause speaks of an end of a deal, or of who holds it, that has not come."""
    for pattern in (_WON, _LOST, _ACT):
        found = pattern.search(shape.line, clause.start, clause.end)
        if found and mood_of(shape, clause, found.start(), found.end()) in _OFF:
            return True
    return False


def _won(shape: Shape, clause: Clause) -> Meaning:
    said: Said = {}
    more: Said = {}
    amounts = list(shape.all("amount"))
    if amounts:
        said["amount"] = amounts[-1][1].value
        if len(amounts) > 1:
            inside = [span for place, span in amounts if clause.start <= place < clause.end]
            said["amount"] = (inside or [amounts[0][1]])[0].value
    for place, span in shape.all("date"):
        if place < clause.end and not re.match(
            r".{0,6}(?:付款|回款|到账|开工|上线|启动|kick)", shape.line[place + 1 :]
        ):
            more["signed_on"] = span.value
            break
    if po := _PO.search(shape.text):
        more["po"] = po[1] or po[2]
    if term := _TERM.search(shape.text):
        years, months = term[1], term[2]
        more["term_months"] = int(months) if months else 12 * (_HAN.get(years) or int(years))
    if more:
        said["more"] = more
    return Meaning("deal_won", said, deals_in(shape), needs_deal=True)


def _lost(shape: Shape, clause: Clause, found: re.Match[str]) -> Meaning:
    said: Said = {}
    text = shape.line
    reason = next((key for key, words in _REASONS if re.search(words, text)), None)
    said["choice"] = reason or "other"
    deals = deals_in(shape)
    targets = tuple(
        target for target in deals if not re.search(r"(?:to|输给|选了|with|chose|picked)\s*$", text[: target.place])
    )
    if reason is None and (why := shape.words(clause.end, len(text)).strip(TRIM)):
        said["note"] = why
    return Meaning("deal_lost", said, targets or deals, needs_deal=True)
