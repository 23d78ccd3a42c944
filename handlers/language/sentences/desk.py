"""What somebody needs from others on a deal: a quote, a decision, a contract, a hand-over, help."""

import re
from decimal import Decimal

from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, left_over, members_in
from handlers.language.sentences.mood import Mood, mood_of
from handlers.language.sentences.quoting import read_quote
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans import quotes
from handlers.language.spans.dates import DateSpan
from handlers.language.spans.discounts import DiscountSpan
from handlers.language.typed.fields import ROLE
from sales.clean import clean_line
from sales.quoting import Item
from sales.refusal import Refused
from sales.staffing import role_named

_YES = re.compile(
    r"批准|批了|同意|通过|可以批|准了|没问题|批|可以|ok\b|okay|\bapprov\w*|\blooks good\b|\bgo ahead\b|\bgreen ?light\w*|\byes\b|\blgtm\b|\bsign(?:ed)? off\b|\bfine\b|好的?"
)
_NO = re.compile(
    r"驳回|否决|不批|不同意|不通过|打回|不行|拒绝|不能批|没法批|不准|退回|\breject\w*|\bden(?:y|ied)\b|\bdeclin\w*|\bno\b(?! more| longer)|\bcan'?t approve|\bnot approv\w*|\bturn(?:ed|ing)? down\b|\bno go\b|\bnope\b"
)
_CAP = re.compile(
    r"最多|不超过|不能超过|上限|封顶|最低|控制在|降到|改到|改成|调到|\b(?:at most|max(?:imum)?|up to|no more than|cap(?:ped)?|limit|but only|if|only|not? (?:more|above|over)|reduce|down to)\b"
)
_QUOTE = signs(
    r"报价单|报个价|报一下价|报价|出价|询价|出个?价|报一?份|算个?价|价格(?:表|方案|单)|\b(?:quot(?:e|ation)|qoute)s?\b|\bpricing\b|\bprice (?:it|out|for)\b|\bproposal\b(?= for)"
)
_WANT = re.compile(
    r"给|要|需要|出|做|来|帮|麻烦|请|求|急|打|准备|申请|尽快|能不能|能否|能给|想|再|报|\b(?:please|pls|plz|need|needs|want|wants|can|could|get|prepare|draft|send|make|request|create|asking|looking|requesting|give|build|put together|work up|generate|do|quote|like)\b"
)
_GONE = re.compile(
    r"报价.{0,6}(?:了|过)(?!\W*(?:\d|尽快|急))|(?:客户|他们).{0,8}(?:看|收|嫌|觉得|认可|接受).{0,6}报价|报价阶段|\bquote (?:stage|phase|expires|review)|报价(?:单)?(?:已经|已|都)?(?:发|给|过|完|了|交|通过|批|被|高|低|太|是)|(?:发|给|交|报)(?:了|过|完).{0,6}(?:报价|价)|收到.{0,4}报价|\b(?:sent|delivered|received|got|rejected|approved|accepted|(?<!would )likes?|liked|reviewing|reviewed)\b.{0,20}\b(?:quote|pricing|proposal|quotation)|\b(?:quote|pricing|quotation)\b (?:was|is|has|went|looks|too|sent|out|approved|done)|\bquoted\b"
)
# Somebody else's price, or ours as it stands, is news and no wish for a quote.
_STATED = signs(
    r"(?:竞争对手|竞品|竞对|对手|友商|别家|同行|对方|他们)[^，,。]{0,6}(?:报价|出价)|报价(?:单)?(?:现在|已经?|都)?(?:从|由|降|涨|调|改)[^，,。]{0,8}<amount>|"
    r"\b(?:competitors?|rivals?|they)\b[^,;.]{0,12}\b(?:quot\w+|pric\w+)|\b(?:quote|price)\b[^,;.]{0,6}\b(?:went|down|up|dropped|cut|reduced|raised|changed)\b[^,;.]{0,12}<amount>"
)
_NO_QUOTE = re.compile(
    r"下一步|接下来|\bnext step|客户(?:说|要)?不|取消|不要报|不用|不需要|\b(?:don'?t|no longer|not) need\b|什么时候|多少|发了吗|好了吗|出来了吗|出了吗|\b(?:when|status|where)\b|[?？]\s*$(?<!please\?)(?<=吗\?)"
)
_HAN_NUMBER = {
    "一": 1,
    "两": 2,
    "二": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
    "十": 10,
    "a": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "半": 1,
}
_VALID = re.compile(
    r"(?:有效期?|报价有效|价格?保留|\bvalid(?:ity)?(?: for)?|\bgood for|\bholds?(?: for)?)\s*[:：]?\s*(?P<count>\d{1,3}|[一两二三四五六七八九十]|a|one|two|three)?\s*(?P<unit>天|日|个?月|周|days?|weeks?|months?)"
)
_PAY_TERMS = re.compile(
    r"(?:账期|付款(?:方式|条件)?)\s*[:：]?\s*[^,，。;；\s]{1,12}|月结\d*天?|季付|年付|月付|货到付款|款到发货|预付(?:款)?(?:\d{1,3}%|[一二三四五六七八九]成|一半)?|分[一二两三四\d]期(?:付款?)?|"
    r"\bnet[ -]?\d{1,3}\b|\b(?:annual|monthly|quarterly|upfront|yearly) (?:billing|payment|terms)|\bpayable in [a-z0-9 ]+?(?=,|$)|\b(?:paid|payment|terms?) (?:in |of |is |:)?[a-z0-9 ]{2,24}?(?=,|$)|\b\d{1,3} days? (?:payment|terms|net)|\b\d{1,2} instal+ments"
)
_IF_ONLY = re.compile(r"如果|要是|前提|只要|条件(?:是|：|:)|另算|\b(?:if|provided|assuming|subject to|as long as)\b")
_UNIT = "个|套|台|件|份|人|张|条|次|块|支|箱|批|位|席|名|户|组|枚|端|点"
_ITEMS = (
    re.compile(
        rf"(?P<qty>(?<![\d.v])\d{{1,6}}|[一二两三四五六七八九十](?={_UNIT}))\s*(?:{_UNIT})\s*(?P<product>[\u4e00-\u9fffa-z]{{1,10}})?(?P<before>)"
    ),
    re.compile(
        rf"(?P<before>[\u4e00-\u9fff]{{1,8}}版?)\s*(?:[x×*]\s*)?(?P<qty>\d{{1,6}})\s*(?P<product>(?!天|%|折|元|万|点|号|月|年|日|期)(?:{_UNIT})?[\u4e00-\u9fff]{{0,6}})?"
    ),
    re.compile(r"\bqty:? ?(?P<qty>\d{1,6})\b(?P<product>)(?P<before>)"),
    re.compile(
        r"(?<![\d.$v-])(?P<qty>\d{1,6})\s*(?:x\s*)?(?P<product>(?!days?\b|%|off\b|percent|pct|weeks?\b|months?\b|nd\b|st\b|rd\b|th\b|instal|am\b|pm\b|k\b)[a-z][a-z-]+(?: (?!for\b|at\b|with\b|by\b|on\b|please\b|pls\b|off\b|valid\b|and\b|good\b|due\b|next\b|to\b|w\b|in\b|plus\b|from\b|if\b)[a-z]+)?)(?P<before>)"
    ),
    re.compile(
        r"(?P<before>[a-z][a-z ]{2,20}?)\s*(?:[x×*/]|,)?\s*(?P<qty>(?<![\d.$])\d{1,6})\b(?!\s*(?:%|days?|weeks?|months?|pct|percent))(?P<product>)"
    ),
)
_NO_PRODUCT = re.compile(
    r"^(?:(?:要|需|量是|量|共|一共|大概|约|的|和|给|做|出|报价|报|客户|数量|为|是|先|按|单子|一份|来|打|再|了)+|(?:quote|for|need|needs|a|an|the|please|pls|make|me|at|with|about|it|of|around|needed|new|revised|get|qty|w)\b\s*)+|(?:的|吧|了|左右|报价|要|明天|今天)+$"
)
_COPIES = re.compile(
    r"\s*[份张版次个]\s*(?:新的?|正式的?)?(?:报价|价格|方案|单子|合同)"
)  # of the paper, not of what it offers
_ONE_PAPER = re.compile(r"[份张版次个](?=报|价|\W*$)")
_EDITION = re.compile(
    r"(?:企业|标准|专业|基础|旗舰|高级|团队|个人|豪华|尊享|试用|云|私有)[\u4e00-\u9fff]{0,2}版|\b(?:enterprise|premium|standard|basic|pro|starter|team|business|analytics)(?: (?:plan|edition|module|tier|package|license))?\b"
)
_CONTRACT_WANTED = re.compile(
    r"要(?:一)?(?:份|个|版)|一份|拟|起草|出(?:一份|个|稿|一版)|申请合同|走起|改一版|准备.{0,4}(?:合同|协议)|需要.{0,6}(?:合同|协议|nda)|来(?:一)?份|做(?:一)?份|合同.{0,6}(?:给|发)(?:我|他们)?|\b(?:needs? an?|need the|draft\w*|prepare|please|pls|get .{0,16}(?:contract|nda|msa|sow|dpa|agreement)|send (?:me |us )?(?:an?|the)|request\w*|put together|write up|new)\b"
)
_CONTRACT_OVER = re.compile(
    r"审(?:完|过|好)了|通过了|已(?:经)?(?:审|签|过|发|回)|卡在|还在|签(?:了|完|好)|寄|回传|盖章了|\b(?:reviewed|signed|approved|stuck|is with|waiting|in review|under review|finished|back from|sent over|went out|stage)\b"
)
_DELIVERS = re.compile("交付|实施|delivery")
_CRY = re.compile(
    r"求助|求支援|急需|sos|救命|求帮|求大神|\bhelp with\b|\bneed (?:some |a )?(?:help|hand|backup|support)\b|需要支援|请求支援|请支援|领导(?:出面|出马|支持)|老板出面"
)
_ROLE_ASKED = re.compile(
    r"谁有空|缺|求|要 ?(?=售|法|技|市|交|legal|presales|delivery)|请(?=售|法|技|市|交)|能(?:不能|否)?给|帮|能|来|\b(?:for|pls|please|love|bring in|need|help|support|join|sit in|anyone|input|hand)\b"
)
_NO_HELP = re.compile(
    r"不需要|不用|谢谢|感谢|多谢|站会|点赞|\bthank|\bkudos|\bstand-?up|\b(?:don'?t|doesn'?t|no longer|not) need|\bthanks\b|卡在|审完|通过了|\b(?:stuck|reviewed|approved|signed|said|is stuck)\b"
)
_CONTRACT = re.compile(r"合同|协议|条款|保密协议|\b(?:contract|agreement|nda|msa|sow|dpa|terms|redlines?|order form)\b")
_REVIEW = re.compile(
    r"审(?:一下|核|查|批|阅|下|个)?|评审|过(?:一下|一遍|目)|看(?:一下|看|下|一眼)|起草|拟|出(?:一份|个)?|修改|改(?:一下|下)|把关|把把关|法务|帮忙看|\b(?:review|draft|redlin\w*|look (?:at|over)|check|go over|prepare|legal|turn around|vet|mark ?up|need|sign[- ]off)\b"
)
_DOC = re.compile(
    r"(?:框架|采购|销售|服务|保密|补充|主|年度|续约|软件|技术|代理|合作|租赁|维保|实施|订阅|数据处理|试用|正式|三方)*(?:合同|协议)(?:初稿|草稿|书)?|\b(?:(?:master|service|services|purchase|framework|software|license|supply|partner|non-disclosure|renewal|order|data processing|subscription|amended|revised|draft|the|mutual|sales|support|maintenance) )*(?:contract|agreement|nda|msa|sow|dpa|order form|redlines?)\b"
)
_TERMS = re.compile(
    r"(?:账期|付款(?:方式|条件)?|预付|首付|质保|违约金?|月结|验收后|分期|罚则|保修|质保金)[^，,。;；]*|\b(?:net ?\d+|payment (?:in|terms|within)[^,;.]*|\d+% (?:upfront|deposit|on signing)|liability[^,;.]*|warranty[^,;.]*|auto-?renew\w*|\d+[- ]day terms|indemnit\w*[^,;.]*|penalt\w*[^,;.]*)"
)
_HAND = re.compile(
    r"\b(?:goes?|pass|hand|move|over|send|turn)\b.{0,24}\bto (?:the )?(?:delivery|implementation)|<?delivery (?:team )?(?:takes|taking|to take|will take) over|\bto implementation\b|交付(?:团队)?(?:交接|接手|启动)|交接|移交|转交付|转给交付|启动交付|进场|开工|转实施|\b(?:hand(?:ing)?[- ]?(?:over|off)|kick(?:ing)?[- ]?off|onboarding|implementation|transition)\b"
)
_DELIVERY = re.compile(
    r"交付|实施|上线|开工|启动|\b(?:delivery|implementation|onboarding|kick[- ]?off|handover|handoff|go[- ]?live|post[- ]?sales)\b"
)
_LIVE = re.compile(r"上线|验收|\bgo(?:es|ing)?[- ]?live|\blaunch")
_HELP = re.compile(
    r"支援|支持(?!我们的|了)|求助|求(?=助|支|帮|售|产|技|法)|帮(?:忙|我|一下|个忙|下)|需要|想要|要(?:一?个|位|名)|请(?=售|法|交|产|技|市)|协助|配合|派(?:个|一个|人|一位)|找(?:个|一个|人)|来(?:个|一个)|\b(?:need(?:s|ed)?|help|support|assist\w*|could use|looking for|want|send|request(?:ing)?|borrow|get|join|someone from|anyone from|anybody from|can (?:we|i) (?:have|get))\b"
)
_ROLE_MORE = re.compile(
    r"售前(?:工程师|顾问|同事)?|技术支持|技术|架构师|产品经理|法务(?:同事)?|律师|交付(?:团队|经理|同事)?|实施(?:顾问|团队|同事)?|市场(?:部)?|解决方案|专家|老板|领导|总监|主管|经理|客户成功|\b(?:pre-?sales|se|solutions? (?:engineer|architect)|sales engineer|legal|lawyer|counsel|delivery|implementation|marketing|product|engineer(?:ing)?|csm|customer success|exec(?:utive)?|director|vp|manager|tech(?:nical)?(?: person| guy| support)?)\b"
)
_ROLE_OF = (
    ("presales", r"售前|技术|架构|产品|解决方案|专家|pre-?sales|\bse\b|solution|sales engineer|product|engineer|tech"),
    ("legal", r"法务|律师|legal|lawyer|counsel"),
    ("delivery", r"交付|实施|delivery|implementation"),
    ("marketing", r"市场|marketing"),
    ("success", r"客户成功|csm|customer success"),
    ("director", r"总监|老板|领导|director|exec|\bvp\b"),
    ("manager", r"主管|经理|manager"),
)


