"""A new lead: the company, whom to call there, where it came from, what it needs, what it may be worth."""

import re

from handlers.language.meaning import TRIM, Meaning, Said, left_over, members_in
from handlers.language.shape import Clause, Shape, signs

_NEW = signs(
    r"新线索|新(?:来了?|到了?|增|加|进|有|报|录|建)?(?:的|了)?(?:一)?(?:个|条|家)?(?:客户|线索|商机|单子|询盘|lead)|(?:来|有|收到|接到|进来|到|拿到|搞到)(?:了)?(?:一)?(?:个|条|家)?(?:新)?(?:的)?(?:线索|询盘|客户咨询|商机|lead|新客户|潜在客户|意向客户)|(?:录|登记|建|记|加|报备|录入|新建|创建|添加)(?:一下|个|一个|一条|下|入)*(?:新)?(?:的)?(?:线索|客户|商机|lead)|报备|线索[:：]|展会.{0,8}(?:认识|加|聊|拿|收)(?:了|到)|"
    r"\bnew (?:inbound |hot |warm |cold |sales |potential |web )?(?:lead|prospect|opp(?:ortunity)?|inquiry|enquiry|deal|account|logo|customer|client|inbound|one)\b|\b(?:got|have|add|log|create|enter|register|found|received|caught|picked up|scored|bringing in) (?:a |an |another |us a |in a )?(?:new |hot |warm |fresh |inbound |potential )*(?:lead|prospect|opp(?:ortunity)?|inquiry|enquiry|inbound|referral)\b|\blead[:：]|\binbound[:：]|\binbound (?:from|lead)|\blead from\b|\bfresh lead\b|\bhot lead\b|\bnew[:：-]"
)
_NOT_NEW = re.compile(
    r"多少|几个|哪些|分配|怎么|谁|[?？]|吗\W*$|规则|\b(?:how many|which|who|rules?|routing|assign|any new|no new|where)\b|没有新|没新|本周新|本月新|新客户(?:开发|拓展)|不是新"
)
_SOURCES = (
    (
        "referral",
        r"转介绍|介绍(?:来|的|过来|了)?|推荐(?:来|的|过来)?|熟人|\brefer\w*|\bintro(?:duced|duction|'d)?\b|\bword of mouth|\brecommend\w*",
    ),
    ("webinar", r"网络研讨会|研讨会|线上会议|直播|webinar"),
    (
        "expo",
        r"展会|展览会|博览会|工博会|广交会|展位|展台|\bexpo\b|trade ?show|trade ?fair|\bfair\b|\bbooth\b|exhibition",
    ),
    (
        "website",
        r"官网|网站|网页|留资|表单|\bwebsite\b|\bweb ?site\b|\bweb ?form\b|\bweb\b|\bcontact form\b|\blanding page",
    ),
    ("cold_call", r"陌拜|电话(?:开发|营销)|陌生电话|冷(?:call|呼)|cold[- ]?call"),
    ("linkedin", r"linkedin|领英"),
    ("wechat", r"微信|公众号|视频号|wechat"),
    ("douyin", r"抖音|douyin|tiktok"),
    ("email", r"邮件|edm|\bcold email|\bemail campaign|\bnewsletter"),
    ("ads", r"广告|百度|投放|\bads?\b|google|adwords"),
    ("event", r"活动|沙龙|峰会|大会|论坛|\bevent\b|\bconference\b|\bsummit\b|\bmeetup\b"),
    ("partner", r"渠道|代理商|合作伙伴|\bpartner\b|\bchannel\b|\breseller\b"),
    (
        "inbound",
        r"主动(?:联系|找|咨询|来电)|400|来电|热线|\binbound\b|\bcalled (?:in|us)\b|\bhotline\b|\bwalk[- ]?in\b",
    ),
)
_CONTACT = (
    re.compile(
        r"(?:联系人|对接人|对方|找|负责人)(?:是|叫|：|:)?\s*(?P<who>[\u4e00-\u9fff]{1,3}(?:总监|总|工|经理|主任|老师|先生|女士|小姐|董|厂长|院长|校长|科长|处长|部长|哥|姐|博士|师傅|店长|老板|主管)?|[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
    ),
    re.compile(
        r"(?<![\u4e00-\u9fff])(?P<who>[\u4e00-\u9fff]{1,3}(?:总监|总|工|经理|主任|老师|先生|女士|小姐|董|厂长|院长|校长|科长|处长|部长|哥|姐|博士|师傅|店长|老板|主管))(?![\u4e00-\u9fff])"
    ),
    re.compile(
        r"\b(?:contact(?: person)?(?: is|:)?|talk to|ask for|speak to|reach|poc(?: is|:)?|attn:?|spoke (?:to|with)|met(?: with)?|name is|c/o)\s+(?P<who>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
    ),
    re.compile(
        r"(?:^|[,，;；]\s*)(?P<who>(?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-Z][a-z]+(?: [A-Z][a-z'-]+)?)(?=\s*(?:[,，;；(]|$|\+?\d|[\w.]+@))"
    ),
)
_NEED = re.compile(
    r"(?:想要?|需要|要|需求(?:是)?[:：]?|打算|计划|有意|希望|考虑|找|采购|咨询|问|看中|感兴趣|对)(?P<what>[^，,。;；]{2,60})|\b(?:needs?|wants?|looking (?:for|at|to)|interested in|requires?|asking (?:about|for)|asked (?:about|for)|evaluating|requirement:?)\s+(?P<en>[^,;.]{2,80})"
)
_FIRST = re.compile(
    r"^(?:[\s,，:：;；\-–—.。!！]|是|叫|的|来自|一家|一个|家|公司(?=[:：叫是])|名字|名称|客户(?:是|叫|：)?|from\b|is\b|called\b|named\b|for\b|the\b|company\b|it's\b|at\b|with\b|alert\b|here\b)+",
    re.IGNORECASE,
)
_NAME_END = re.compile(
    r"(?:转介绍|介绍|推荐|通过|经|从|在|想|需要|要(?!素)|打算|计划|有意|咨询|联系人|对接人|预算|大概|金额|电话|手机|来自|展会|官网|采购|做(?!市)|问|，|,|;|；|。|:|：|\(|（|\n| - | – | — |\s(?=\d)|\s(?=[\u4e00-\u9fff])|\.\s|\b(?:came|from|via|needs?|wants?|looking|interested|through|contact|referred|maybe|around|about|budget|who|they|asking|met|is|are|has|at the|wanting|at|in|with|worth|call|phone|email|downloaded|filled|signed up)\b)"
)


