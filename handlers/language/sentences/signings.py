"""What stands in a deal that was won: for how much, signed when, how it is paid, for how long, under which order."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta

from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import TRIM
from handlers.language.shape import Clause, Shape, Span, signs
from handlers.language.spans.amounts import AmountSpan, find_amounts
from handlers.language.spans.dates import DateSpan, find_dates
from handlers.language.spans.numerals import EN_WORD, whole
from handlers.language.spans.rules import plain

_NUMBER = r"(?=[\w-]*\d)[a-z]{0,6}[\d-][\w/-]{2,30}"
_PO = re.compile(
    rf"(?<![a-z])(po-(?=[\w-]*\d)[\w-]{{2,30}}(?<!-))|(?<![a-z])(?:po|p\.o\.|(?:purchase )?order(?= (?:number|num|no|ref|id))|purchase order|(?:客户)?(?:采购|购货)?订单|采购单|采购)"
    rf"(?:[^,，。;；\n]{{0,30}}?[,，]?\s*(?:单号|编号|号码|号|number|num|no|nr|ref|id)|\W| is |)(?:[\s.:#：]|号|是|为|is\b)*({_NUMBER}|\d{{3,20}}|[a-z]{{1,6}}\d[\w-]{{2,30}})(?!\s*(?:[年月万亿%元块]|k\b))"
    rf"|(?:单号|po号)[:：# 是为]*((?=[\w-]*\d)[\w-]{{3,30}})",
    re.IGNORECASE,
)
_PAID = any_of(
    zh="首付 首款 预付 预付款 定金 订金 尾款 余款 首期 其中 每年 每月 每季度? 第一年 首年 已付 先付 先收 先打 省了 让了 便宜了 原来 原价 从 比.{0,4}(?:多|少)",
    en="""deposit, upfront, up front, down payment, down, paid, pays?, paying, invoiced?,
        first (?:payment|instal+ment), of which, including, first year, year one, saved, discount of, was, from, instead of, originally""",
)
_PART = signs(
    r"\s*(?:(?:预付|首付|定金|订金)(?:款)?(?![:：为是]?\s*(?:<percent>|<amount>|<discount>|[\d一二三四五六七八九]))|的?(?:首款|尾款)|deposit|upfront|up front|down\b|now|first)"
)
_TOTAL = re.compile(
    r"(?:总[价额共计]?|合同(?:金额|额|价)?|一共|合计|最终|成交价?|到|total|final(?: amount)?|worth|at|for|to|tcv|deal size)\W*(?:是|为|is|of)?\W*$"
)
_SHARE = r"(?:half|the rest|balance|a (?:third|quarter)|\d{1,3} ?(?:%|percent|pct)|\d{1,2}/\d{1,2}(?:/\d{1,2})?|[三四五六七八九一二两]成|一半|\d{1,3}%)"
_COUNTED = rf"(?:\d{{1,2}}|{EN_WORD}|a few|several|equal|[一二两三四五六七八九十]{{1,2}})"
# Where it begins to be said how it is paid; it is said until the clause ends.
_PAY = re.compile(
    rf"(?:付款(?:方式|条件|条款)?|支付(?:方式)?|账期|帳期)(?:是|为|按|走|[:：\s])*(?=[^，,。;；\s])"
    rf"|(?:{_SHARE}\s*)?(?:预付|首付|先付|先款|先打|先收|定金|订金|首款|首期|预收|預付)|(?:{_SHARE})?(?:尾款|余款|质保金)"
    rf"|分{_COUNTED}[期次笔批年](?:付|付款|支付|给|打款)?|{_COUNTED}[期次笔批](?:付款?|支付|付清)|按(?:季度?|年度?|月|半年|进度|节点|里程碑)(?:付款?|支付|结算?|收费|给)?(?![\w])"
    rf"|一次性?(?:付|结|支付)|一次付清|全款|(?:月|季|年|半年|现|周)结(?!束|果|婚|构|论)|(?<!已)(?<!先)(?:月|季|年|半年)付|货到付?款|款到|见票|票到|验收[^，,。;；\n]{{0,4}}付|电汇|承兑|(?<![\d\-/年月])(?:[1-9]-[1-9]-[1-9]|[3-6][1-6][1-3])(?=$|[，,。 付])|[一二三四五六七八九][一二三四五六七八九][一二三四五六七八九]?开(?!始|工|发)"
    rf"|\bnet[ -]?\d{{1,3}}\b|\bpayment(?: terms?)?\b(?! (?:received|landed|came|is in\b))|\b(?:{_SHARE} )?(?:payable|prepaid|pre-?paid|prepayment|up ?front|in advance|deposit|down payment|down\b(?= |$)|on signing|on signature|on delivery)"
    rf"|\b(?:{_COUNTED} |in |equal )*(?:instal+ments|tranches|halves|stages)\b|\b(?:paid|billed|billing|invoiced|payable|pays|paying|pay) (?:\w+ )?(?:quarterly|monthly|annually|yearly|upfront|up front|half|in|over|on|by|per|every|\d|net|{EN_WORD})"
    rf"|\b(?:quarterly|monthly|annual(?:ly)?|yearly|half[- ]?yearly|full) (?:payments?|billing|invoic\w+|upfront|instal+ments)\b|\b{_SHARE} (?:now|split|payment|first)\b|\bhalf now\b|\b[1-9]0/[1-9]0(?:/[1-9]0)?\b",
    re.IGNORECASE,
)
_PAY_LABEL = re.compile(
    r"(?:付款(?:方式|条件|条款)?|账期|支付方式)(?:是|为|[:：\s])*(?=[^，,。;；\s])|payment(?: terms?)?(?: is| are)?[:\s]+(?=\w)",
    re.IGNORECASE,
)
# What goes on about it in the next clause: the rest on acceptance, 尾款验收付.
_PAY_ON = re.compile(
    r"\s*(?:and |the )?(?:尾款|余款|剩|其余|验收|到货|上线后|rest|balance|remain\w*|half on|\d{1,3} ?% )", re.IGNORECASE
)
_LENGTH = re.compile(
    rf"(?P<half>半年|half a year)|(?P<years>\d{{1,2}}|[一二两三四五六七八九十]|\b(?:{EN_WORD}))[- ]?(?:周?年(?P<more>半)?|years?\b|yrs?\b|y\b)(?!前|来|内|付|底|初|多|末|老|度|中|结|会|级|以[上来])"
    rf"|(?P<months>\d{{1,3}}|[一二两三四五六七八九十]{{1,3}}|\b(?:{EN_WORD}))[- ]?(?:个月|months?\b|mos?\b|mths?\b)(?!前|内|来|后|账期|付款)",
    re.IGNORECASE,
)
# A length beside these words is no term: how long somebody worked for it, or has a guarantee.
_NO_TERM = re.compile(
    r"(?:跟|谈|追|磨|聊|等|熬|耗|花|搞|忙|拖|拜访|努力|过|质保|保修|维保|免费|首付|账期|大|快|近|整整|历时|每|第)(?:进)?了?(?:整整|快|将近|大概|近|差不多)?\s*$"
    r"|(?:\bafter|\btook(?: us| me)?|\bspent|\bwarranty|\bchas\w+(?: \w+)?(?: for)?|\bwork\w+(?: on)?(?: \w+)? for|\bevery|\bonly|\bfree|\bfirst|\bin|\bpast|\blast|\bnearly|\balmost) (?:us |a |the |about |nearly |almost |over )?$",
    re.IGNORECASE,
)
_NO_TERM_AFTER = re.compile(
    r"\s*(?:of (?:chas|work|talk|negotiat|back|effort|follow|push)\w*|later|ago|warranty|质保|保修|维保|的(?:跟进|努力|拉锯|谈判)|账期|了(?!，|,|$))"
)
# A day beside these words is not the day of the signature.
_OTHER_DAY = any_of(
    zh="付 款 寄 拿回 到账 开工 上线 启动 交付 起(?=\\W|$) 到期 验收 之前 以前 进场 实施 培训 发货 开始 开票 见面 拜访 聊 谈 开会",
    en="""happy, due, until, till, by, from, starts?, starting, kick\\w*, go[- ]?live, deliver\\w*, expires?,
        renews?, payable, effective from, before, onboarding, rest, ends?, invoice\\w*, met, demo, visit\\w*, since""",
)
_SIGNED = any_of(
    zh="签 用印 盖章 盖的章 成交 敲定 拿下 中标 下单 落定 簽",
    en="signed, signing, signature, countersigned, closed, dated, won, executed, sealed, inked, landed",
)
_NEAR = re.compile(r"[，,;；。]")
_A_YEAR = range(1950, 2100)
_BARE = re.compile(r"(?:^|[\s,，。!！:：;；、~]|[价额了交签单为是共计元约以]|\b(?:at|for|total|worth|is|of)\s)$")
_BARE_END = re.compile(r"\s*(?:$|[,，。!！;；~]|\s)")
_NUMBERED = frozenset({"amount", "date", "percent", "discount"})
_LONG_AGO = timedelta(days=120)


def worth(shape: Shape) -> tuple[object, bool]:
    """Return what a won deal is worth, if that is said, and whether several amounts may be it."""
    amounts, bare = _amounts(shape), _bare(shape)
    if not amounts:
        return bare, False
    total = [span for place, span in amounts if _TOTAL.search(shape.line[:place])]
    meant = (total[-1:] or [span for _, span in amounts])[0]
    beside = bare is not None and shape.text[bare.start : bare.end] not in (payment(shape) or "")
    several = beside or len({span.value for _, span in amounts}) > 1
    return meant.value, several and not total


def _amounts(shape: Shape) -> list[tuple[int, Span]]:
    """The amounts a text names that may be the deal's: no part of it that is paid first, no earlier price."""
    found = [(place, span) for place, span in shape.all("amount") if not _PART.match(shape.line, place + 1)]
    return [
        (place, span)
        for place, span in found
        if not _PAID.search(_NEAR.split(shape.line[max(0, place - 10) : place])[-1])
    ]