def read_decision(shape: Shape) -> Meaning | None:
    """Read a yes or a no to a quote that is named."""
    named = [(place, span) for place, span in shape.all("quote")]
    if len(named) != 1:
        return None
    line, text = shape.line, shape.text
    if re.search(r"[?？]|吗\W*$|没有?\W*$|\b(?:if|when|waiting|pending)\b|如果|等", line) and not _CAP.search(line):
        return None
    no, yes = _NO.search(line), _YES.search(line)
    if no is None and yes is None:
        return None
    said: Said = {"quote": str(named[0][1].value), "decision": "approve" if no is None else "reject"}
    cap = next(shape.all("discount"), None) or next(shape.all("percent"), None)
    if no is None and cap is not None:
        rest = text[: named[0][1].start] + text[named[0][1].end :]
        try:
            said |= {key: value for key, value in quotes.decision(rest, "approve").items() if key != "comment"}
        except Refused:
            return None
    cut = no or yes
    if cut is not None and not cap:
        beside = shape.line[: cut.start()] + " " + shape.line[cut.end() :]
        after = shape.words(max(cut.end(), named[0][0] + 1), len(line)).strip(TRIM + "了吧")
        if after and len(re.sub(r"\W|了|吧|的|\b(?:it|is|please|from me|by me)\b", "", beside)) > 1:
            said["comment"] = after
    return Meaning("quote_decision", said)


