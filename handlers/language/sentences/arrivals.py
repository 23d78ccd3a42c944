"""A new lead: the company, whom to call there, where it came from, what it needs, what it may be worth."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.language.sentences.announcing import GENERAL, NO_BUYER, NOT_NEW
from handlers.language.sentences.callers import who_is_who
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.flocks import Flock, flock_of
from handlers.language.sentences.meaning import Meaning, Said, deals_in, members_in
from handlers.language.sentences.newcomers import Name, Piece, dictated_phone, pieces_of, trimmed, unspanned
from handlers.language.sentences.sources import source_of
from handlers.language.shape import Shape, signs
from handlers.language.spans.amounts import AmountSpan
from handlers.language.spans.rules import plain
from handlers.language.typed.reader import CJK
from handlers.language.words import Mention, nobody
from sales.names import place_of

_ANNOUNCED = signs(r"\W*(?:new )?lead\s*[:：]\s*<deal>")
_NAME_GOES_ON = re.compile(
    r"\s?(?:[\u4e00-\u9fff]{0,2}(?:公司|集团|科技|电子|电气|医院|医疗|学校|中学|大学|银行|机械|模具|物流|贸易|食品|餐饮|酒店|服饰|纺织|建材|地产|物业|传媒|教育|培训|数据|软件|能源|化工|材料|汽配|汽车|零售|百货|超市|商贸|药业|生物|环保|电器|家居|装饰|设计|工业|实业)|&|\s[A-ZÀ-Þ])"
)
_REVENUE = any_of(
    zh="营收 规模 产值 注册资本 融资 年收入 流水 营业额",
    en="revenue, raised, funding, turnover, arr, valuation, series",
)
# What is paid each time, or by each of many, is not what the deal is worth.
_RATE = signs(
    r"\s?(?:(?:/\s?|(?:per|each|a) )(?:month|mo|year|yr|seat|user|head|unit|site)\b|[每一](?:个?月|年|人|台|套|个))"
)
_WORTH = any_of(
    zh="预算 给到 报价 金额 盘子 大概 左右",
    en="budget, worth, around, about, maybe, deal, approx, amount, value, roughly",
)
# No lead is to be made, or only should something come to pass.
_NOT_TO = any_of(
    zh="(?:别|不要|不用|先不|暂不)[^，,]{0,4}(?:录|建|记|登|加|报|存) ^\\W*(?:如果|要是|假如|等)",
    en="(?:don'?t|do not|no need to|shouldn'?t|never) (?:add|log|create|register|put|enter|record|make|book|open), ^\\W*(?:if|when|once|unless)(?= )",
)
_NAMED_BEHIND = re.compile(r"[:：,，—–]| - ")  # behind such a sign a name may follow
# What is said of writing it down tells nothing of the lead.
_RECORDED = any_of(
    zh="录 登记 报备 入库 记(?:一?[下上个条]) 建(?:一?[下上个条档]) 加(?:一下|上|进) 存(?:一?[下个]) 收进来 同步",
    en="(?:put|add|log|enter|register|record|create|key|treat|open|turn)(?:ing)? (?:it|this|them|him|her|that|a|an|as|in|into|new)",
)
# Whoever wants something is no company's name: "new lead, guy wants 30 seats".
_SOMEBODY = re.compile(
    r"(?:(?:a|an|the|some|this|one|another|random) )?(?:guy|lady|man|woman|person|someone|somebody|people|folks|they|he|she|customer|client|buyer|caller)\b.*"
    r"\b(?:wants?|needs?|looking|asks?|asked|asking|interested|call(?:s|ed)|came|emailed|requires?)\b|(?:有个?人|有(?:一)?个客户|客户|对方|他们?|她)(?:想|要|问|咨询|打电话|需要)"
)
_LONGEST, _SHORT = 300, 40


def as_lead_create(shape: Shape) -> Meaning | None:
    """Read what a line tells of a new lead, or of several; None where it names no company."""
    if len(shape.line) > _LONGEST or _NOT_TO.search(shape.line):
        return None
    flock = flock_of(shape)
    meaning = _several(shape, flock) if flock is not None else _lead(shape)
    if meaning is not None and NO_BUYER.search(shape.line):
        meaning.doubts.append("unsure")
    return meaning


def _several(shape: Shape, flock: Flock) -> Meaning | None:
    """Read each lead of several as if it stood alone, with what is said of all."""
    opening = "新线索：" if CJK.search(shape.text) else "new lead: "
    told = (f"{flock.head}。{opening}{part}，{flock.of_all}" for part in flock.parts)
    found = [one for line in told if (one := _lead(Shape(line, shape.scene))) is not None]
    if not found:
        return None
    if not flock.counted or len(found) < len(flock.parts):
        found[0].doubts.append("note")
    found[0].others.extend(found[1:])
    return found[0]


def _lead(shape: Shape) -> Meaning | None:
    """Read a lead: the company, and everything that is said of it."""
    if _longer_name(shape):
        shape = Shape(shape.text, replace(shape.scene, find_names=nobody))
    said: Said = {kind: str(span[1].value) for kind in ("phone", "email") if (span := next(shape.all(kind), None))}
    if "phone" not in said and (phone := dictated_phone(shape)):
        said["phone"] = phone
    doubts = _worth(shape, said)
    company, person, sure = who_is_who(shape, said.get("email", ""))
    if company is None:
        return None
    said["title"] = company.text
    if person is not None:
        said["contact"] = person.text
    pieces = pieces_of(shape)
    _source(shape, list(_beside_needs(shape, pieces, company.text)), said)
    if needs := [*_needs(shape, pieces, company, person), *_ranges(shape)]:
        said["note"] = ("，" if any(not need.isascii() for need in needs) else ", ").join(needs)
    if not sure:
        doubts.append("company")
    if deals_in(shape) and said.get("source") != "referral":
        doubts.append("note")
    return Meaning("lead_create", said, doubts=doubts)


def no_arrival(title: str) -> bool:
    """Whether what follows the words for a new lead is no name but speaks of leads."""
    folded = plain(title)
    if len(folded) < _SHORT and GENERAL.search(folded) and not _NAMED_BEHIND.search(folded):
        return True
    return bool(NOT_NEW.search(title) if title.islower() or not title.isascii() else None)


def only_somebody(title: str) -> bool:
    """Whether what follows the words for a new lead says that somebody wants something, and not who."""
    return _SOMEBODY.match(title) is not None


def _longer_name(shape: Shape) -> bool:
    """Whether a deal we know is but a part of the new company's name (杭州蓝海装饰, Foo & Söhne where Foo Bar is known)."""
    deals = list(shape.all("deal"))
    if _ANNOUNCED.match(shape.line) and any(
        re.match(r"\s*(?:&\s*)?[A-ZÀ-Þ]", shape.text[span.end :]) for _, span in deals
    ):
        return True
    return any(
        (isinstance(span.value, Mention) and span.value.fuzzy and CJK.match(shape.text[span.start - 1 : span.start]))
        or (_NAME_GOES_ON.match(shape.text[span.end :]) and not shape.text[: span.end].endswith(("'s", "’s")))
        or place_of(shape.text[max(0, span.start - 2) : span.start]) is not None
        for _, span in deals
    )