def read_arrival(shape: Shape) -> Meaning | None:
    """Read a new lead out of a sentence that announces one."""
    line = shape.line
    found = _NEW.search(line)
    if found is None or found.start() > 14 or _NOT_NEW.search(line):
        return None
    said: Said = {}
    more: Said = {}
    for kind in ("phone", "email"):
        if span := next(shape.all(kind), None):
            said[kind] = str(span[1].value)
    if amount := next(shape.all("amount"), None):
        said["amount"] = amount[1].value
    said["source"] = next((key for key, words in _SOURCES if re.search(words, line)), None)
    referrer = next(iter(shape.all("deal")), None) if said["source"] == "referral" else None
    if referrer is not None:
        more["referrer"] = referrer[1].value
    elif said["source"] == "referral" and (people := members_in(shape)):
        more["referrer"] = people[0][1]
    company = _company(shape, found.end()) or _company_before(shape, found.start())
    if not company:
        return None
    said["title"] = company
    contact = _contact(shape, company)
    if contact:
        said["contact"] = contact
    if need := _need(shape, company, contact):
        said["note"] = need
    if more:
        said["more"] = more
    return Meaning("lead_create", {key: value for key, value in said.items() if value is not None})


def _company(shape: Shape, start: int) -> str:
    """The first words after the announcement, up to where another fact begins."""
    rest = shape.line[start:]
    lead = _FIRST.match(rest)
    begin = start + (lead.end() if lead else 0)
    typed = shape.words(begin, len(shape.line))
    end = len(shape.line)
    for sign in ("amount", "phone", "email", "date", "percent"):
        if (near := next(shape.all(sign, begin), None)) is not None:
            end = min(end, near[0])
    typed = shape.words(begin, end)
    cut = _NAME_END.search(typed)
    name = typed[: cut.start()] if cut and cut.start() > 0 else "" if cut else typed
    name = re.sub(r"(?:那边|这边|的|了|公司的)$", "", name.strip(TRIM + "()（）\"“”'"))
    if not 2 <= len(name) <= 60 or re.fullmatch(
        r"(?:a|an|the|lead|one|it|this|that|for|me|us|here|in|to|today|there|everyone|all|team)", name, re.IGNORECASE
    ):
        return ""
    return name


def _company_before(shape: Shape, end: int) -> str:
    name = shape.words(0, end).strip(TRIM)
    return (
        name
        if 2 <= len(name) <= 30 and not re.search(r"刚|今天|有|我|the|got|i |we |hey|hi", name, re.IGNORECASE)
        else ""
    )


def _contact(shape: Shape, company: str) -> str | None:
    text = shape.text.replace(company, " , ", 1)
    for pattern in _CONTACT:
        for found in pattern.finditer(text):
            who = found["who"].strip()
            if (
                who
                and who not in company
                and not re.match(
                    r"(?:New|Lead|Budget|From|Inbound|They|Need|Mon|Tue|Wed|Thu|Fri|Q\d|Maybe|Met|老板|员工|手工|加工|施工|The|Via|Came|Source|About|Around|Webinar|Website|Referral|Linked|Google|Expo)",
                    who,
                )
            ):
                return who
    return None


def _need(shape: Shape, company: str, contact: str | None) -> str:
    if found := _NEED.search(shape.line, shape.line.find("") + 0):
        part = found.span("what") if found["what"] else found.span("en")
        typed = shape.words(*part).strip(TRIM)
        return "" if re.fullmatch(r"\W*", typed) else typed
    for clause in shape.clauses()[1:]:
        line = shape.line[clause.start : clause.end]
        if (
            _NEW.search(line)
            or any(re.search(words, line) for _, words in _SOURCES)
            or next(shape.all("phone", clause.start, clause.end), None)
        ):
            continue
        cuts = [
            (place, place + 1)
            for kind in ("amount", "email", "deal")
            for place, _ in shape.all(kind, clause.start, clause.end)
        ]
        rest = left_over(shape, Clause(clause.start, clause.end), cuts)
        rest = re.sub(
            r"^(?:预算|大概|大约|金额|maybe|about|around|budget|approx|worth|左右|roughly|~|of|is|\s)+|(?:左右|上下|or so|budget|预算|\s)+$",
            "",
            rest,
            flags=re.IGNORECASE,
        ).strip(TRIM)
        if (
            len(rest) > 2
            and rest != contact
            and rest not in company
            and company not in rest
            and not (contact and contact in rest)
        ):
            return rest
    return ""
