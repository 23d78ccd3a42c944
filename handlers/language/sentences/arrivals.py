"""A new lead: the company, whom to call there, where it came from, what it needs, what it may be worth."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM, Meaning, Said, deals_in, members_in
from handlers.language.sentences.newcomers import (
    Piece,
    company_in,
    pieces_of,
    said_of,
    trimmed,
    weight_of,
)
from handlers.language.sentences.persons import from_company, from_there, holds_job, person_in
from handlers.language.sentences.sources import only_source, source_of
from handlers.language.shape import Shape, signs
from handlers.language.spans.amounts import AmountSpan
from handlers.language.words import nobody
from sales.names import place_of

_NEW = any_of(
    zh="""新线索 新线索一枚 新(?:来了?|到了?|增|加|进|有|报|录|建)?(?:的|了)?(?:一)?(?:个|条|家)?(?:客户|线索|商机|单子|询盘|lead|inbound) 线索\\+1 留资 询盘[:：] 咨询[:：] 来咨询 打电话来 主动(?:联系|找)(?:我们|过来|来)
        加了.{0,3}微信 接到.{0,6}(?:电话|来电) 推荐了?一?(?:个|家)客户? 一?个咨询的 来问报价 录成线索 陌拜了?一?(?:个|家) 客户进线 又来了?一?(?:个|家|条) 存个客户 存一个 来留言 有人留言 线索一枚 一枚新线索 接了?个.{0,3}(?:咨询)?电话 线索录入 认识(?:了|的)?(?:一)?(?:个|家)(?:客户)? 找(?:过来|上门)(?:来)?了? 进线索 录线索 (?:先)?录进去 录个 记个 收了?(?:一)?张名片 有人找我 推了(?:一)?(?:家|个) 介绍了(?:一)?(?:家|个)
        (?:来|有|收到|接到|进来|到|拿到|搞到|捡)(?:了)?(?:一)?(?:个|条|家)(?:新)?(?:的)?(?:线索|询盘|客户咨询|商机|lead|inbound|新客户|潜在客户|意向客户|客户)(?:哈|啊)?
        (?:帮我|帮忙)?(?:录|登记|建|记|加|报备|录入|新建|创建|添加)(?:一下|一?个|一?条|一?家|下|入)+(?:新)?(?:的)?(?:线索|客户|商机|lead)? (?:录入?|登记|新建|创建|添加|报备)(?:新)?(?:线索|客户|商机) 登记[:：]? 报备 线索[:：] 来的(?:新)?线索 新来(?:了)?(?:一|个|家|条)?(?:单|个客户) 建个(?:新)?线索 有(?:个|家)(?:新)?公司(?:打电话|找)(?:过来|来|我们)?(?=.{0,6}叫) (?:老客户|客户)<deal>(?:给我们|给咱们|帮忙|那边)?(?:介绍|推荐|转介绍)的?
        转介绍了?(?:一)?(?:个|家)?(?=[:：]) (?:展会|活动|会上|饭局|朋友圈).{0,6}(?:认识|加|聊|拿|收)(?:了|到|的)+(?:一)?(?:个|家|张)?(?:客户|名片)? 来了?个(?:询盘|咨询|客户|inbound|lead) 客户进来""",
    en="""log it as a lead, lead alert, newlead, potential (?:customer|client|lead|deal)(?=\\s?[:：-]), intro from <member>(?=\\s?[:：-]), filled (?:in|out) (?:the|our|a) (?:contact |web )?form, as leads?(?=\\W*$), called from, (?:make|making) (?:it|them|this|that) a (?:lead|prospect|deal), fresh one, (?:met|have|got|found|know) a potential (?:client|customer|lead|prospect|deal), there's (?:this|a) company(?: called| named)?,
        (?=someone from), (?=somebody from), just signed up, reached out(?: to us)?, wants in, new (?:inbound |hot |warm |cold |sales |potential |web )?(?:leads?|prospect|opp(?:ortunity)?|inquiry|enquiry|deal|account|logo|customer|client|inbound|one),
        (?:can you |could you |please |pls )?(?:got|have|add|log|logging|adding|create|creating|enter|register|registering|record|open|found|received|caught|picked up|scored|bringing in|capture) (?:a |an |another |us a |in a )?(?:new |hot |warm |fresh |inbound |potential )*(?:lead|prospect|opp(?:ortunity)?|inquiry|enquiry|inbound|referral)(?: for (?:them|him|her|it))?,
        leads?(?=\\s?[:：-]), inbound(?: lead)?[:：]?, fresh lead, hot lead, new[:：], lead in(?= from), as a (?:new )?(?:lead|prospect|deal), in as a (?:new )?(?:lead|prospect), (?:call|e-?mail|sign-?up|demo request|referral|walk-?in|inquiry|enquiry|message|request) (?=from),
        (?:inquiry|enquiry|referral|walk-?in|prospect|opportunity|opp)(?=\\s?[:：-]), net new, lead (?=from), (?=some(?:one|body) (?:called|named) [a-z]+ (?:from|at) ), (?=met [a-z \ue000-\ue0ff]{2,40} at (?:the |a )?(?:trade )?(?:expo|show|fair|booth|conference|summit|event)), new business, new name, (?=introduced us to), (?=cold[- ]called),
        (?:to|in|into) (?:the|our) (?:pipeline|crm|system|books), (?:got|have|here's|here is)? ?another (?:one|lead|prospect)(?=\\W), put (?:him|her|them|it) (?:in|into|in the|into the)(?: (?:system|crm|pipeline|books?))?, (?:please |pls )?add (?:it|them|him|her)(?: in| to (?:the )?(?:system|crm|pipeline))?(?=\\W*$), log (?:it|them|him|her), (?=named [a-z]), (?=referred us to), (?=put us in touch)""",
)
# What stands before the company where the announcement stands behind it: "put Delta Fasteners in as a lead".
_BEFORE = re.compile(
    r"^\W*(?:please |pls |can you |could you |kindly |let's )?(?:put|add|register|log|enter|create|open|record|book|get)\s+",
    re.IGNORECASE,
)
_GIVEN = signs(
    r"(?:给|让|由|归)\s?<member>|\b(?:to|for|give|assign|let)\s(?:the )?<member>|<member>\s?(?:来?跟|负责|接手|\b(?:owns|takes|gets|will take))"
)
_AS_LEAD = re.compile(r"\s*(?:in )?as a |\s*to (?:the|our) |\s*in(?:to)? the (?:system|crm)|\s*(?:in|down) as ")
_ANNOUNCED = signs(r"\W*(?:new )?lead\s*[:：]\s*<deal>")
_NOT_NEW = any_of(
    zh="[二两三四五六七八九十2-9][条个家](?:新)?(?:线索|客户|商机)?[:：] 线索[二两三四五六七八九]条 (?:^|线索|客户|商机)的?(?:流程|政策|优惠|背调|质量|要做) 没收到 没来 多少 几个 哪些 分配 怎么 谁 [?？]\\W*$ 吗\\W*$ 规则 上限 没有新 没新 本周新 本月新 不是新 导出 模板 专长 擅长 技能 本人 复盘 目标",
    en="(?:two|three|four|five|six|several|a few|couple of|some|[2-9]|1\\d) (?:new )?(?:leads|prospects|companies|customers), leads (?:for|:), might, didn'?t, process, assignment, quality, template, scoring, how many, which, rules?, routing, any new, no new, where, don't, release, limit, cap, new (?:customer|client|deal|account|one) (?:wants|asked|said|signed)",
)
_LABELLED = re.compile(r"\bcompany\s*[:：=]|公司\w{0,2}\s*[:：=]")
_NAME_GOES_ON = re.compile(
    r"\s?(?:[\u4e00-\u9fff]{0,2}(?:公司|集团|科技|电子|电气|医院|医疗|学校|中学|大学|银行|机械|模具|物流|贸易|食品|餐饮|酒店|服饰|纺织|建材|地产|物业|传媒|教育|培训|数据|软件|能源|化工|材料|汽配|汽车|零售|百货|超市|商贸|药业|生物|环保|电器|家居|装饰|设计|工业|实业)|&|\s[A-ZÀ-Þ])"
)
_REVENUE = any_of(
    zh="营收 规模 产值 注册资本 融资 年收入 流水 营业额",
    en="revenue, raised, funding, turnover, arr, valuation, series",
)
_WORTH = any_of(
    zh="预算 给到 报价 金额 盘子 大概 左右",
    en="budget, worth, around, about, maybe, deal, approx, amount, value, roughly",
)
# Whoever was met is of a company: "the phone with Marco at Tidal Robotics".
_MET = re.compile(
    r"\b(?:[Mm]et|[Ss]poke|[Tt]alked|[Cc]hatted|[Hh]eard|phone|call|meeting|chat|coffee|lunch|called|named|email)(?: (?:with|to|from))? (?:the |their )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)? (?:from|at|of|over at) (?P<company>[A-Z][\w&'’-]*(?: [A-Z&][\w&'’-]*)*)(?![\w&'’-])(?! (?:expo|fair|trade|show|summit|conference|event|booth))"
)
_LONGEST = 300


