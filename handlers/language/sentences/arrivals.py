"""A new lead: the company, whom to call there, where it came from, what it needs, what it may be worth."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.language.sentences.announcing import CALLED, GENERAL, NO_BUYER, NOT_NEW, Announced, announced
from handlers.language.sentences.callers import who_is_who
from handlers.language.sentences.cues import any_of, asked
from handlers.language.sentences.flocks import Flock, flock_of
from handlers.language.sentences.meaning import Meaning, Said, deals_in, members_in
from handlers.language.sentences.newcomers import (
    Piece,
    dictated_phone,
    names_somebody,
    pieces_of,
    trimmed,
    weight_of,
)
from handlers.language.sentences.persons import (
    person_in,
    unspanned,
)
from handlers.language.sentences.sources import source_of
from handlers.language.shape import Shape, signs
from handlers.language.spans.amounts import AmountSpan
from handlers.language.spans.rules import plain
from handlers.language.typed.reader import CJK
from handlers.language.words import nobody
from sales.names import place_of

# What stands before the company where the announcement stands behind it: "put Delta Fasteners in as a lead".
_BEFORE = re.compile(
    r"^\W*(?:please |pls |(?:can|could) (?:you|u|someone|somebody|we|i) |kindly |let's |(?:we|i) (?:should|need to|want to) )*(?:put|add|register|log|enter|create|open|record|book|get)\s+",
    re.IGNORECASE,
)
_GIVEN = signs(
    r"(?:给|让|由|归)\s?<member>|\b(?:to|for|give|assign|let)\s(?:the )?<member>|<member>\s?(?:来?跟|负责|接手|\b(?:owns|takes|gets|will take))"
)
_ANNOUNCED = signs(r"\W*(?:new )?lead\s*[:：]\s*<deal>")
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
_INTRODUCES = re.compile(
    r"\s*(?:给(?:我|咱)们?)?(?:转?介绍|推荐|引荐|牵线|推了|推过来|带来|introduced|referred|recommended|put us)"
)
# No lead is to be made, or only should something come to pass.
_NOT_TO = any_of(
    zh="(?:别|不要|不用|先不|暂不)[^，,]{0,4}(?:录|建|记|登|加|报|存) ^\\W*(?:如果|要是|假如|等)",
    en="(?:don'?t|do not|no need to|shouldn'?t|never) (?:add|log|create|register|put|enter|record|make|book|open), ^\\W*(?:if|when|once|unless)(?= )",
)
_NAMED_BEHIND = re.compile(r"[:：,，—–]| - ")  # behind such a sign a name may follow
_LABEL_ENDS = re.compile(r"\s*[:：=]")
_LONGEST, _SHORT = 300, 40
_NO_NAME, _MOST_TOLD = -3, 3


def read_arrival(shape: Shape) -> Meaning | None:
    """Read a new lead out of a sentence that announces one, or several."""
    if len(shape.line) > _LONGEST:
        return None
    if NOT_NEW.search(shape.line) and not _LABELLED.search(shape.line):
        return None
    if (flock := flock_of(shape)) is not None:
        return _several(shape, flock)
    return _one(shape)


def as_lead_create(shape: Shape) -> Meaning | None:
    """Read what a line tells of a new lead, or of several; None where it names no company."""
    if len(shape.line) > _LONGEST or _NOT_TO.search(shape.line):
        return None
    flock = flock_of(shape)
    return _several(shape, flock) if flock is not None else _lead(shape, announced(shape.line))


def _several(shape: Shape, flock: Flock) -> Meaning | None:
    """Read each lead of several as if it stood alone, with what is said of all."""
    opening = "新线索：" if CJK.search(shape.text) else "new lead: "
    read = [_one(Shape(opening + part, shape.scene)) for part in flock.parts]
    found = [one for one in read if one is not None]
    source = source_of(flock.common.casefold())
    for one in found:
        if source is not None:
            one.said.setdefault("source", source)
        if not flock.counted or len(found) < len(read):
            one.doubts.append("note")
    if not found:
        return None
    found[0].others.extend(found[1:])
    return found[0]


def _one(shape: Shape) -> Meaning | None:
    """Read a lead where the line announces one and says enough of it."""
    told_of = announced(shape.line)
    if not told_of.spans or _in_general(shape.line, told_of):
        return None
    if NO_BUYER.search(shape.line) and not CALLED.search(shape.line):
        return None
    read = _lead(shape, told_of)
    if read is None or told_of.said:
        return read
    if not _told_enough(shape, read.said):
        return None
    if not _surely(told_of, read.said):
        read.doubts.append("note")
    return read


def _lead(shape: Shape, told_of: Announced) -> Meaning | None:
    """Read a lead: the company, and everything that is said of it."""
    if _longer_name(shape):
        shape = Shape(shape.text, replace(shape.scene, find_names=nobody))
        told_of = announced(shape.line)
    pieces = _pieces(shape, told_of)
    said: Said = {kind: str(span[1].value) for kind in ("phone", "email") if (span := next(shape.all(kind), None))}
    if "phone" not in said and (phone := dictated_phone(shape)):
        said["phone"] = phone
    doubts = _worth(shape, said)
    email = said.get("email", "")
    who, whom = who_is_who(shape, email)
    if who is None:
        return None
    company, own = who.text, _piece_of(shape, who.text, pieces)
    rest = own.text.partition(company)[2]
    said["title"] = company
    own_words = shape.words(own.start, own.end).replace(company, " ").casefold()
    told = [own_words, *(one.line for one in pieces if one is not own and one.role in ("source", "", "company"))]
    _source(shape, [*told, *_beside_needs(shape, pieces, company)], said)
    if deals_in(shape) and said.get("source") != "referral":
        return None
    if whom is not None:
        said["contact"] = whom.text
    _people_and_needs(shape, [one for one in pieces if one is not own and one.text not in company], own, rest, said)
    return Meaning("lead_create", said, doubts=doubts + ([] if _named(shape, own, company) else ["note"]))


def _piece_of(shape: Shape, company: str, pieces: Sequence[Piece]) -> Piece:
    """The piece the company's name stands in, or the name alone where a word in it began another piece."""
    at = max(0, shape.line.find(plain(company)))
    name = Piece(at, at + len(company), "company", company, plain(company))
    return next((piece for piece in pieces if company in piece.text), name)


