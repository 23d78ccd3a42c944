"""A new lead: the company, whom to call there, where it came from, what it needs, what it may be worth."""

import re
from dataclasses import replace

from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, left_over, members_in
from handlers.language.shape import Clause, Shape, signs
from handlers.language.words import nobody

_NEW = signs(
    r"新线索|新(?:来了?|到了?|增|加|进|有|报|录|建)?(?:的|了)?(?:一)?(?:个|条|家)?(?:客户|线索|商机|单子|询盘|lead)|线索\+1|留资|询盘[:：]|咨询[:：]|来咨询|打电话来|主动(?:联系|找)(?:我们|过来|来)|加了.{0,3}微信|认识(?:了)?(?:一)?(?:个|家)(?:客户)?|找(?:过来|上门)(?:来)?了?|进线索|录线索|(?:来|有|收到|接到|进来|到|拿到|搞到|捡)(?:了)?(?:一)?(?:个|条|家)(?:新)?(?:的)?(?:线索|询盘|客户咨询|商机|lead|新客户|潜在客户|意向客户|客户)(?:哈|啊)?|"
    r"(?:录|登记|建|记|加|报备|录入|新建|创建|添加)(?:一下|一?个|一?条|下|入)+(?:新)?(?:的)?(?:线索|客户|商机|lead)?|(?:录入?|登记|新建|创建|添加|报备)(?:新)?(?:线索|客户|商机)|报备|线索[:：]|转介绍了?(?:一)?(?:个|家)?(?=[:：])|(?:展会|活动|会上|饭局|朋友圈).{0,6}(?:认识|加|聊|拿|收)(?:了|到|的)+(?:一)?(?:个|家)?(?:客户)?|"
    r"\bnew (?:inbound |hot |warm |cold |sales |potential |web )?(?:lead|prospect|opp(?:ortunity)?|inquiry|enquiry|deal|account|logo|customer|client|inbound)\b|\b(?:got|have|add|log|create|enter|register|found|received|caught|picked up|scored|bringing in) (?:a |an |another |us a |in a )?(?:new |hot |warm |fresh |inbound |potential )*(?:lead|prospect|opp(?:ortunity)?|inquiry|enquiry|inbound|referral)\b|\blead[:：]|\binbound(?: lead)?[:：]?|\bfresh lead\b|\bhot lead\b|\bnew[:：]|\bas a (?:new )?(?:lead|prospect)\b|\b(?:call|e-?mail|sign-?up|demo request|referral|walk-?in|inquiry|enquiry|message|request) from\b|\b(?:inquiry|enquiry|referral|walk-?in|prospect|opportunity|opp)[:：]|\bnet new\b|\blead from\b|\bmet (?=[a-z ]{2,30} at (?:the |a )?(?:expo|show|fair|booth|conference|summit|event))|\bnew business\b|\bnew name\b"
)
_ANNOUNCED = signs(r"\W*(?:new )?lead\s*[:：]\s*<deal>")
_NOT_NEW = re.compile(
    r"多少|几个|哪些|分配|怎么|谁|[?？]|吗\W*$|规则|上限|\b(?:how many|which|who|rules?|routing|any new|no new|where|don't|release|limit|cap)\b|没有新|没新|本周新|本月新|不是新|导出"
)
_SOURCES = (
    (
        "referral",
        r"转介绍|介绍|推荐|熟人|\brefer\w*|\bintro(?:duced|duction|'d)?\b|\bword of mouth|\brecommend\w*|\bvia \ue000|\bthrough \ue000",
    ),
    ("webinar", r"研讨会|线上会议|webinar"),
    ("livestream", r"直播|livestream"),
    (
        "trade_show",
        r"展会|展览|博览会|工博会|广交会|展位|展台|\bexpo\b|trade ?show|trade ?fair|\bfair\b|\bbooth\b|exhibition|\bshow\b",
    ),
    (
        "website",
        r"官网|网站|网页|留资|表单|\bwebsite\b|\bweb ?site\b|\bweb ?form\b|\bcontact form\b|\blanding page|\bvia web\b",
    ),
    ("cold_call", r"陌拜|电话开发|陌生电话|冷(?:call|呼)|扫街|cold[- ]?call"),
    ("cold_email", r"cold e-?mail|开发信"),
    (
        "inbound_call",
        r"(?:主动)?(?:来电|打电话(?:来|进来|咨询))|400|热线|\bcalled (?:in|us)\b|\bhotline\b|\binbound call\b|\bphoned in\b",
    ),
    ("linkedin", r"linkedin|领英"),
    ("twitter", r"twitter|推特"),
    ("wechat", r"微信(?!同号)|公众号|视频号|朋友圈|wechat"),
    ("ad", r"广告|百度|投放|\bads\b|\bad (?:campaign|click)|google ads?|adwords"),
    ("partner", r"渠道|代理商|合作伙伴|\bpartner\b|\bchannel\b|\breseller\b"),
)
_TITLES = "总监|总|工|经理|主任|老师|先生|女士|小姐|董|厂长|院长|校长|科长|处长|部长|哥|姐|博士|师傅|店长|老板|主管|所长|行长|园长|教授|秘书"
_CONTACT = (
    re.compile(
        rf"(?:联系人|对接人|对接|找|负责人)(?:是|叫|：|:)?\s*(?P<who>[\u4e00-\u9fff]{{1,3}}(?:{_TITLES})?|[A-Z][a-z]+(?: [A-Z][a-z]+)?)"
    ),
    re.compile(r"老板姓(?P<boss>[\u4e00-\u9fff])"),
    re.compile(rf"^(?P<who>[\u4e00-\u9fff]{{1,3}}(?:{_TITLES}))$"),
    re.compile(rf"(?P<who>[\u4e00-\u9fff](?:{_TITLES}))(?=\W|$|手机|电话|微信|说|想|找|来)"),
    re.compile(
        r"\b(?:contact(?: person| name)?(?: is|:|=)?|talk to|ask for|speak to|reach|poc(?: is|:)?|attn:?|spoke (?:to|with)|met(?: with)?|name is|c/o|(?:ops |it |office |plant |sales |general )?(?:manager|director|owner|buyer|ceo|cfo|cto|coo|vp|head of [a-z]+|founder|lead))\s*[:=]?\s*(?P<who>(?:(?:Mr|Ms|Mrs|Dr)\.? )?[A-Z][\w'-]+(?: [A-Z][\w'-]+)?)"
    ),
    re.compile(r"^(?P<who>(?:(?:Mr|Ms|Mrs|Dr)\.? )[A-Z][\w'-]+(?: [A-Z][\w'-]+)?|[A-Z][a-z'-]+ [A-Z][a-z'-]+)$"),
)
_NEED = re.compile(
    r"(?:想要?|需要|要|需求(?:是)?|打算|计划|有意|希望|考虑|采购|咨询|询|问|看中|感兴趣|对)\s*[:：=]?\s*(?P<what>[^，,。;；]{1,60})|\b(?:needs?|wants?|looking (?:for|at|to)|interested in|requires?|asking (?:about|for)|asked (?:about|for)|evaluating|requirement)\s*[:=]?\s+(?:a |an |the )?(?P<en>[^,;.]{2,80})"
)
_FILLER = re.compile(
    r"^(?:\s|是|叫|的|来自|一家|一个|家|刚|先记上|记上|先记|哈|啊|公司名?(?=[:：叫是])|名字|名称|客户(?:是|叫)?|帮忙|麻烦|预算|大概|大约|左右|金额|电话|手机|邮箱|微信同号|微信|可能|约|以?内|"
    r"(?:from|is|called|named|for|the|company|it's|at|with|here|please|pls|maybe|about|around|budget|approx|worth|roughly|amount|phone|email|tel|cell|or so|of|in|via|came|through|heads up|hey|hi|just|got|a|an|and|put|need|contact|referred|by|to|to call|call)(?![a-z])|[:：=~+])+",
    re.IGNORECASE,
)
_FILLER_END = re.compile(
    r"(?:\s|左右|上下|或以上|以?内|那边|这边|的|了|预算|电话|手机|大概|大约|(?<![a-z])(?:or so|budget|in|as|maybe|around|about|worth|at|with|for|from|via|came|,))+$",
    re.IGNORECASE,
)
_NAME_END = re.compile(
    rf"(?:转介绍|介绍|推荐|想|需要|要(?!素)|打算|计划|有意|咨询|询价|联系人|对接|预算|来自|展会|官网|采购|问|[\u4e00-\u9fff](?:{_TITLES})(?=\W|$)|\b(?:came|from|via|needs?|wants?|looking|interested|through|contact|referred|maybe|who|they|asking|met|is|are|has|wanting|at|worth|downloaded|filled|signed up|called|ceo|cto|cfo)\b)"
)
_SENTENCE = re.compile(
    r"[的了我他她在是有来说想去吗吧这那给把被让和跟]|今天|昨天|刚才|\b(?:a|an|the|is|are|was|we|they|i|he|she|it|to|from|at|who|that|this|my|our|please|and|got|just|said|called|need|want)\b"
)
_SMALL = frozenset({"and", "of", "the", "for", "de", "&", "-", "+"})
_NOBODY = re.compile(
    r"^(?:a|an|the|lead|leads|one|it|this|that|for|me|us|here|in|to|today|there|everyone|all|team|new|client|customer|客户|线索|商机|一下|公司|老客户|大客户|了|吧)$",
    re.IGNORECASE,
)


