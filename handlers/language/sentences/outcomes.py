"""How a deal ended: won or lost, for how much, why."""

import re
from datetime import datetime

from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, left_over
from handlers.language.sentences.mood import Mood, mood_of
from handlers.language.sentences.plainly import plainly
from handlers.language.shape import Clause, Shape, Span, signs
from handlers.language.spans.dates import DateSpan, find_dates

_WON = signs(
    r"签(?:了|下来|下|单(?!子)|约(?=了|成功|完成|\W*$)|完|成|掉|妥|好|的(?=\W*$))+(?!到|收|名|证|字笔)|选(?:择)?了我们|定(?:下来|了)我们|敲定(?:了|$)|合同(?:已|都)?盖章|双方(?:都)?(?:签字|盖章)|喜报|报喜|开单了|出单了|下(?:了)?订单|归我们了|签妥|搞掂|签字(?:了|盖章)|已签(?!到|收)|(?:合同|单子|协议)(?:已经|都|刚|终于)?签|成交|赢单|赢(?:了|下)|"
    r"拿下(?:来)?(?:了|$|\W|<|这|单)|搞定(?:了)?(?=\W*$|<)|中标|成单|落袋|落单|下单了|关单|(?:合同|盖章)(?:已)?(?:回来|寄回|盖好)了|成(?:了|啦|咧|咯)(?=\W*$|<|\s)|到手|赢单|"
    r"\bcountersigned\b|\bsaid yes\b|\bexecuted\b|\bcontract (?:is )?(?:back|in|executed|signed)\b|\bplaced (?:the|their|an) order\b|\b(?:chose|picked|selected|went with|awarded(?: it to)?) us\b|\bsealed the deal\b|\bsigned on the dotted line\b|\bink(?:\'s| is) dry\b|\bmark(?:ed)? (?:it |<deal> )?(?:as )?(?:closed[- ]?)?won\b|\bwe got them\b|\bdone deal\b|\bwe won\b|\bclosed/won\b|\bwon\b|\bclosed(?:[- ]won)?\b(?! (?:lost|the (?:door|office|book|round|meeting|call|gap|file|tab|loop)))|\bclosing won\b|\bsigned\b(?! (?:up|in|off|out|for|by mistake))|\blanded\b|\binked\b|\bsealed\b|\bbagged\b|\bnailed\b|\bgot (?:it|the deal|the signature|the po|the contract)\b|\bin the bag\b|\bdeal(?:'s| is)? (?:done|won|closed|signed)\b|\bit'?s a win\b|\bbooked\b(?= <amount>|\W*$)|\bclosed it\b|\bcame through\b|\bbrought (?:it|<deal>) home\b|\bpo (?:is )?(?:in|received|arrived|came)\b|\bgot <deal>\W*$|\bwin\b(?=\W*$| for | at )|<deal> is ours\b"
)
_NOT_WON = signs(
    r"签字笔|签到|签收|签名|签证|签售|签(?:了|下|完|好|署)*.{0,4}(?:nda|保密|意向|备忘|loi|mou|框架意向|试用|poc|授权|会议)|(?:nda|保密协议|意向书|备忘录|loi|mou|授权书|试点协议).{0,6}签|"
    r"\b(?:nda|loi|mou|letter of intent|term sheet|pilot|poc|trial|sow draft|verbal)\b|拿下.{0,6}(?:技术标|poc|第一轮|初试|面试|决策人|关系)|"
    r"\bwon(?:'t| over| their trust| the (?:trust|tender shortlist|argument|toss|lottery|game|match|raffle))\b|\bsigned up\b|\bwon't\b|won dollars|获奖|签字权|签字流程|签约仪式|待签|签约率|赢单率|成交率|转化率|"
    r"\blanded (?:in|at|on|safely|a meeting)\b|\bclosed for\b|\bbooked (?:a|the|my|our|flights?|hotel|meeting|call|demo|travel|room)"
)
_LOST = signs(
    r"丢(?:了|单|掉|标|啦)|出局|淘汰|被刷|被否|不合作了|终止(?:合作|了)|没机会了|换了?供应商|换(?:了)?别家|选(?:择)?(?:了)?(?:其他|另外)|签了(?:别家|竞品|对手)|流产|(?:关闭|关掉)(?:商机|这单|单子)|不续(?:约|费)?了|没(?:搞定|拿下|签成|签下来|中标|谈成|做成|成(?=\W*$))|跪了|败了|被抢了?|崩了|没了(?=\W*$)|输(?:了|单|给|掉)|黄(?:了|啦|咯)|没戏|飞了|凉了|凉凉|挂了|(?:被|让)[^，,。]{1,12}(?:抢|拿|截|签|撬)(?:走|去|下|了|胡)|选了(?:别|其他|另|竞|对手|友商|<)|选择了?(?:别|其他|另|竞|对手|友商)|"
    r"不做了|不买了|不采购了|不考虑(?:我们)?了|取消了|项目(?:取消|停|砍|终止|黄)|流标|没中标|未中标|落标|废标|死了|泡汤|吹了|告吹|跟丢|没拿下|没签成|用了(?:别家|对手|竞品|友商)|去了(?:别家|竞品)|转投|"
    r"\b(?:did(?:n\'t| not)|couldn\'t|could not) (?:win|get|land|close|sign)\b|\bno[- ]go\b|\bis a no\b|\bout of the running\b|\bnot (?:moving forward|proceeding|going ahead|renewing)\b|\bno longer interested\b|\bstay(?:ed|ing) with\b|\bstick(?:ing)? with\b|\bbeat us\b|\bmark(?:ed)? (?:it |<deal> )?(?:as )?(?:closed[- ]?)?lost\b|\bbought from\b|\bawarded (?:it )?to (?!us)|\bwe (?:got )?beat(?:en)?\b|\bdidn\'t make it\b|\bpulled out\b|\bdropped out\b|\bit\'s over\b|\brip\b|\bshut down\b|\bout of business\b|\bbankrupt\b|\bover us\b|<deal>(?: has| have)? passed(?=\W*$)|\bdeclined (?:our|the|us)\b|\bgone(?=\W*$)|\brejected (?:our|us)\b|\blost\b(?! (?:touch|my|count|track|time|in|on the way|contact|him|her|them|interest|sight|his|the (?:file|email|thread|plot)|your|momentum))|\bwent with (?!us|our)\b|\bgone with (?!us)|\b(?:chose|picked|selected|signed with|going with|went for|switched to|moved to) (?:a |an |the )?(?:competitor|competition|rival|someone else|another|other|cheaper|incumbent|[a-z]+ instead)|"
    r"\bclosed[- ]lost\b|\bis dead\b|\b(?:deal|it|<deal>)(?:'s| is| has| just)? (?:dead|gone|lost|fell through|fallen through|killed)\b|\bfell through\b|\bslipped away\b|\bwalk(?:ed|ing) away\b|\bback(?:ed|ing) out\b|\bpulled (?:the plug|out)\b|\bpassed on us\b|\bturned us down\b|\bdropped us\b|\bno deal\b|\bdecided (?:not to|against)\b|\bcancell?ed (?:the )?(?:project|purchase|it|deal)\b|\bkilled (?:the )?(?:deal|project|it)\b|\bsaid no\b|\bwe'?re out\b|\bbuild(?:ing)? (?:it )?(?:in[- ]house|themselves|internally)\b"
)
_REASONS = (
    (
        "price",
        r"太贵|对面\ue006|嫌.{0,4}贵|贵了|嫌贵|价格|低价|便宜|报价高|价高|压价|\bprice|\bpricing|expensive|cheaper|undercut|\bcost|cheap",
    ),
    (
        "budget",
        r"预算|拨款|资金链|缩减|冻结|没钱|资金|经费|砍了|缺钱|\bbudget|funding|no money|out of money|spend freeze|froze|frozen|cash|\bcapex\b|\bcost[- ]cutting|\bcuts\b",
    ),
    (
        "feature_gap",
        r"缺|兼容|性能|对接|接口|少.{1,8}(?:模块|功能)|技术分|功能|不满足|不支持|缺少|没有.{1,6}(?:模块|能力|接口)|集成不了|对接不了|\bfeature|missing|doesn'?t support|lack(?:s|ed|ing)?\b|integration|no sso|gap|couldn'?t do|can'?t do|functionality",
    ),
    (
        "in_house",
        r"自研|自建|自己(?:做|开发|搞|弄|干|搭)|内部开发|内部团队|\bin[- ]house|themselves|internal(?:ly)?|build(?:ing)? (?:it|their own)|own (?:team|solution|tool|system)|diy|homegrown|own it team|their it",
    ),
    (
        "competitor",
        r"竞品|竞争对手|竞对|对手|友商|别家|别人|另一家|其他家|其他供应商|输给|被.{1,10}(?:抢|拿|截|撬|签)|选了|选择了|换了|用了|competit|rival|went with|gone with|going with|chose|picked|selected|signed with|switched|incumbent|someone else|another vendor|other vendor",
    ),
    (
        "timing",
        r"时机|不急|换届|优先级|延期|推迟|推到|明年再|搁置|暂停|暂缓|以后再|太晚|来不及|等不及|不急|\btiming|postpon|next year|not now|on hold|delay|too late|too early|bad time|push(?:ed)? (?:it )?(?:out|back)|later|not the right time|shelved|reorg\w*|priorit\w*|not ready|too slow|next quarter",
    ),
)
_ACT = re.compile(
    r"认领|释放|退回|转给|分给|派给|成交|签|丢(?!给)|黄了|赢|\b(?:claim\w*|releas\w*|assign\w*|transfer\w*|sign(?:s|ed|ing)?|clos(?:e|es|ed|ing)|win|wins|won|lose|losing|lost|said no|walk)\b"
)
_OFF = frozenset({Mood.NOT, Mood.WISH, Mood.IF, Mood.ASKED})
_PO = re.compile(r"(?<![a-z])(PO-?(?=[\w-]*\d)[\w-]{2,30})|采购单号?[:：# ]*([\w-]{3,30})", re.IGNORECASE)
_PART = re.compile(r"\s*(?:预付|首付|定金|订金|deposit|upfront|down)")
_PAY = re.compile(
    r"分[一二两三四五六\d]{1,3}期(?:付款?)?|(?:\d{1,3}%)?(?:预付|首付)(?:款)?(?:\d{1,3}%|[一二三四五六七八九]成|一半)?|一次性付清|一次付清|全款|月结\d*天?|季付|月付|年付|按季|按月付?|货到付款|账期\d*天?|款到发货|验收后付款?|"
    r"\bnet[ -]?\d{1,3}\b|\b\d{1,2}/\d{1,2}(?: payment)?\b|\bpaid (?:quarterly|monthly|annually|upfront|yearly|in full|in \w+ instal+ments?)|\b(?:quarterly|monthly|annual(?:ly)?|upfront|half up ?front|full) (?:payment|billing|upfront)|\b\d{1,3}% (?:upfront|deposit|down)|\bpayment [a-z0-9 ]{3,30}|\bhalf upfront",
    re.IGNORECASE,
)
_TERM = re.compile(
    r"(?P<years>\d{1,2}|[一二两三四五]|\b(?:one|two|three|five))[- ]?(?:年|years?\b|yrs?\b)(?!前|后|来|付|底|初|多)|(?P<months>\d{1,3})[- ]?(?:个月|months?\b|mo\b)",
    re.IGNORECASE,
)
_SIGNS = re.compile("[\ue000-\ue0ff]")
_HAN = {"one": 1, "two": 2, "three": 3, "five": 5, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}