def _named(shape: Shape, own: Piece, company: str) -> bool:
    """Whether the company's name is plain, and the line not about who gets a lead."""
    if _GIVEN.search(shape.line):
        return False
    weight = weight_of(company)
    return weight > 0 or (own.role == "company" and weight > _NO_NAME) or (own.first and _beside_colon(shape, own))


def _surely(told_of: Announced, said: Said) -> bool:
    """Whether what was not called a lead must be one: it came to us, and most of what makes a lead is told."""
    if not told_of.came:
        return False
    sent = {"contact", "source", "more"} <= set(said)  # somebody we know sent them, and it is told whom to call there
    return weight_of(said["title"]) > 0 and (sent or ("contact" in said and _told(said) >= _MOST_TOLD))


def _pieces(shape: Shape, told_of: Announced) -> list[Piece]:
    """Take a text apart around its announcements; the verb before one belongs to it, not to the name."""
    pieces = pieces_of(shape, [one for one in told_of.spans if not names_somebody(shape.line, one[0])])
    before = _BEFORE.match(shape.line[: told_of.spans[0][0]]) if told_of.spans else None
    return [one for one in pieces if one.end > before.end()] if before else pieces


def _told_enough(shape: Shape, said: Said) -> bool:
    """Whether of a company nobody called a lead enough is told to make it one."""
    return weight_of(said["title"]) > 0 and _told(said) > 1 and not asked(shape.line)


