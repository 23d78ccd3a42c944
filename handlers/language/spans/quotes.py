"""What people say of quotes: lines with quantities and prices, discounts, terms, how long it holds, decisions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from handlers.language.spans.amounts import find_amounts, read_amount
from handlers.language.spans.certain import sure
from handlers.language.spans.dates import find_dates
from handlers.language.spans.discounts import find_discounts
from handlers.language.spans.numerals import HAN_DIGITS, section
from handlers.language.words import Scene
from sales.clean import clean_line, clean_text
from sales.money import Money
from sales.quoting import Item
from sales.refusal import Refused

Said = dict[str, Any]
TRIM = " \t\n,:;.，。：；、　+"
# Q3 is a quarter, Q-3 and Q301 are quotes.
QUOTE = re.compile(r"(?<![\w-])[qQ](?:-|(?=\d\d))(\d{1,9})(?![\w-])")
_END = r"(?=\s*(?:[,;\n，；。]|\.\s|$))"
VALID = re.compile(
    r"(?:\bvalid(?:ity)?(?:\s+for)?|\bholds?(?:\s+for)?|有效期?|报价有效)\s*[:：]?\s*(?P<days>\d{1,4})\s*(?:days?\b|天|日)",
    re.IGNORECASE,
)
VALID_UNTIL = re.compile(r"(?:\b(?:valid|holds?|good)\s+(?:until|till|to)\b|有效期?(?:至|到))\s*[:：]?", re.IGNORECASE)
# Up to the comma; in a Chinese line without commas, up to the space.
TERMS = re.compile(
    rf"(?:\b(?:payment\s+)?terms?\b|\bpayment\b)\s*[:：]?\s*(?P<en>[^,;\n，；]+?){_END}"
    r"|\b(?P<net>net\s*\d{1,3}(?:\s*days)?)\b"
    r"|(?:付款(?:方式|条件)?)\s*[:：]?\s*(?P<pay>[^\s,;，；。]+)|(?P<zh>(?:账期|月结|预付)\s*[:：]?\s*[^\s,;，；。]+)",
    re.IGNORECASE,
)
CONDITION = re.compile(
    r"(?:^|(?<=[,;\n，；。\s]))(?P<all>(?:\bif\b|\bprovided\b|\bassuming\b|如果|要是|只要|条件是|前提是|前提).+?)(?=[;\n；。]|$)",
    re.IGNORECASE,
)
APPROVAL = re.compile(
    r"\b(?:needs?|with|wants?|requires?|pending|subject to|get|under)\s+(?:[\w'’]+\s+){0,3}?(?:approval|sign-?off)\b"
    r"|\b(?:needs?|wants?)\s+[\w’]{2,20}\s+to\s+(?:sign\s+off|approve|ok)\b|(?:需要?|要|走|报|等|提交|得)[^，,。;；\s]{0,5}(?:审批|批准|特批|签批|批(?![量次发准]))",
    re.IGNORECASE,
)
DUE_BEFORE = re.compile(r"(?:\b(?:by|before|due|until|for|on)|[,;，；\s]|^)\s*$", re.IGNORECASE)
DUE_AFTER = re.compile(
    r"\s*(?:之前|以前|前)?\s*(?:就?要|给我|交|用|需要|出|please|pls)?(?:的|了)?\s*(?=[,;，；。.\n\s]|$)", re.IGNORECASE
)
BREAK = re.compile(
    r",(?!\d)|(?<!\d),|[，;；、\n+]|\s*(?:\band|和|及)\s+(?=[\d一二两三四五六七八九十])|\s+(?=\d+\s*[x×*✕])",
    re.IGNORECASE,
)
MEASURE = "个|套|台|件|份|人|张|条|次|块|支|箱|批|位|席|名|户|组"
_NUMBER = rf"(?P<quantity>\d{{1,3}}(?:,\d{{3}})+|\d{{1,9}}|[{HAN_DIGITS}十百千万]{{1,8}}(?={MEASURE}))"
QUANTITY_FIRST = re.compile(
    rf"{_NUMBER}\s*(?:[x×*✕]\s*|(?:{MEASURE})\s*)?(?P<product>[^\d\s].*)", re.IGNORECASE | re.DOTALL
)
PRODUCT_FIRST = re.compile(
    rf"(?P<product>\S.*?)\s*(?:[x×*✕]\s*(?P<times>\d{{1,9}})|\s{_NUMBER}\s*(?:{MEASURE})?)", re.IGNORECASE | re.DOTALL
)
PRICE = re.compile(r"\s*(?:\bat\b|@|单价|每(?=\D)|\beach\b)\s*[:：]?\s*(?P<price>.+)$", re.IGNORECASE | re.DOTALL)
PER = re.compile(rf"\s*(?:\beach\b|\bper\s+\w+|/\s*\w+|[/每一](?:{MEASURE}|年|月))\s*$", re.IGNORECASE)
AT_DISCOUNT = re.compile(r"(?:\b(?:at|with|for)(?:\s+an?)?|打|按)\s*$", re.IGNORECASE)
VERSION = re.compile(r"(?:\bv(?:ersion)?\s*|第|版本)\s*(\d{1,4})\s*版?", re.IGNORECASE)
AT_MOST = re.compile(
    r"(?:\b(?:with|but|if(?:\s+the)?\s+discount(?:\s+is)?)\s+)?(?:(?:for|of)\s+)?"
    r"\b(?:at\s+most|not?\s+more\s+than|max(?:imum)?(?:\s+of)?|up\s+to|under|below)\b"
    r"|(?:但|不过)?(?:折扣)?(?:最多|不超过|不能超过|不低于|不能低于|最低|上限)",
    re.IGNORECASE,
)
# No discount is that: 0折 gives it away, 150% off pays for it.
BEYOND = re.compile(
    r"(?<![\d.])(?:0+(?:\.0+)?\s*折|[-−]\d+(?:\.\d+)?\s*%?\s*(?:折|off\b)"
    r"|(?:[1-9]\d{2,}|1\d{2})(?:\.\d+)?\s*(?:%|percent)\s*(?:off|discount|折扣))",
    re.IGNORECASE,
)
NEGATIVE = re.compile(rf"(?:^|(?<=[\s,，;；]))(?:[-−]\s?\d+|0)\s*(?:x\s|×|{MEASURE}|[a-z]+s\b)", re.IGNORECASE)
PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)\s*(?:%|percent|个点|个百分点)")
LOOSE = re.compile(r"^\s*(?:with|at|for|of|but|a|discount|折扣)(?:\s+a)?\s*$", re.IGNORECASE | re.MULTILINE)
CAP_WORDS = re.compile(r"(?:\s*\bdiscount\b|\s*\boff\b|\s*折扣|\s*优惠|\s*(?:可以|同意|就批|的话))+", re.IGNORECASE)
STEP = re.compile(r"(?:\bto\s+)?\bstep\s+(\d{1,2})\b|(?:到|回|给)?第\s*(\d{1,2}|[一二三四五])\s*步", re.IGNORECASE)
TO_PRESALES = re.compile(r"\bto\s+(?:pre-?sales|the\s+author)\b|(?:到|给|回)?\s*(?:售前|报价人)", re.IGNORECASE)
# What the first word of a decision says; a word of agreement is a yes.
NO = frozenset({"reject", "rejected", "驳回", "否决", "不批"})
FINEST = Decimal("0.01")


@dataclass
class Rest:
    """What of a text is not understood yet."""

    text: str
    said: Said = field(default_factory=dict)

    def take(self, start: int, end: int) -> str:
        """Take a part out; what stood around it stays apart."""
        taken = self.text[start:end]
        self.text = f"{self.text[:start].rstrip()} \n{self.text[end:].lstrip()}"
        return taken

    @property
    def left(self) -> str:
        """What is left, on one line."""
        return clean_line(self.text).strip(TRIM)


def wishes(text: str, scene: Scene, currency: str) -> Said:
    """Read what somebody wants quoted; what is not understood is the condition."""
    rest = Rest(text)
    if found := CONDITION.search(rest.text):
        rest.said["condition"] = clean_text(rest.take(*found.span("all")).strip(TRIM))
    if found := APPROVAL.search(rest.text):
        rest.take(*found.span())
        rest.said["needs_approval"] = True
    _common(rest, scene)
    if "due" not in rest.said:
        _due(rest, scene)
    said = rest.said | _items(rest, currency)
    if rest.left:
        said["condition"] = "\n".join(filter(None, (said.get("condition"), rest.left)))
    return said


def offer(text: str, scene: Scene, currency: str) -> Said:
    """Read an offer, of which every word must be understood."""
    rest = Rest(text)
    _common(rest, scene)
    if "extra_discount_pct" in rest.said:
        raise Refused("offer_discounts", field="discount_pct")
    said = rest.said | _items(rest, currency)
    if rest.left:
        raise Refused("offer_unreadable", field="items", asked=rest.left[:80])
    return said


def items(text: str, currency: str) -> tuple[Item, ...]:
    """Read the lines of a form, one product each."""
    rest = Rest(text)
    found = _items(rest, currency).get("items", ())
    if rest.left or not isinstance(found, tuple):
        raise Refused("offer_unreadable", field="items", asked=rest.left[:80])
    return found


def decision(text: str, word: str) -> Said:
    """Read a yes or no, a yes up to a discount, and what was said beside it."""
    rest = Rest(text)
    said: Said = {"decision": "reject" if word.casefold() in NO else "approve"}
    if said["decision"] == "approve" and (cap := _cap(rest)) is not None:
        said |= {"decision": "approve_with_changes", "max_discount_pct": cap}
    if rest.left:
        said["comment"] = clean_text(rest.left)
    return said


def back(text: str) -> Said:
    """Read to which step something goes back, presales being before the first, and why."""
    rest = Rest(text)
    said: Said = {"step": 0}
    if found := STEP.search(rest.text):
        rest.take(*found.span())
        said["step"] = int(section(found[1] or found[2])[0])
    elif found := TO_PRESALES.search(rest.text):
        rest.take(*found.span())
    if reason := re.sub(r"^(?:because|reason|因为|原因|理由)\s*[:：]?\s*", "", rest.left, flags=re.IGNORECASE):
        said["reason"] = clean_text(reason)
    return said


def percent_off(text: str, field: str) -> Decimal:
    """Read a discount of a form: 5, 5%, 95折, 5% off."""
    found = find_discounts(text)
    try:
        value = found[0].percent_off if len(found) == 1 else Decimal(clean_line(text).rstrip("% "))
    except InvalidOperation:
        raise Refused("discount_unreadable", field=field, asked=clean_line(text)[:60]) from None
    if not 0 <= value < 100 or value != value.quantize(FINEST):
        raise Refused("discount_unreadable", field=field, asked=clean_line(text)[:60])
    return value


def days(text: str) -> int:
    """Read how many days an offer holds."""
    found = re.fullmatch(r"\s*(\d{1,4})\s*(?:days?|天|日)?\s*", text, re.IGNORECASE)
    if found is None:
        raise Refused("offer_valid_unreadable", field="valid_days", asked=clean_line(text)[:60])
    return int(found[1])


def _common(rest: Rest, scene: Scene) -> None:
    """How long it holds, the terms, the discounts."""
    if found := VALID.search(rest.text):
        rest.said["valid_days"] = int(found["days"])
        rest.take(*found.span())
    elif found := VALID_UNTIL.search(rest.text):
        _valid_until(rest, found, scene)
    if found := TERMS.search(rest.text):
        said = found["en"] or found["net"] or found["pay"] or found["zh"]
        rest.said["payment_terms"] = clean_line(said).strip(TRIM)
        rest.take(*found.span())
    if found := BEYOND.search(rest.text):
        raise Refused("discount_unreadable", field="discount_pct", asked=clean_line(found[0]))
    if found := NEGATIVE.search(rest.text):
        raise Refused("quantity_unreadable", field="items", asked=clean_line(found[0]))
    for name in ("discount_pct", "extra_discount_pct"):
        if spans := find_discounts(rest.text):
            value = spans[0].percent_off
            if not 0 < value < 100 or value != value.quantize(FINEST):
                raise Refused("discount_unreadable", field=name, asked=rest.text[spans[0].start : spans[0].end])
            rest.said[name] = value
            before = AT_DISCOUNT.search(rest.text, 0, spans[0].start)
            rest.take(before.start() if before else spans[0].start, spans[0].end)


def _valid_until(rest: Rest, found: re.Match[str], scene: Scene) -> None:
    after = re.split(r"[,;\n，；]", rest.text[found.end() :], maxsplit=1)[0]
    spans = find_dates(after, now=scene.now, zone=scene.zone, calendar=scene.calendar)
    if not spans:
        raise Refused("offer_valid_unreadable", field="valid_days", asked=clean_line(after)[:60])
    rest.said["valid_until"] = spans[0].until or spans[0].at
    rest.take(found.start(), found.end() + spans[0].end)


def _due(rest: Rest, scene: Scene) -> None:
    """A day that stands alone or with a word for due; one inside a sentence belongs to the sentence."""
    for span in reversed(find_dates(rest.text, now=scene.now, zone=scene.zone, calendar=scene.calendar)):
        before = DUE_BEFORE.search(rest.text, 0, span.start)
        after = DUE_AFTER.match(rest.text, span.end)
        if before and after:
            rest.said["due"] = span.at if span.has_time else scene.end_of_day(span.at)
            rest.take(before.start(), after.end())
            return


def _items(rest: Rest, currency: str) -> Said:
    """The lines; a price that stands alone belongs to the line before it."""
    found: list[Item] = []
    left: list[str] = []
    for piece in _pieces(rest.text):
        item = _item(piece, currency)
        if item is not None:
            found.append(item)
        elif found and found[-1].unit is None and (price := _price(piece, currency)):
            found[-1] = Item(found[-1].product, found[-1].quantity, price)
        else:
            left.append(piece)
    rest.text = "\n".join(left)
    if not found:
        return {}
    first = found[0]
    return {"items": tuple(found), "product": first.product, "qty": first.quantity}


def _pieces(text: str) -> Iterator[str]:
    yield from filter(None, (piece.strip(TRIM) for piece in BREAK.split(text)))


def _item(piece: str, currency: str) -> Item | None:
    """Read one line: 20 x Seat at ¥1,200, 20个账号 单价1200, Seat x 20."""
    unit = None
    if (found := PRICE.search(piece)) and (unit := _price(found["price"], currency)):
        piece = piece[: found.start()]
    elif spans := find_amounts(piece, currency=currency):
        unit = sure(spans[-1], piece).amount
        piece = piece[: spans[-1].start] + PER.sub("", piece[spans[-1].end :])
    line = QUANTITY_FIRST.fullmatch(piece.strip(TRIM)) or PRODUCT_FIRST.fullmatch(piece.strip(TRIM))
    if line is None:
        return None
    said = line.groupdict()
    quantity = int(section((said.get("times") or said["quantity"]).replace(",", ""))[0])
    product = clean_line(said["product"]).strip(TRIM + "x×*-")
    if not 0 < quantity < 10**7 or not 0 < len(product) <= 80:
        return None
    return Item(product, quantity, unit)


def _price(text: str, currency: str) -> Money | None:
    text = PER.sub("", PRICE.sub(r"\g<price>", text)).strip(TRIM)
    found = read_amount(text, currency=currency)
    return sure(found, text).amount if found else None


def _cap(rest: Rest) -> Decimal | None:
    """Take out the discount a yes is for. Any discount named with a yes limits it: nobody means more than they say."""
    most = AT_MOST.search(rest.text)
    found = next(iter(find_discounts(rest.text)), None) or PERCENT.search(rest.text)
    if found is None:
        if most is not None:
            raise Refused("discount_unreadable", field="max_discount_pct", asked=rest.left[:60])
        return None
    start, end = found.span() if isinstance(found, re.Match) else (found.start, found.end)
    value = Decimal(found[1]) if isinstance(found, re.Match) else found.percent_off
    if not 0 <= value < 100 or value != value.quantize(FINEST):
        raise Refused("discount_unreadable", field="max_discount_pct", asked=rest.text[start:end])
    tail = CAP_WORDS.match(rest.text, end)
    before = most.start() if most is not None and most.end() <= start else start
    rest.take(before, tail.end() if tail else end)
    rest.text = LOOSE.sub("", rest.text)
    return value