def read_outcome(shape: Shape) -> Meaning | None:
    """Read that a deal was won or lost; a hedged one, or one that may be about something else, carries the doubt."""
    doubtful: Meaning | None = None
    for name, pattern, instead in (("deal_lost", _LOST, None), ("deal_won", _WON, _NOT_WON)):
        for clause in shape.clauses():
            found = pattern.search(shape.line, clause.start, clause.end)
            if found is None or (instead and instead.search(shape.line, clause.start, clause.end)):
                continue
            mood = mood_of(shape, clause, found.start(), found.end())
            if name == "deal_won" and _still_ahead(shape, clause):
                return None
            if mood in (Mood.FACT, Mood.UNSURE):
                meaning = _won(shape, clause) if name == "deal_won" else _lost(shape, clause, found)
                if mood is Mood.UNSURE:
                    meaning.doubts.append("unsure")
                if plainly(shape, clause, *found.span()):
                    return meaning
                meaning.doubts.append("object")
                doubtful = doubtful or meaning
    return doubtful if deals_in(shape) or shape.scene.thread_deal else None


def denied(shape: Shape, clause: Clause) -> bool:
    """Whether a clause speaks of an end of a deal, or of who holds it, that has not come."""
    for pattern in (_WON, _LOST, _ACT):
        found = pattern.search(shape.line, clause.start, clause.end)
        if found and mood_of(shape, clause, found.start(), found.end()) in _OFF:
            return True
    return False