def read_desk(shape: Shape) -> Meaning | None:
    """Read a request on a deal: quote, contract, hand-over, help."""
    for read in (_handover, _reviewed, _contract, read_quote, _help):
        if (meaning := read(shape)) is not None:
            return meaning
    return None


def _quote(shape: Shape) -> Meaning | None:
    line = shape.line
    found = _QUOTE.search(line)
    if found is None or _GONE.search(line) or _STATED.search(line) or next(shape.all("quote"), None):
        return None
    clause = next((one for one in shape.clauses() if one.start <= found.start() < one.end), Clause(0, len(line)))
    lots = next(shape.all("discount"), None) or re.search(r"\d", line)
    if not _WANT.search(line[clause.start : clause.end]) and not lots:
        return None
    if _NO_QUOTE.search(line):
        return None
    deals = deals_in(shape)
    if not deals and shape.scene.thread_deal is None and not lots:
        return None
    said: Said = {}
    if people := members_in(shape):
        said["assignee"] = people[0][1]
    doubts = _discounts(shape, said)
    if valid := _VALID.search(line):
        count = _HAN_NUMBER.get(valid["count"]) or (int(valid["count"]) if valid["count"].isdigit() else 1)
        said["valid_days"] = count * (
            30 if re.match("个?月|mo", valid["unit"]) else 7 if re.match("周|w", valid["unit"]) else 1
        )
    if (pay := _PAY_TERMS.search(line)) is not None:
        said["payment_terms"] = shape.words(*pay.span()).strip(TRIM)
    for place, span in shape.all("date"):
        if (valid and valid.start() <= place < valid.end()) or _PAY_TERMS.search(line[max(0, place - 12) : place + 1]):
            continue
        if isinstance(span.value, DateSpan):
            said["due"] = span.value
    condition = next((one for one in shape.clauses() if _IF_ONLY.search(line, one.start, one.end)), None)
    if condition is not None:
        said["condition"] = shape.words(condition.start, condition.end).strip(TRIM)
    said |= _item(shape, [each.span() for each in (valid, pay) if each], condition)
    return Meaning("quote_request", said, deals, needs_deal=True, doubts=doubts)