def read_arrival(shape: Shape) -> Meaning | None:
    """Read a new lead out of a sentence that announces one."""
    if len(shape.line) > _LONGEST:
        return None
    if _longer_name(shape):
        shape = Shape(shape.text, replace(shape.scene, find_names=nobody))
    line = shape.line
    found = _NEW.search(line)
    labelled = _LABELLED.search(line)
    if found is None or (_NOT_NEW.search(line) and not labelled):
        return None
    start = found.start()
    if before := _BEFORE.match(line[:start]):  # the verb belongs to the announcement, not to the name
        pieces = [one for one in pieces_of(shape, (start, found.end())) if one.end > before.end()]
    else:
        pieces = pieces_of(shape, (start, found.end()))
    said: Said = {kind: str(span[1].value) for kind in ("phone", "email") if (span := next(shape.all(kind), None))}
    doubts = _worth(shape, said)
    company, own, rest = _company(shape, pieces)
    if not company:
        return None
    said["title"] = company
    own_words = shape.words(own.start, own.end).replace(company, " ").casefold()
    told = [own_words, *(one.line for one in pieces if one is not own and one.role in ("source", "", "company"))]
    _source(shape, [*told, _clause_of(shape, start, found.end(), company)], said)
    if deals_in(shape) and said.get("source") != "referral":
        return None
    _visitor(pieces, own, said)
    met = _MET.search(shape.text)
    if who := _of_company(shape, own, company) or (from_company(met[0]) if met and company in met["company"] else ""):
        said["contact"] = who
    _people_and_needs(shape, [one for one in pieces if one is not own], rest, said)
    given = bool(_GIVEN.search(line))  # it may be about who gets a lead
    sure = (not given and weight_of(company) > 0) or (not given and own.role == "company" and weight_of(company) > -3)
    return Meaning("lead_create", said, doubts=doubts + ([] if sure else ["note"]))