def read_arrival(shape: Shape) -> Meaning | None:
    """Read a new lead out of a sentence that announces one."""
    if _longer_name(shape):
        shape = Shape(shape.text, replace(shape.scene, find_names=nobody))
    line = shape.line
    found = _NEW.search(line)
    if found is None or _NOT_NEW.search(line):
        return None
    said: Said = {}
    more: Said = {}
    for kind in ("phone", "email"):
        if span := next(shape.all(kind), None):
            said[kind] = str(span[1].value)
    if amount := next(shape.all("amount"), None):
        said["amount"] = amount[1].value
    if source := next((key for key, words in _SOURCES if re.search(words, line)), None):
        said["source"] = source
    if source == "referral" and deals_in(shape):
        more["referrer"] = next(shape.all("deal"))[1].value
    elif source == "referral" and (people := members_in(shape)):
        more["referrer"] = people[0][1]
    if deals_in(shape) and source != "referral":
        return None
    pieces = _pieces(shape, found)
    company = _company(pieces)
    if not company:
        return None
    said["title"] = company
    _rest(shape, [piece for piece in pieces if company not in piece] + [_after(pieces, company)], said)
    if more:
        said["more"] = more
    return Meaning("lead_create", said, doubts=[] if _like_a_name(company) else ["note"])