def _discounts(shape: Shape, said: Said) -> list[str]:
    """Take the discounts; one that is wished for without a number is asked."""
    line = shape.line
    for place, span in shape.all("discount"):
        extra = re.search(
            r"再(?:打|让|给|优惠|降|多)?|额外|另外|多让|(?<![a-z])(?:extra|additional|another|further)(?: a| an)?\s*$",
            line[max(0, place - 14) : place],
        )
        name = "extra_discount_pct" if extra else "discount_pct"
        if isinstance(span.value, DiscountSpan):
            said.setdefault(name, span.value.percent_off)
    if "discount_pct" not in said and "extra_discount_pct" not in said:
        if re.search(r"原价|不打折|无折扣|\b(?:no discount|list price|full price)\b", line):
            said["discount_pct"] = Decimal(0)
        elif percent := next(shape.all("percent"), None):
            said["discount_pct"] = Decimal(str(percent[1].value))
        elif re.search(
            r"打折|打个折|折扣(?!.{0,4}\d)|优惠(?:点|些|一些)|\b(?:with (?:a |some )?discount|discounted|cheaper)\b",
            line,
        ):
            return ["which"]
    return []


def _item(shape: Shape, cuts: list[tuple[int, int]], condition: Clause | None) -> Said:
    """Take what is to be quoted and how many of it."""
    line = list(shape.line)
    for start, end in cuts + ([(condition.start, condition.end)] if condition else []):
        line[start:end] = "," * (end - start)
    text = re.sub("[\ue000-\ue0ff]", ",", "".join(line))
    for pattern in _ITEMS:
        for found in pattern.finditer(text):
            count = found["qty"]
            if _COPIES.match(text, found.end("qty")):
                continue
            number = int(count) if count.isdigit() else _HAN_NUMBER.get(count, 0)
            named = found.groupdict()
            product = " ".join(
                filter(None, ((named.get("before") or "").strip(TRIM), (named.get("product") or "").strip(TRIM)))
            )
            product = _NO_PRODUCT.sub("", product).strip(TRIM)
            if number and (product or not _ONE_PAPER.search(found[0])):
                said: Said = {"qty": number, "items": (Item(product or "-", number, None),)}
                return said | ({"product": product} if product else {})
    if alone := _EDITION.search(text):
        return {"product": alone[0].strip(TRIM)}
    return {}


