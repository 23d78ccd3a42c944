"""What somebody needs from others on a deal: a quote, a decision, a contract, a hand-over, help."""

import re

from handlers.language import quotes
from handlers.language.dates import DateSpan
from handlers.language.fields import ROLE
from handlers.language.meaning import TRIM, Meaning, Said, deals_in, left_over, members_in
from handlers.language.mood import Mood, mood_of
from handlers.language.shape import Clause, Shape, signs
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
    r"报价单|报个价|报一下价|报价|出价|询价|出个?价|报一?份|算个?价|价格(?:表|方案|单)|\bquot(?:e|ation)s?\b|\bpricing\b|\bprice (?:it|out|for)\b|\bproposal\b(?= for)"
)
_WANT = re.compile(
    r"给|要|需要|出|做|来|帮|麻烦|请|求|急|打|准备|申请|尽快|能不能|能否|能给|想|再|报|\b(?:please|pls|plz|need|needs|want|wants|can|could|get|prepare|draft|send|make|request|create|asking|looking|requesting|give|build|put together|work up|generate|do|quote|like)\b"
)
_GONE = re.compile(
    r"报价(?:单)?(?:已经|已|都)?(?:发|给|过|完|了|交|通过|批|被|高|低|太|是)|(?:发|给|交|报)(?:了|过|完).{0,6}(?:报价|价)|收到.{0,4}报价|\b(?:sent|delivered|received|got|rejected|approved|accepted|likes?|liked|reviewing|reviewed)\b.{0,20}\b(?:quote|pricing|proposal|quotation)|\b(?:quote|pricing|quotation)\b (?:was|is|has|went|looks|too|sent|out|approved|done)|\bquoted\b"
)
_ASK_WORDS = signs(
    r"(?:麻烦|请|帮(?:我|忙)?|给|为|替|需要|要|想要|想|急需|急|申请|来|再|尽快|能不能|能否|可以|能|我|们|先|出|做|准备|发|拟|弄|整|开|报|打|一个|一份|一下|个|份|下|的|那边|客户|单|价|了|吧|\s)*(?:报价单|报价|询价|报个价|报价格|价格方案|价)(?:单|方案)?(?:吗|吧|呗|一下|过来|出来|过去|哈|了|的|给他们|给客户)?|"
    r"(?:(?:hi|hey|please|pls|plz|can|could|you|we|i|i'd|would|like|to|need|needs|want|wants|get|prepare|draft|send|make|request|requesting|create|give|build|put together|work up|generate|do|me|us|them|out|up|an?|the|new|formal|updated|revised)\b\s*)*\b(?:quot(?:e|ation)|pricing|price)s?\b(?: request)?(?:\s*(?:for|on|to)\b)?(?: please| pls)?"
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
    r"交付(?:团队)?(?:交接|接手|启动)|交接|移交|转交付|转给交付|启动交付|进场|开工|转实施|\b(?:hand(?:ing)?[- ]?(?:over|off)|kick(?:ing)?[- ]?off|onboarding|implementation|transition)\b"
)
_DELIVERY = re.compile(
    r"交付|实施|上线|开工|启动|\b(?:delivery|implementation|onboarding|kick[- ]?off|handover|handoff|go[- ]?live|post[- ]?sales)\b"
)
_LIVE = re.compile(r"上线|验收|\bgo(?:es|ing)?[- ]?live|\blaunch")
_DOCS = re.compile(
    r"(?:文档|资料|文件|材料)[^，,。]{0,6}$|\b(?:docs?|documents?|documentation|paperwork)\b[^,;.]{0,14}$"
)
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
    for read in (_handover, _contract, _quote, _help):
        if (meaning := read(shape)) is not None:
            return meaning
    return None


def _quote(shape: Shape) -> Meaning | None:
    line = shape.line
    found = _QUOTE.search(line)
    if found is None or _GONE.search(line) or next(shape.all("quote"), None):
        return None
    clause = next(one for one in shape.clauses() if one.start <= found.start() < one.end or one.end >= found.start())
    if not _WANT.search(line[clause.start : clause.end]) and not (
        next(shape.all("discount"), None) or re.search(r"\d", line)
    ):
        return None
    if re.search(
        r"客户(?:说|要)?不|取消|不要|不用|\b(?:don'?t|no longer|not) need\b|什么时候|多少|发了吗|好了吗|出来了吗|\bwhen\b|\bstatus\b|\bwhere\b",
        line,
    ):
        return None
    deals = deals_in(shape)
    text = line
    for target in deals:
        text = text.replace(line[target.place], " ", 1)
    asked = _ASK_WORDS.search(text)
    rest = _typed(shape, asked.span() if asked else found.span(), deals)
    said: Said = {}
    people = members_in(shape)
    for _, who in people[:1]:
        said["assignee"] = who
        rest = rest.replace(shape.text[who.start : who.end], " ", 1)
    try:
        said |= quotes.wishes(re.sub(r"^[\s,，:：]+|@", "", rest), shape.scene, shape.scene.currency(_code(deals)))
    except Refused:
        return Meaning("quote_request", said, deals, needs_deal=True, doubts=["unreadable"])
    if "condition" in said and not re.search(
        r"如果|要是|前提|只要|条件|\b(?:if|provided|assuming|subject)\b", said["condition"]
    ):
        said["more"] = {"note": said.pop("condition")}
    return Meaning("quote_request", said, deals, needs_deal=True)