def _told(said: Said) -> int:
    """How much is told of a lead: whom to call, how, where it came from, what it wants, what it may spend."""
    parts = ({"contact"}, {"phone", "email"}, {"source"}, {"note"}, {"amount"})
    return sum(bool(keys & set(said)) for keys in parts)


def _beside_colon(shape: Shape, own: Piece) -> bool:
    """Whether a name follows a colon or dash behind the announcement, where nothing else can stand."""
    return bool(re.search(r"[:：—–-]\s*$", shape.line[: own.start]))


def no_arrival(title: str) -> bool:
    """Whether what follows the words for a new lead is no name but speaks of leads."""
    folded = plain(title)
    if len(folded) < _SHORT and GENERAL.search(folded) and not _NAMED_BEHIND.search(folded):
        return True
    return bool(NOT_NEW.search(title) if title.islower() or not title.isascii() else None)


def _in_general(line: str, told_of: Announced) -> bool:
    """Whether behind the announcement a short line goes on to speak of all leads."""
    rests = [line[end:] for _, end in told_of.spans]
    return len(line) < _SHORT and any(GENERAL.search(rest) and not _NAMED_BEHIND.search(rest) for rest in rests)


def _longer_name(shape: Shape) -> bool:
    """Whether a deal we know is but a part of the new company's name (杭州蓝海装饰, Foo & Söhne where Foo Bar is known)."""
    deals = list(shape.all("deal"))
    if _ANNOUNCED.match(shape.line) and any(
        re.match(r"\s*(?:&\s*)?[A-ZÀ-Þ]", shape.text[span.end :]) for _, span in deals
    ):
        return True
    return any(
        (_NAME_GOES_ON.match(shape.text[span.end :]) and not shape.text[: span.end].endswith(("'s", "’s")))
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


def _beside_needs(shape: Shape, pieces: Sequence[Piece], company: str) -> Iterator[str]:
    """Yield what each clause says before it comes to what the company needs, without the company's name."""
    for clause in shape.clauses():
        wants = [one.start for one in pieces if one.role == "need" and clause.start <= one.start < clause.end]
        yield shape.line[clause.start : min([clause.end, *wants])].replace(plain(company), " ")


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


def _people_and_needs(shape: Shape, pieces: Sequence[Piece], own: Piece, rest: str, said: Said) -> None:
    """Sort what else is said: whom to call there, and what the company needs."""
    needs: list[tuple[bool, str]] = []
    for piece in pieces:
        if piece.text == said.get("contact"):
            continue
        if "contact" not in said and (who := _person(shape, piece)):
            said["contact"] = who
            if piece.role != "need":
                continue
        if piece.role in ("reach", "money", "company", "contact") or (piece.role == "source" and source_of(piece.line)):
            continue
        if piece.role == "need" and _LABEL_ENDS.match(shape.line, piece.end) and not unspanned(shape, piece):
            continue
        text = trimmed(unspanned(shape, piece)) if piece.role != "need" else unspanned(shape, piece) or piece.text
        if len(text) > 1 and not (piece.role == "" and source_of(piece.line)):
            needs.append((piece.role == "need", text))
    if (text := trimmed(rest)) and len(text) > 1:
        needs.append((False, text))
    kept = [text for _, text in needs] + _ranges(shape)
    if kept:
        said["note"] = ("，" if any(not need.isascii() for need in kept) else ", ").join(kept)


def _person(shape: Shape, piece: Piece) -> str:
    """Return whom a piece names to call where nothing else told: not who sent the company."""
    sends = source_of(piece.line) == "referral" or _INTRODUCES.match(shape.line, piece.end) is not None
    known = next(shape.all("deal", piece.start, piece.end), None)
    return "" if sends or known else person_in(shape, piece)


def _ranges(shape: Shape) -> list[str]:
    """Amounts of which only one end is kept (30-50万), as they were typed."""
    spans = [
        span for _, span in shape.all("amount") if isinstance(span.value, AmountSpan) and span.value.high is not None
    ]
    return [shape.text[span.start : span.end] for span in spans]