def _reviewed(shape: Shape) -> Meaning | None:
    """Somebody of legal shall look at something: help, where a contract is not asked for itself."""
    line = shape.line
    legal = re.search(r"法务|律师|\blegal\b|\bcounsel\b", line)
    looks = re.search(r"看|审|把关|过目|第.{1,3}条|\b(?:review|look|check|redlines?|vet|go over|read)\b", line)
    makes = re.search(r"起草|拟|出稿|出一份|出个|一份|\b(?:draft|prepare|new contract|need an? |write)\b", line)
    return _help(shape) if legal and looks and not makes else None


def _contract(shape: Shape) -> Meaning | None:
    line = shape.line
    document = _CONTRACT.search(line)
    if document is None:
        return None
    wanted = _CONTRACT_WANTED.search(line) or (members_in(shape) and _REVIEW.search(line))
    if not wanted or _CONTRACT_OVER.search(line) or re.search(r"[?？]\s*$|吗\W*$", line):
        return None
    if not deals_in(shape) and shape.scene.thread_deal is None:
        return None
    said: Said = {}
    if doc := _DOC.search(line):
        said["doc"] = re.sub(r"^(?:the |revised |draft )+", "", shape.words(doc.start(), doc.end())).strip()
    if terms := _TERMS.search(line):
        said["terms"] = shape.words(terms.start(), terms.end()).strip(TRIM)
    people = members_in(shape)
    if people:
        said["assignee"] = people[0][1]
    elif re.search(r"法务|律师|\blegal\b|\bcounsel\b", line):
        said["role"] = "legal"
    if day := _due(shape):
        said["due"] = day
    return Meaning("contract_request", said, deals_in(shape), needs_deal=True)