def _worth(shape: Shape, said: Said) -> list[str]:
    """Take the amount that may be the deal's; of several the one that is called so."""
    amounts = [
        (place, span.value)
        for place, span in shape.all("amount")
        if isinstance(span.value, AmountSpan)
        and not _RATE.match(shape.line, place + 1)
        and not _REVENUE.search(shape.line[max(0, place - 8) : place + 8])
    ]
    if len(amounts) > 1:
        amounts = [one for one in amounts if _WORTH.search(shape.line[max(0, one[0] - 6) : one[0] + 4])] or amounts
    if amounts and amounts[-1][1].high is None:  # of a range neither end is what the deal is worth
        said["amount"] = amounts[-1][1]
    return ["which"] if len(amounts) > 1 else []


def _beside_needs(shape: Shape, pieces: Sequence[Piece], company: str) -> Iterator[str]:
    """Yield what each clause says before it comes to what the company needs, without the company's name."""
    for clause in shape.clauses():
        wants = [one.start for one in pieces if one.role == "need" and clause.start <= one.start < clause.end]
        yield shape.line[clause.start : min([clause.end, *wants])].replace(plain(company), " ")
    yield from (one.line for one in pieces if one.role in ("source", ""))


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


def _needs(shape: Shape, pieces: Sequence[Piece], company: Name, person: Name | None) -> Iterator[str]:
    """Yield what the company needs and what else is told of it: what goes before its name only announces it."""
    for piece in pieces:
        start, end = len(shape.words(0, piece.start)), len(shape.words(0, piece.end))
        own = start <= company.start < end
        if not own and (piece.role not in ("need", "") or (piece.role == "" and end <= company.start)):
            continue
        text = unspanned(shape, piece)
        if own:
            text = trimmed(text.partition(company.text)[2])
        elif piece.role == "":
            there = person is not None and start <= person.start < end
            text = "" if there or _RECORDED.search(piece.line) or source_of(piece.line) else trimmed(text)
        elif not text and shape.line[piece.end : piece.end + 1] not in (":", "：", "="):
            text = piece.text
        if len(text) > 1:
            yield text


def _ranges(shape: Shape) -> list[str]:
    """Amounts of which only one end is kept (30-50万), as they were typed."""
    spans = [
        span for _, span in shape.all("amount") if isinstance(span.value, AmountSpan) and span.value.high is not None
    ]
    return [shape.text[span.start : span.end] for span in spans]