def _still_ahead(shape: Shape, clause: Clause) -> bool:
    """Whether a clause names a day to come and says nothing is over: it will be signed, it is not."""
    part = shape.line[clause.start : clause.end]
    later = any(_ahead(shape, span) for _, span in shape.all("date", clause.start, clause.end))
    return later and not re.search(r"了|已|刚|\b(?:won|signed|closed|landed|got|done)\b", part)


def _ahead(shape: Shape, span: Span) -> bool:
    return isinstance(span.value, DateSpan) and span.value.at > shape.scene.now


def _signed(shape: Shape) -> datetime | None:
    """The last day up to today a text names, bare days read as past ones."""
    scene = shape.scene
    for place, span in shape.all("date"):
        if re.match(r".{0,6}(?:付款|回款|到账|开工|上线|启动|交付|kick|start|go live)", shape.line[place + 1 :]):
            continue
        text = shape.text[span.start : span.end]
        found = find_dates(text, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=False)
        if found and found[0].at <= scene.now:
            return found[0].at
    return None


def _won(shape: Shape, clause: Clause) -> Meaning:
    said: Said = {}
    more: Said = {}
    amounts = [(place, span) for place, span in shape.all("amount") if not _PART.match(shape.line, place + 1)]
    inside = [span for place, span in amounts if clause.start <= place < clause.end]
    if amounts:
        said["amount"] = (inside or [span for _, span in amounts])[0].value
    if (day := _signed(shape)) is not None:
        more["signed_on"] = day
    if po := _PO.search(shape.text):
        more["po"] = po[1] or po[2]
    if term := _TERM.search(shape.text):
        count = term["years"] or term["months"]
        number = _HAN.get(count.lower()) or int(count)
        more["term_months"] = number * (12 if term["years"] else 1)
    if (pay := _PAY.search(shape.text)) is not None:
        more["payment"] = pay[0].strip(TRIM)
    if more:
        said["more"] = more
    return Meaning("deal_won", said, deals_in(shape), needs_deal=True)