def _handover(shape: Shape) -> Meaning | None:
    line = shape.line
    found = _HAND.search(line)
    people = members_in(shape)
    delivers = any(_DELIVERS.search(shape.text[max(0, who.start - 4) : who.end + 6]) for _, who in people)
    later = _LIVE.search(line) or re.search(
        r"开始|进场|开工|启动|文档|\b(?:start\w*|kick\w*|docs?|go[- ]?live|leads)\b", line
    )
    if found is None or not (_DELIVERY.search(line) or delivers or (later and re.search("交接|移交", line))):
        return None
    clause = next((one for one in shape.clauses() if one.start <= found.start() < one.end), Clause(0, len(line)))
    if mood_of(shape, clause, found.start(), found.end()) not in (Mood.FACT, Mood.AHEAD) or re.search(
        r"[?？]\s*$", line
    ):
        return None
    said: Said = {}
    for place, who in people:
        after, before = line[place + 1 : place + 14], line[max(0, place - 14) : place]
        docs = re.match(r".{0,6}(?:文档|资料|材料|文件)|.{0,10}\b(?:doc|paper)", after) or re.search(
            r"(?:文档|资料|材料|文件|docs?|paperwork)[^，,。;]{0,8}$", before
        )
        said.setdefault("doc_owner" if docs else "to", who)
    if "doc_owner" not in said and re.search(
        r"\bi'?ll (?:do|handle|prepare|write) the (?:docs?|paper)|我(?:来)?(?:准备|整理|写|出)(?:文档|资料|材料)|(?:文档|资料|材料)我",
        line,
    ):
        said["doc_owner"] = shape.scene.me
    for place, span in shape.all("date"):
        before, after = line[max(0, place - 12) : place], line[place + 1 : place + 9]
        live = _LIVE.match(after.lstrip(" 前之就正式要可以能")) or (
            _LIVE.search(before) and not re.search(r"[，,]", before[-4:])
        )
        said.setdefault("go_live" if live else "start", span.value)
    return Meaning("handover", said, deals_in(shape), needs_deal=True)