def no_arrival(title: str) -> bool:
    """Whether what follows the words for a new lead is no name but speaks of leads."""
    return bool(_NOT_NEW.search(title) if title.islower() or not title.isascii() else None)


def _longer_name(shape: Shape) -> bool:
    """Whether a deal we know is but a part of the new company's name (杭州蓝海装饰, Foo & Söhne where Foo Bar is known)."""
    deals = list(shape.all("deal"))
    if _ANNOUNCED.match(shape.line) and any(
        re.match(r"\s*(?:&\s*)?[A-ZÀ-Þ]", shape.text[span.end :]) for _, span in deals
    ):
        return True
    return any(
        _NAME_GOES_ON.match(shape.text[span.end :])
        or place_of(shape.text[max(0, span.start - 2) : span.start]) is not None
        for _, span in deals
    )


def _worth(shape: Shape, said: Said) -> list[str]:
    """Take the amount that may be the deal's; of several the one that is called so."""
    amounts = [
        (place, span.value)
        for place, span in shape.all("amount")
        if isinstance(span.value, AmountSpan) and not _REVENUE.search(shape.line[max(0, place - 8) : place + 8])
    ]
    if len(amounts) > 1:
        amounts = [one for one in amounts if _WORTH.search(shape.line[max(0, one[0] - 6) : one[0] + 4])] or amounts
    if amounts and amounts[-1][1].high is None:  # of a range neither end is what the deal is worth
        said["amount"] = amounts[-1][1]
    return ["which"] if len(amounts) > 1 else []


def _clause_of(shape: Shape, start: int, end: int, company: str) -> str:
    """What is said in one breath with the announcement, beside the company's name."""
    clause = next((one for one in shape.clauses() if one.start <= start < one.end), None)
    told = shape.words(clause.start, max(end, clause.end)) if clause else shape.words(start, end)
    return told.replace(company, " ").casefold()


def _source(shape: Shape, told: Sequence[str], said: Said) -> None:
    """Take where it came from; of whoever sent it, a deal of ours or a colleague."""
    source = next((key for text in told if (key := source_of(text))), None)
    if source is None:
        return
    said["source"] = source
    if source == "referral":
        sent = next(shape.all("deal"), None)
        people = members_in(shape)
        if sent is not None:
            said["more"] = {"referrer": sent[1].value}
        elif people:
            said["more"] = {"referrer": people[0][1]}