def _bare(shape: Shape) -> AmountSpan | None:
    """A number without a unit that stands alone, where no amount is named (拿下瑞丰！97000)."""
    order = _PO.search(shape.text)
    taken = [(span.start, span.end) for span in shape.spans] + ([order.span()] if order else [])
    for span in find_amounts(shape.text, currency=shape.scene.currency(None), bare=True):
        value = span.amount.units
        free = all(span.end <= start or span.start >= end for start, end in taken)
        alone = _BARE.search(shape.text[: span.start]) and _BARE_END.match(shape.text, span.end)
        if free and alone and value >= 1_000 and value not in _A_YEAR:
            return span
    return None


def signed_on(shape: Shape) -> datetime | None:
    """Return the last day up to today a text names beside nothing else that happened then."""
    days = [day for clause in shape.clauses() for day in _days(shape, clause)]
    return next((day for day, told in days if told), next((day for day, _ in days), None))


def _days(shape: Shape, clause: Clause) -> Iterator[tuple[datetime, bool]]:
    """Yield the past days of a clause, bare ones read as past, and whether a signature stands beside them."""
    scene = shape.scene
    signature = bool(_SIGNED.search(shape.line, clause.start, clause.end))
    for place, span in shape.all("date", clause.start, clause.end):
        beside = shape.line[max(clause.start, place - 6) : min(clause.end, place + 8)]
        if _OTHER_DAY.search(beside) or (not signature and _OTHER_DAY.search(shape.line, clause.start, clause.end)):
            continue
        text = shape.text[span.start : span.end]
        found = find_dates(text, now=scene.now, zone=scene.zone, calendar=scene.calendar, forward=False)
        if found and found[0].at <= scene.now and not _rather_ahead(span, found[0], scene.now):
            yield found[0].at, signature