def _help(shape: Shape) -> Meaning | None:
    line = shape.line
    here = deals_in(shape) or shape.scene.thread_deal
    cry = _CRY.search(line)
    if not here and not cry:
        return None
    if _NO_HELP.search(line):
        return None
    roles = list(dict.fromkeys(_roles(line)))
    people = members_in(shape)
    wants = _HELP.search(line)
    if not (cry or (wants and (roles or people)) or (roles and _ROLE_ASKED.search(line))):
        return None
    if people and not roles and not re.search(r"帮|支持|支援|协助|配合|\b(?:help|support|assist|hand)\b", line):
        return None
    said: Said = {}
    if roles:
        said["roles"] = tuple(roles)
    if people:
        said["to"] = people[0][1]
    for place, span in shape.all("date"):
        if isinstance(span.value, DateSpan):
            limit = re.match(r"(?:之|以)?前|内", line[place + 1 :]) or re.search(
                r"\b(?:by|before|due)\s*$", line[:place]
            )
            said["due" if limit else "at"] = span.value
    said["what"] = _what(shape) or clean_line(shape.text)
    return Meaning("help_request", said, deals_in(shape), needs_deal=True)


def _roles(text: str) -> list[str]:
    found = []
    for word in _ROLE_MORE.finditer(text):
        role = next((key for key, words in _ROLE_OF if re.search(words, word[0])), None)
        found += [role] if role else []
    return found or [role for word in ROLE.findall(text) if (role := role_named(word)) and role != "rep"]


_WHAT_LEAD = re.compile(
    r"(?:请|麻烦|求|急需|急|需要|想要|想|要|找|派|帮忙|帮我|帮|能不能|能否|可以|来|个|一个|一位|一下|同事|支援|支持|协助|配合|过来|一起|我|们|这边|那边|的|去|给|在|上|，|,|\s|谁能|有没有|"
    r"\b(?:hi|hey|please|pls|can|could|someone|somebody|anyone|from|we|i|i'd|need|needs|help|support|assist|assistance|with|on|for|to|the|an?|some|get|want|request|requesting|looking|of|in|at|by|before|use|join|me|us|is|team|person|guy|engineer|do|urgent(?:ly)?|could use|you)\b)+",
    re.IGNORECASE,
)


_LIMITED = signs(r"<date>(?:之?前|以前|之内|以内|内)(?:给到?我们?)?")


def _what(shape: Shape) -> str:
    cuts = [(place, place + 1) for kind in ("deal", "member", "date") for place, _ in shape.all(kind)]
    cuts += [(one.start(), one.end()) for one in _LIMITED.finditer(shape.line)]
    cuts += [found.span() for found in _ROLE_MORE.finditer(shape.line)]
    rest = left_over(shape, Clause(0, len(shape.line)), cuts)
    lead = _WHAT_LEAD.match(rest)
    rest = rest[lead.end() :] if lead else rest
    rest = re.sub(r"^['’]s\b\s*(?:input|advice|view|opinion|eyes|help)?\s*(?:on|about|for)?\b", "", rest)
    tail = r"(?:之?前|以前|给我们?|吧|了|哈|谢谢|(?<![a-z])(?:thanks|please|pls|on|by|for|at|with)|\s|[，,。.!！])+$"
    return re.sub(tail, "", rest).strip(TRIM)


def _due(shape: Shape) -> object:
    return next((span.value for _, span in shape.all("date")), None)