def _lost(shape: Shape, clause: Clause, found: re.Match[str]) -> Meaning:
    said: Said = {}
    text = shape.line
    others = [one for one in shape.clauses() if one.start != clause.start]
    beside = " ".join(text[one.start : one.end] for one in others)
    inside = text[clause.start : found.start()] + " " + text[found.end() : clause.end]
    reasons = (_reason(part) for part in (beside, inside, found[0]))
    known = next((reason for reason in reasons if reason), None)
    said["choice"] = known or ("other" if re.search(r"\w", _SIGNS.sub("", beside)) or len(inside.strip()) > 6 else None)
    why = [shape.words(one.start, one.end).strip(TRIM) for one in others]
    rest = left_over(shape, clause, [found.span(), *((place, place + 1) for place, _ in shape.all("deal"))])
    if why := [*([rest] if len(rest) > 1 else []), *filter(None, why)]:
        said["reason"] = "，".join(why) if any(not part.isascii() for part in why) else ", ".join(why)
    elif len(found[0]) > 4:
        said["reason"] = shape.words(*found.span())
    deals = deals_in(shape)
    targets = tuple(one for one in deals if not re.search(r"(?:to|输给|选了|with|chose|picked)\s*$", text[: one.place]))
    # A reason nobody here knows would be filed under "other": that is asked, not guessed.
    doubts = ["note"] if said["choice"] == "other" else []
    return Meaning("deal_lost", said, targets or deals, needs_deal=True, doubts=doubts)


def _reason(text: str) -> str | None:
    return next((key for key, words in _REASONS if re.search(words, text)), None)