def _company(shape: Shape, pieces: Sequence[Piece]) -> tuple[str, Piece, str]:
    """Return the company's name, the piece it stands in and what that piece says behind it."""
    best: tuple[float, str, Piece, str] | None = None
    met = _MET.search(shape.text)
    name = company_in(met["company"])[0] if met else ""
    own = next((piece for piece in pieces if name in piece.text), None)
    if own is not None and weight_of(name) > 0:
        return name, own, ""
    for no, piece in enumerate(pieces):
        if piece.role not in ("company", "", "source") or next(shape.all("deal", piece.start, piece.end), None):
            continue
        text = said_of(piece)
        if piece.role == "source" and source_of(piece.line):
            continue
        if from_there(pieces[no : no + 2]):
            continue
        name, rest = company_in(_without_spans(shape, piece, text))
        if weight_of(name) < -3 or (only_source(name.casefold()) and piece.role != "company"):
            continue
        weight = weight_of(name) + 5 * (piece.role == "company") + 3 * piece.first - no / 10
        weight += 4 * (no > 0 and from_there(pieces[no - 1 : no + 1]))
        weight -= 3 * (piece.role == "source" and not piece.first) + 3 * (name.islower() and not shape.text.islower())
        weight += 4 * bool(_AS_LEAD.match(shape.line[piece.end :]))
        if source_of(piece.line) and piece.role == "":
            weight -= 2
        if best is None or weight > best[0]:
            best = (weight, name, piece, rest)
    return ("", pieces[0], "") if best is None and pieces else best[1:] if best else ("", Piece(0, 0, "", "", ""), "")


def _of_company(shape: Shape, own: Piece, company: str) -> str:
    """Return whom to call where they are named in one breath with the company they are of: 西安古城文旅的黄经理."""
    found = next(shape.all("contact", own.start, own.end), None)
    if found is None or source_of(own.line) == "referral":
        return ""
    before = shape.words(own.start, found[0])
    return shape.text[found[1].start : found[1].end] if before.rstrip("的 ").endswith(company) else ""


def _visitor(pieces: Sequence[Piece], own: Piece, said: Said) -> None:
    """Whoever is said to be from the company is whom to call there."""
    for one, other in pairwise(pieces):
        if (other is own and from_there((one, other))) or (one is not own and holds_job((one, other))):
            said["contact"] = one.text


def _without_spans(shape: Shape, piece: Piece, text: str) -> str:
    """A piece up to the first thing in it that is no part of a name."""
    kinds = ("phone", "email", "amount", "percent", "contact", "member")
    first = min((at for kind in kinds for at, _ in shape.all(kind, piece.start, piece.end)), default=None)
    if first is None:
        return text
    before = shape.words(piece.start, first).strip(TRIM + "()（）/|")
    span = shape.at(first)
    numbered = span is not None and span.kind not in ("contact", "member")
    return before if before or numbered else text


def _people_and_needs(shape: Shape, pieces: Sequence[Piece], rest: str, said: Said) -> None:
    """Sort what else is said: whom to call there, and what the company needs."""
    needs: list[tuple[bool, str]] = []
    for piece in pieces:
        if piece.text == said.get("contact"):
            continue
        near = shape.line[piece.end : piece.end + 4] + piece.line
        numbered = bool(re.search("[\ue009\ue00a]", near))
        foreign = next(shape.all("deal", piece.start, piece.end), None) or source_of(piece.line) == "referral"
        if "contact" not in said and not foreign and (who := person_in(shape, piece, beside_number=numbered)):
            said["contact"] = who
            if piece.role != "need":
                continue
        if piece.role in ("reach", "money", "company", "contact") or (piece.role == "source" and source_of(piece.line)):
            continue
        text = trimmed(_unspanned(shape, piece)) if piece.role != "need" else _unspanned(shape, piece) or piece.text
        if len(text) > 1 and not (piece.role == "" and source_of(piece.line)):
            needs.append((piece.role == "need", text))
    if (text := trimmed(rest)) and len(text) > 1:
        needs.append((False, text))
    kept = [text for _, text in needs] + _ranges(shape)
    if kept:
        said["note"] = ("，" if any(not need.isascii() for need in kept) else ", ").join(kept)


def _ranges(shape: Shape) -> list[str]:
    """Amounts of which only one end is kept (30-50万), as they were typed."""
    spans = [
        span for _, span in shape.all("amount") if isinstance(span.value, AmountSpan) and span.value.high is not None
    ]
    return [shape.text[span.start : span.end] for span in spans]


def _unspanned(shape: Shape, piece: Piece) -> str:
    """What a piece says beside phones, mails and amounts."""
    text = said_of(piece)
    for kind in ("phone", "email", "amount", "deal"):
        for _, span in shape.all(kind, piece.start, piece.end):
            text = text.replace(shape.text[span.start : span.end], " ")
    return re.sub(r"\s+", " ", text).strip(TRIM + "()（）")