def _typed(shape: Shape, cut: tuple[int, int], deals: tuple[object, ...]) -> str:
    cuts = [cut, *((place, place + 1) for place, _ in shape.all("deal"))]
    return left_over(shape, Clause(0, len(shape.line)), _apart(cuts))


def _apart(cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(cuts):
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept


def _code(deals: tuple[object, ...]) -> str | None:
    return getattr(deals[0], "code", None) if deals else None


def _contract(shape: Shape) -> Meaning | None:
    line = shape.line
    document, review = _CONTRACT.search(line), _REVIEW.search(line)
    if document is None or review is None:
        return None
    asks = bool(members_in(shape)) or re.search(
        r"法务|帮|请|麻烦|需要|要|给.{0,6}审|审|评审|过一下|起草|\b(?:please|pls|need|can|could|legal to|review|draft|redline|have legal|get legal)\b",
        line,
    )
    over = re.search(
        r"审(?:完|过|好)了|过了|通过了|已(?:经)?(?:审|签|过)|卡在|还在|签(?:了|完|好)|\b(?:reviewed|signed|approved|done|stuck|is with|waiting|in review|under review|reviewing|finished|back from)\b|[?？]|吗\W*$",
        line,
    )
    if not asks or over:
        return None
    said: Said = {}
    if doc := _DOC.search(line):
        said["doc"] = re.sub(r"^(?:the |revised |draft )+", "", shape.words(doc.start(), doc.end())).strip()
    if terms := _TERMS.search(line):
        said["terms"] = shape.words(terms.start(), terms.end()).strip(TRIM)
    people = members_in(shape)
    if people:
        said["assignee"] = people[0][1]
    else:
        said["role"] = "legal"
    if day := _due(shape):
        said["due"] = day
    return Meaning("contract_request", said, deals_in(shape), needs_deal=True)


def _handover(shape: Shape) -> Meaning | None:
    line = shape.line
    found = _HAND.search(line)
    if found is None or not _DELIVERY.search(line):
        return None
    clause = next((one for one in shape.clauses() if one.start <= found.start() < one.end), Clause(0, len(line)))
    if mood_of(shape, clause, found.start(), found.end()) not in (Mood.FACT, Mood.AHEAD):
        return None
    said: Said = {}
    people = members_in(shape)
    for place, who in people:
        if _DOCS.search(line[:place]) or re.match(
            r".{0,4}(?:准备|整理|负责|出|提供|交)?(?:文档|资料|材料|文件)|.{0,8}\b(?:doc|paper)", line[place + 1 :]
        ):
            said["doc_owner"] = who
        else:
            said.setdefault("assignee", who)
    for place, span in shape.all("date"):
        around = line[max(0, place - 8) : place + 10]
        before_live = _LIVE.search(line[max(0, place - 12) : place]) or _LIVE.match(
            line[place + 1 :].lstrip(" 前之以就正式要可以能")
        )
        key = "go_live" if before_live or (_LIVE.search(around) and "start" in said) else "start"
        said.setdefault(key, span.value)
    return Meaning("handover", said, deals_in(shape), needs_deal=True)


def _help(shape: Shape) -> Meaning | None:
    line = shape.line
    if (
        not deals_in(shape)
        and shape.scene.thread_deal is None
        and not re.search(r"求助|支援|\bneed (?:some )?help\b", line)
    ):
        return None
    for clause in shape.clauses():
        found = _HELP.search(line, clause.start, clause.end)
        if found is None:
            continue
        roles = list(dict.fromkeys(_roles(line[clause.start : clause.end])))
        people = members_in(shape, start=clause.start, end=clause.end)
        if not roles and not people:
            continue
        if re.search(
            r"不需要|不用|不要|谢谢|感谢|客户(?:那边)?(?:说)?(?:需要|要)(?!.{0,6}(?:售前|我们))|\b(?:don'?t|doesn'?t|no longer|not) need|\bthanks\b|\bthey need\b",
            line,
        ):
            return None
        said: Said = {}
        if roles:
            said["roles"] = tuple(roles)
        if people:
            said["to"] = people[0][1]
        day = next((span for _, span in shape.all("date")), None)
        if day is not None and isinstance(day.value, DateSpan):
            said["at" if day.value.has_time else "due"] = day.value
        what = _what(shape)
        if what:
            said["what"] = what
        return Meaning("help_request", said, deals_in(shape), needs_deal=True)
    return None


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


def _what(shape: Shape) -> str:
    cuts = [(place, place + 1) for kind in ("deal", "member", "date") for place, _ in shape.all(kind)]
    cuts += [found.span() for found in _ROLE_MORE.finditer(shape.line)]
    rest = left_over(shape, Clause(0, len(shape.line)), _apart(cuts))
    lead = _WHAT_LEAD.match(rest)
    rest = rest[lead.end() :] if lead else rest
    return re.sub(r"(?:之?前|以前|吧|了|哈|谢谢|thanks|please|pls|on|by|for|at|with|\s|[，,。.!！])+$", "", rest).strip(
        TRIM
    )


def _due(shape: Shape) -> object:
    return next((span.value for _, span in shape.all("date")), None)