def _longer_name(shape: Shape) -> bool:
    """Whether the company announced only begins as a deal we know is called (Foo & Söhne, where Foo Bar is known)."""
    return bool(_ANNOUNCED.match(shape.line)) and any(
        re.match(r"\s*(?:&\s*)?[A-ZÀ-Þ]", shape.text[span.end :]) for _, span in shape.all("deal")
    )


def _like_a_name(company: str) -> bool:
    """Whether a text is surely a company's name and not half a sentence."""
    if re.search(r"[\u3400-\u9fff]", company):
        return len(company) <= 16 and not _SENTENCE.search(company)
    words = company.split()
    named = all(word[:1].isupper() or word[:1].isdigit() or word in _SMALL for word in words)
    return named or (company.islower() and len(words) <= 3 and not _SENTENCE.search(company))


def _pieces(shape: Shape, found: re.Match[str]) -> list[str]:
    """What was said beside the announcement, clause by clause: what follows it first."""
    kinds = ("phone", "email", "amount", "deal", "percent")
    cuts = [(at, at + 1) for kind in kinds for at, _ in shape.all(kind)]
    texts = []
    clauses = shape.clauses()
    for clause in [
        *(one for one in clauses if one.end > found.end()),
        *(one for one in clauses if one.end <= found.end()),
    ]:
        inside = (
            [*cuts, (max(found.start(), clause.start), min(found.end(), clause.end))]
            if clause.start < found.end() and clause.end > found.start()
            else cuts
        )
        start = clause
        if clause.start < found.start() < clause.end:
            texts.append(left_over(shape, Clause(found.end(), clause.end), cuts) if found.end() < clause.end else "")
            start, inside = Clause(clause.start, found.start()), cuts
        for piece in re.split(
            r"[\U0001f300-\U0001faff\u2600-\u27bf\ufe0f]+|\s[/|]\s|^[/|]\s|\s[/|]$", left_over(shape, start, inside)
        ):
            texts.append(piece)
    return [text for piece in texts if (text := piece.strip(TRIM + "()（）/|"))]


def _bare(piece: str) -> str:
    return _FILLER_END.sub("", _FILLER.sub("", piece.strip(TRIM + "/|"))).strip(TRIM + "()（）\"“”'/|")


def _company(pieces: list[str]) -> str:
    """The first piece that is a name."""
    for piece in pieces:
        bare = _bare(piece)
        cut = _NAME_END.search(bare)
        name = _bare(bare[: cut.start()] if cut else bare)
        if cut and cut.start() < 2:
            continue
        if (
            not 2 <= len(name) <= 60
            or _NOBODY.match(name)
            or any(re.search(words, name.casefold()) for _, words in _SOURCES)
        ):
            continue
        if any(pattern.search(name) for pattern in _CONTACT[:3]) or re.fullmatch(r"[\W\d]+", name):
            continue
        return name
    return ""


def _after(pieces: list[str], company: str) -> str:
    """What stands behind the company's name in its own piece."""
    own = next((piece for piece in pieces if company in piece), "")
    return own[own.index(company) + len(company) :] if own else ""


def _rest(shape: Shape, pieces: list[str], said: Said) -> None:
    """Sort what is said of a company: whom to call there, and what it needs."""
    needs = []
    for told in pieces:
        piece = told.strip(TRIM + "()（）/|")
        if not _bare(piece):
            continue
        who = next((found for pattern in _CONTACT if (found := pattern.search(piece))), None)
        if who is not None and "contact" not in said:
            named = who.groupdict()
            said["contact"] = f"{named['boss']}老板" if named.get("boss") else who["who"]
            continue
        wants = _NEED.search(piece)
        if wants is not None:
            needs.append((wants["what"] or wants["en"]).strip(TRIM))
        elif not any(re.search(words, piece.casefold()) for _, words in _SOURCES):
            needs.append(_bare(piece))
    kept = [need for need in needs if len(need) > 1]
    if kept:
        said["note"] = ("，" if any(not need.isascii() for need in kept) else ", ").join(kept)