def _rather_ahead(span: Span, past: DateSpan, now: datetime) -> bool:
    """Whether a bare day is long ago, and soon to come."""
    return isinstance(span.value, DateSpan) and now - past.at > _LONG_AGO and now < span.value.at < now + _LONG_AGO


def order_number(shape: Shape) -> str | None:
    """Return the number of the customer's order."""
    for found in _PO.finditer(shape.text):
        start = found.start(found.lastindex or 0)
        if not any(span.start <= start < span.end for span in shape.spans if span.kind in _NUMBERED):
            return found[found.lastindex or 0]
    return None


def term_months(shape: Shape) -> int | None:
    """Return for how many months a deal was signed."""
    letters = plain(shape.text)
    for found in _LENGTH.finditer(letters):
        before = letters[max(0, found.start() - 16) : found.start()]
        if _NO_TERM.search(before) or _NO_TERM_AFTER.match(letters, found.end()):
            continue
        if found["half"]:
            return 6
        count = whole(found["years"] or found["months"])
        return count * 12 + (6 if found["more"] else 0) if found["years"] else count
    return None


def payment(shape: Shape) -> str | None:
    """Return how a deal is paid, in the writer's words: from the first word of it until its clause ends."""
    letters = plain(shape.text)
    found = _PAY.search(letters)
    if found is None:
        return None
    label = _PAY_LABEL.match(letters, found.start())
    start = label.end() if label else found.start()
    end = _clause_end(letters, start)
    while end < len(letters) and _PAY_ON.match(letters, end + 1):
        end = _clause_end(letters, end + 1)
    said = shape.text[start:end].strip(TRIM)
    return said if 1 < len(said) <= _LONGEST_PAYMENT else shape.text[slice(*found.span())].strip(TRIM)


_LONGEST_PAYMENT = 60
_ENDS = re.compile(r"[，,。;；\n!！/]|\.\s|\s[-–—]\s|(?<=[\u3400-\u9fff])\s|$")


def _clause_end(letters: str, start: int) -> int:
    ends = (found.start() for found in _ENDS.finditer(letters, start) if not _within_a_split(letters, found.start()))
    return next(ends, len(letters))


def _within_a_split(letters: str, at: int) -> bool:
    """Whether a slash stands in 30/60/10."""
    return letters[at : at + 1] == "/" and letters[at - 1 : at].isdigit() and letters[at + 1 : at + 2].isdigit()
